import type { APIComponentInContainer } from 'discord.js';
import type { Text } from '../../../text/texts.ts';
import type { Where } from '../../preflight/obstacles.ts';
import { selects } from '../ids.ts';
import { channelSelect, heading, roleSelect, row, text } from './controls.ts';
import type { ScreenState } from './state.ts';

/** Who handles members, and where they are told. */
export function staff({ settings, obstacles }: ScreenState, { t }: Text): APIComponentInContainer[] {
  const { staffChannelId, staffRoleId } = settings;
  const isGone = (place: Where) => obstacles.some(({ is, where }) => where === place && is.endsWith('Gone'));
  return [
    text(heading(t('setup.field.staffChannel'), t('setup.field.staffChannelHint'))),
    row(
      channelSelect(selects.staffChannel, {
        placeholder: t('setup.field.staffChannelChoose'),
        chosen: staffChannelId === undefined || isGone('staffChannel') ? [] : [staffChannelId],
      }),
    ),
    text(heading(t('setup.field.staffRole'), t('setup.field.staffRoleHint'))),
    row(
      roleSelect(selects.staffRole, {
        placeholder: t('setup.field.staffRoleChoose'),
        chosen: staffRoleId === undefined || isGone('staffRole') ? [] : [staffRoleId],
      }),
    ),
  ];
}
