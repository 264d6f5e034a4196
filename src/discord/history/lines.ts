import { BY_ITSELF, chosenIn, namesIn, type SettingName, type SettingsEntry } from '../../gate/settings/history.ts';
import type { Text } from '../../text/texts.ts';
import { shownValue } from './values.ts';

/** An entry of the history as sentences, one for each setting that was changed. */
export function entryLines(entry: SettingsEntry, text: Text): string[] {
  const { by, act, target = '' } = entry;
  const { t } = text;
  const isBot = by === BY_ITSELF;
  const who = isBot ? t('history.byBot') : `<@${by}>`;
  const changed = chosenIn(entry).map((name) =>
    t(isBot ? 'history.changedItself' : 'history.changed', {
      by: who,
      setting: t(`history.setting.${name}`),
      from: shownValue(name, entry.before, text),
      to: shownValue(name, entry.after, text),
    }),
  );
  if (act !== 'changed') return [t(`history.act.${act}`, { by: who, target: mention(entry.act, target) }), ...changed];
  if (changed.length > 0) return changed;
  return [
    t(lends(entry) ? 'history.lent' : 'history.unknown', {
      by: who,
      list: shownValue('lentRights', entry.after, text),
    }),
  ];
}

/** The names of settings in a row. */
export const settingNames = (names: readonly SettingName[], { t, locale }: Text): string =>
  new Intl.ListFormat(locale).format(names.map((name) => t(`history.setting.${name}`)));

/** Whether all that changed is what a chosen role may. */
const lends = (entry: SettingsEntry) => namesIn(entry).includes('lentRights');

function mention(act: SettingsEntry['act'], target: string): string {
  if (act === 'undone') return target;
  return act === 'noticePosted' ? `<#${target}>` : `<@&${target}>`;
}
