import type { APIComponentInContainer } from 'discord.js';
import { settingLimits } from '../../../gate/settingChanges.ts';
import type { Text } from '../../../text/texts.ts';
import { buttons, selects } from '../ids.ts';
import { channelSelect, heading, press, roleSelect, row, section, text } from './controls.ts';
import { moving } from './moving.ts';
import type { ScreenState } from './state.ts';

/** Characters of the admin's own words that are shown on the screen. */
const SHOWN = 200;

/** The role, the roles that it replaces, and the notice. */
export function basics(state: ScreenState, words: Text): APIComponentInContainer[] {
  const { settings, obstacles, page } = state;
  const { t } = words;
  const { roleId, removedRoleIds, channelId, noticeText } = settings;
  // What no longer exists cannot be shown as chosen.
  const gone = obstacles.filter(({ is }) => is === 'roleGone' || is === 'channelGone').flatMap(({ ids }) => ids);
  const chosen = (ids: readonly (string | undefined)[]) =>
    ids.filter((id): id is string => id !== undefined && !gone.includes(id));
  return [
    text(heading(t('setup.field.role'), t('setup.field.roleHint'))),
    row(roleSelect(selects.role, { placeholder: t('setup.field.roleChoose'), chosen: chosen([roleId]), least: 1 })),
    ...moving(state, words),
    text(heading(t('setup.field.removedRoles'), t('setup.field.removedRolesHint'))),
    row(
      roleSelect(selects.removedRoles, {
        placeholder: t('setup.field.removedRolesChoose'),
        chosen: chosen(removedRoleIds),
        most: settingLimits.removedRoles,
      }),
    ),
    text(heading(t('setup.field.channel'), t('setup.field.channelHint'))),
    row(
      channelSelect(selects.channel, {
        placeholder: t('setup.field.channelChoose'),
        chosen: chosen([channelId]),
        least: 1,
      }),
    ),
    section(
      heading(
        t('setup.field.text'),
        noticeText === undefined
          ? t('setup.field.textOurs')
          : t('setup.field.textTheirs', { words: shortened(noticeText) }),
      ),
      press(buttons.text, page, t('setup.action.text')),
    ),
  ];
}

/** The beginning of a text, on one line. */
function shortened(words: string): string {
  const letters = [...words.replace(/\s+/g, ' ').trim()];
  return letters.length > SHOWN ? `${letters.slice(0, SHOWN).join('')}…` : letters.join('');
}
