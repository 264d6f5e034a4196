import type { APIComponentInContainer } from 'discord.js';
import type { Text } from '../../../text/texts.ts';
import { selects } from '../ids.ts';
import { picker } from './picker.ts';
import type { ScreenState } from './state.ts';

/** Who handles members, and where they are told. */
export function staff(state: ScreenState, words: Text): APIComponentInContainer[] {
  const { staffChannelId, staffRoleId } = state.settings;
  return [
    ...picker(state, words, selects.staffChannel, { field: 'staffChannel', kind: 'channel', ids: [staffChannelId] }),
    ...picker(state, words, selects.staffRole, { field: 'staffRole', kind: 'role', ids: [staffRoleId] }),
  ];
}
