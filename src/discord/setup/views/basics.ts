import type { APIComponentInContainer } from 'discord.js';
import { settingLimits } from '../../../gate/settings/changes.ts';
import { otherChannels } from '../../../otp/channels/ways.ts';
import type { Text } from '../../../text/texts.ts';
import { asWritten, cut } from '../../ui/quote.ts';
import { buttons, selects } from '../ids.ts';
import { heading, press, section, text } from './controls.ts';
import { moving } from './moving.ts';
import { picker } from './picker.ts';
import type { ScreenState } from './state.ts';

/** Characters of the admin's own words that are shown on the screen. */
const SHOWN = 200;

/** The role, the roles that it replaces, and the notice. */
export function basics(state: ScreenState, words: Text): APIComponentInContainer[] {
  const { settings, page } = state;
  const { t } = words;
  const { roleId, removedRoleIds, channelId, noticeText, smsName } = settings;
  const most = settingLimits.removedRoles;
  return [
    ...picker(state, words, selects.role, { field: 'role', kind: 'role', ids: [roleId], least: 1 }),
    ...moving(state, words),
    ...picker(state, words, selects.removedRoles, { field: 'removedRoles', kind: 'role', ids: removedRoleIds, most }),
    ...picker(state, words, selects.channel, { field: 'channel', kind: 'channel', ids: [channelId], least: 1 }),
    section(
      heading(
        t('setup.field.text'),
        noticeText === undefined
          ? t('setup.field.textOurs')
          : t('setup.field.textTheirs', { words: shortened(noticeText) }),
      ),
      press(buttons.text, page, t('setup.action.text')),
    ),
    section(
      heading(
        t('setup.field.smsName'),
        smsName === undefined
          ? t('setup.field.smsNameOurs')
          : t('setup.field.smsNameTheirs', { words: asWritten(smsName) }),
      ),
      press(buttons.smsName, page, t('setup.action.smsName')),
    ),
    ...otherWays(state, words),
  ];
}

/** What else there is besides SMS; nothing where there is nothing. */
function otherWays({ ways }: ScreenState, { t, locale }: Text): APIComponentInContainer[] {
  const on = otherChannels.filter((channel) => ways[channel]).map((channel) => t(`setup.ways.${channel}`));
  const list = new Intl.ListFormat(locale, { type: 'disjunction' }).format(on);
  return on.length === 0 ? [] : [text(`-# ${t('setup.ways.on', { list })}`)];
}

/** The beginning of a text, on one line. */
const shortened = (words: string): string => cut(words.replace(/\s+/g, ' ').trim(), SHOWN);
