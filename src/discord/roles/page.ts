import type { APIComponentInContainer } from 'discord.js';
import { type RoleRule, roleLimits } from '../../gate/settings/role-rules.ts';
import { arrow } from '../../text/direction.ts';
import type { Text } from '../../text/texts.ts';
import { choice, heading, press, roleSelect, row, section, text } from '../setup/views/controls.ts';
import { moving } from '../setup/views/moving.ts';
import { isUnread, type ScreenState } from '../setup/views/state.ts';
import { countryLabel } from '../ui/country.ts';
import { cut } from '../ui/quote.ts';
import { roleList } from '../ui/roles.ts';
import { roleRoutes } from './ids.ts';

/** Countries of a rule that are named on the screen; the form has them all. */
const NAMED = 12;
/** Characters of a rule in the list of those to take back. */
const LABEL = 100;

/** What members get besides the verified role: more roles, more by rules, and Discord's own checks lifted. */
export function rolesPage(state: ScreenState, words: Text): APIComponentInContainer[] {
  const { settings } = state;
  const { t } = words;
  if (settings.roleId === undefined) return [text(t('roles.chooseFirst'))];
  const { roleId, moreRoleIds, roleRules, bypassesChecks } = settings;
  const disabled = isUnread(state);
  const chosen = disabled ? [] : moreRoleIds.filter((id) => !isGone(state, id));
  const stored =
    disabled && moreRoleIds.length > 0 ? [t('setup.field.stored', { list: roleList(moreRoleIds, words) })] : [];
  const placeholder = t(disabled ? 'setup.field.unread' : 'roles.moreChoose');
  const flag = bypassesChecks ? 'off' : 'on';
  return [
    text(heading(t('roles.more'), t('roles.moreHint', { role: `<@&${roleId}>`, most: roleLimits.more })), ...stored),
    row(roleSelect(roleRoutes.more, { placeholder, chosen, most: roleLimits.more, disabled })),
    ...moving(state, words),
    section(
      [
        `**${t('roles.rules')}**`,
        t(roleRules.length > 0 ? 'roles.rulesHint' : 'roles.noRules'),
        kindsNote(state, words),
      ].join('\n'),
      press(roleRoutes.add, 'new', t('roles.add'), { disabled: disabled || roleRules.length >= roleLimits.rules }),
    ),
    ...roleRules.map((rule, index) =>
      section(ruleLine(rule, index, words), press(roleRoutes.edit, String(index), t('roles.edit'), { disabled })),
    ),
    ...(roleRules.length > 0 ? [row(removal(roleRules, words))] : []),
    section(
      heading(t(bypassesChecks ? 'roles.bypassOn' : 'roles.bypassOff'), t('roles.bypassHint')),
      press(roleRoutes.bypass, flag, t(`roles.bypassTurn.${flag}`)),
    ),
  ];
}

const isGone = ({ obstacles }: ScreenState, roleId: string) =>
  obstacles.some(({ is, ids }) => is === 'roleGone' && ids.includes(roleId));

const kindsNote = ({ looksUpLines }: ScreenState, { t }: Text) =>
  `-# ${t(looksUpLines ? 'roles.kindsLookedUp' : 'roles.kindsByPlan')}`;

/** Who a rule is for, in words. */
export function ruleWords({ countries, kinds }: RoleRule, words: Text): string {
  const { t, locale } = words;
  const list = (parts: readonly string[]) => new Intl.ListFormat(locale, { type: 'disjunction' }).format(parts);
  const named = countries.slice(0, NAMED).map((country) => countryLabel(country, words));
  const more = countries.length - named.length;
  const places = list([...named, ...(more > 0 ? [t('roles.moreCountries', { count: more })] : [])]);
  const lines = list(kinds.map((kind) => t(`roles.kind.${kind}`)));
  if (kinds.length === 0) return t('roles.ofCountries', { places });
  return countries.length === 0 ? t('roles.ofKinds', { lines }) : t('roles.ofBoth', { places, lines });
}

const ruleLine = (rule: RoleRule, index: number, words: Text) =>
  `${index + 1}. ${ruleWords(rule, words)} ${arrow(words.locale)} ${roleList(rule.roleIds, words)}`;

/** A select of Discord's shows no mentions: a rule is named by who it is for. */
function removal(rules: readonly RoleRule[], words: Text) {
  const options = rules.map((rule, index) => ({
    value: String(index),
    label: cut(`${index + 1}. ${ruleWords(rule, words)}`, LABEL),
  }));
  return { ...choice(roleRoutes.remove, '', options), placeholder: words.t('roles.remove') };
}
