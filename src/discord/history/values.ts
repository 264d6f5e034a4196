import type { SettingName } from '../../gate/settings/history.ts';
import type { CountryRule, ServerSettings } from '../../gate/settings/settings.ts';
import { lineKinds } from '../../otp/number/line-kind.ts';
import { colon } from '../../text/colon.ts';
import { enumerated } from '../../text/enumerated.ts';
import type { Text } from '../../text/texts.ts';
import { countryLabel } from '../ui/country.ts';
import { languageName } from '../ui/language.ts';
import { quoted } from '../ui/quote.ts';

/** Roles or countries that are named one by one; of more, the rest is counted. */
const NAMED = 8;
/** Characters of free text that stand in a line. */
const SHOWN = 120;

type Values = { [Name in SettingName]-?: NonNullable<ServerSettings[Name]> };
type Shown = { readonly [Name in SettingName]: (value: Values[Name], text: Text) => string };

const role = (id: string) => `<@&${id}>`;
const channel = (id: string) => `<#${id}>`;
const words = (typed: string, text: Text) => quoted(typed, text, SHOWN);
const days = (count: number, { t }: Text) => (count === 0 ? t('history.off') : t('history.days', { count }));
const onOff = (isOn: boolean, { t }: Text) => t(isOn ? 'history.on' : 'history.off');
const many =
  <T>(show: (one: T, text: Text) => string) =>
  (values: readonly T[], text: Text) => {
    const named = values.slice(0, NAMED).map((one) => show(one, text));
    if (named.length === 0) return text.t('history.none');
    const more = values.length - named.length;
    return enumerated([...named, ...(more > 0 ? [text.t('history.more', { count: more })] : [])], text);
  };

/** What a setting is set to, in words. Every setting has to be here. */
const shown: Shown = {
  roleId: role,
  moreRoleIds: many(role),
  roleRules: many(({ countries, kinds, roleIds }, text) => {
    const asked = [
      ...countries.map((country) => countryLabel(country, text)),
      ...kinds.map((kind) => text.t(`setup.lines.${kind}`)),
    ];
    return many(String)(asked, text) + colon(text.locale) + many(role)(roleIds, text);
  }),
  bypassesChecks: onOff,
  lentRights: (rights, text) => many(role)(Object.keys(rights), text),
  removedRoleIds: many(role),
  unverifiedRoleId: role,
  joinPrompt: (prompt, { t }) => t(`history.joinPrompt.${prompt}`),
  channelId: channel,
  noticeId: (id) => id,
  noticeChannelId: channel,
  openChannelIds: many(channel),
  noticeText: words,
  smsName: words,
  staffChannelId: channel,
  staffRoleId: role,
  pingsStaff: onOff,
  welcomeText: words,
  welcomeChannelIds: many(channel),
  accountsPerNumber: String,
  conflict: (policy, { t }) => t(`setup.conflict.${policy}`),
  sendsAtOnce: (isAtOnce, { t }) => t(isAtOnce ? 'setup.sending.atOnce' : 'setup.sending.button'),
  countries: countryRule,
  lines: (rules, text) => {
    const { t } = text;
    const said = lineKinds.flatMap((kind) => {
      const rule = rules[kind];
      return rule ? [t(`setup.lines.${kind}`) + colon(text.locale) + t(`setup.lines.${rule}`)] : [];
    });
    return said.length > 0 ? enumerated(said, text) : t('history.allTaken');
  },
  minimumAgeDays: days,
  dailyCap: String,
  defaultCountry: countryLabel,
  deadlineDays: days,
  endsAfter: ({ months }, { t }) => t('history.months', { count: months }),
  exemptRoleIds: many(role),
  exemptBoosters: onOff,
  exemptAgeDays: days,
  exemptJoinedBefore: (day) => day,
  language: (language, { locale }) => languageName(language, locale),
  oneLanguage: (isOne, { t }) => t(isOne ? 'language.members.everybody' : 'language.members.own'),
};

function countryRule(rule: CountryRule, text: Text): string {
  if (rule.is === 'all') return text.t('history.allCountries');
  const list = many(countryLabel)(rule.countries, text);
  return text.t(rule.is === 'only' ? 'history.onlyCountries' : 'history.exceptCountries', { list });
}

/** What a setting is on one side of a change; where it is not there, that it was not set. */
export function shownValue<Name extends SettingName>(name: Name, side: Partial<Values>, text: Text): string {
  const value: Values[Name] | undefined = side[name];
  const show: (value: Values[Name], text: Text) => string = shown[name];
  return value === undefined ? text.t('history.unset') : show(value, text);
}
