import {
  type APIModalInteractionResponseCallbackData,
  ComponentType,
  SelectMenuDefaultValueType,
  TextInputStyle,
} from 'discord.js';
import { type RoleRule, roleLimits } from '../../gate/settings/role-rules.ts';
import { countryName } from '../../otp/country/lists.ts';
import { type LineKind, lineKinds } from '../../otp/number/line-kind.ts';
import type { Text } from '../../text/texts.ts';
import { markOf } from '../interactions/ids.ts';
import { roleRoutes, ruleFields } from './ids.ts';

/** Discord's limit for a text field. */
const LONGEST = 4000;

/** Kinds that can be told apart without a look-up: those that a numbering plan names. */
const byPlan: readonly LineKind[] = ['mobile', 'otherVoip', 'landline'];

export const kindsFor = (isLookedUp: boolean): readonly LineKind[] => (isLookedUp ? lineKinds : byPlan);

/** Tells whether a rule is still what it was when its form was opened. */
export const ruleMark = (rule: RoleRule | undefined): string => markOf(rule ? JSON.stringify(rule) : '');

/** Asks who gets which roles. @param place the rule's place among them, or `new` */
export function ruleForm(
  place: string,
  rule: RoleRule | undefined,
  isLookedUp: boolean,
  { t, locale }: Text,
): APIModalInteractionResponseCallbackData {
  const { countries = [], kinds = [], roleIds = [] } = rule ?? {};
  const named = countries.map((country) => countryName(country, locale)).join(', ');
  const value = named.length > LONGEST ? countries.join(', ') : named;
  const offered = kindsFor(isLookedUp);
  const options = offered.map((kind) => ({
    value: kind,
    label: t(`roles.kind.${kind}`),
    default: kinds.includes(kind),
  }));
  return {
    custom_id: roleRoutes.rule.id(`${place}~${ruleMark(rule)}`),
    title: t(rule ? 'roles.form.edit' : 'roles.form.add'),
    components: [
      {
        type: ComponentType.Label,
        label: t('roles.form.countries'),
        description: t('roles.form.countriesHint'),
        component: {
          type: ComponentType.TextInput,
          custom_id: ruleFields.countries,
          style: TextInputStyle.Paragraph,
          max_length: LONGEST,
          required: false,
          ...(value !== '' && { value }),
        },
      },
      {
        type: ComponentType.Label,
        label: t('roles.form.kinds'),
        description: t(isLookedUp ? 'roles.form.kindsHint' : 'roles.form.kindsPlan'),
        component: {
          type: ComponentType.StringSelect,
          custom_id: ruleFields.kinds,
          required: false,
          min_values: 0,
          max_values: offered.length,
          options,
        },
      },
      {
        type: ComponentType.Label,
        label: t('roles.form.roles'),
        description: t('roles.form.rolesHint', { most: roleLimits.perRule }),
        component: {
          type: ComponentType.RoleSelect,
          custom_id: ruleFields.roles,
          required: true,
          min_values: 1,
          max_values: roleLimits.perRule,
          default_values: roleIds.map((id) => ({ id, type: SelectMenuDefaultValueType.Role })),
        },
      },
    ],
  };
}
