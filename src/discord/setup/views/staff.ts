import type { APIComponentInContainer } from 'discord.js';
import type { Text } from '../../../text/texts.ts';
import { selects } from '../ids.ts';
import { choice, heading, row, text } from './controls.ts';
import { picker } from './picker.ts';
import type { ScreenState } from './state.ts';

/** Who handles members, and where they are told. */
export function staff(state: ScreenState, words: Text): APIComponentInContainer[] {
  const { t } = words;
  const { staffChannelId, staffRoleId, pingsStaff } = state.settings;
  return [
    ...picker(state, words, selects.staffChannel, { field: 'staffChannel', kind: 'channel', ids: [staffChannelId] }),
    ...picker(state, words, selects.staffRole, { field: 'staffRole', kind: 'role', ids: [staffRoleId] }),
    text(heading(t('setup.field.ping'), t('setup.field.pingHint'))),
    row(
      choice(selects.ping, pingsStaff ? 'on' : 'off', [
        { value: 'off', label: t('setup.ping.off') },
        { value: 'on', label: t('setup.ping.on') },
      ]),
    ),
  ];
}
