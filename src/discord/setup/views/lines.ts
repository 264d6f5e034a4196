import { type APIComponentInLabel, type APIModalInteractionResponseCallbackData, ComponentType } from 'discord.js';
import type { ServerSettings } from '../../../gate/settings/settings.ts';
import { type LineKind, type LineRules, lineKinds, lineRules } from '../../../otp/number/line-kind.ts';
import type { Text } from '../../../text/texts.ts';
import { markOf } from '../../interactions/ids.ts';
import { modals, type Page } from '../ids.ts';

/** A part of the form: kinds of lines that one answer is about. Without look-ups one kind of VoIP is not told from the other. */
export interface LineField {
  readonly name: LineKind | 'voip';
  readonly kinds: readonly LineKind[];
}

/** What the form asks for. @param isLookedUp whether the operator has switched look-ups on */
export function lineFields(isLookedUp: boolean): readonly LineField[] {
  if (!isLookedUp) return [{ name: 'voip', kinds: ['fixedVoip', 'otherVoip'] }];
  return lineKinds.map((kind) => ({ name: kind, kinds: [kind] }));
}

/** What happens with the kinds of a field; where they differ, the stricter. */
function ruleOf({ kinds }: LineField, lines: LineRules) {
  const rules = kinds.map((kind) => lines[kind] ?? 'take');
  return (['refuse', 'askStaff'] as const).find((rule) => rules.includes(rule)) ?? 'take';
}

/** Asks what happens with numbers of each kind. */
export function linesForm(isLookedUp: boolean) {
  return ({ lines }: ServerSettings, page: Page, { t }: Text): APIModalInteractionResponseCallbackData => ({
    custom_id: modals.lines.id([page, ...linesPrefills(isLookedUp)({ lines }).map(markOf)].join('~')),
    title: t('setup.lines.title'),
    components: lineFields(isLookedUp).map((field) => ({
      type: ComponentType.Label,
      label: t(`setup.lines.${field.name}`),
      ...(field.name !== 'unknown' && field.name !== 'mobile' && { description: t(`setup.lines.${field.name}Hint`) }),
      component: ruleSelect(field, lines, t),
    })),
  });
}

function ruleSelect(field: LineField, lines: LineRules, t: Text['t']): APIComponentInLabel {
  const chosen = ruleOf(field, lines);
  return {
    type: ComponentType.StringSelect,
    custom_id: field.name,
    required: true,
    options: (['take', ...lineRules] as const).map((rule) => ({
      value: rule,
      label: t(`setup.lines.${rule}`),
      default: rule === chosen,
    })),
  };
}

/** What the form is filled in with: all of it is one setting. */
export const linesPrefills =
  (isLookedUp: boolean) =>
  ({ lines }: Pick<ServerSettings, 'lines'>) => [
    lineFields(isLookedUp)
      .map((field) => ruleOf(field, lines))
      .join(' '),
  ];

/** What is set now, and what is not possible. */
export function lineSummary({ lines }: ServerSettings, isLookedUp: boolean, { t }: Text): string {
  const rules = lineFields(isLookedUp).map((field) => [field, ruleOf(field, lines)] as const);
  const said = rules.flatMap(([{ name }, rule]) =>
    rule === 'take' ? [] : [t(`setup.lines.${rule}Now`, { kind: t(`setup.lines.${name}`) })],
  );
  return [
    ...(said.length > 0 ? said : [t('setup.lines.allTaken')]),
    `-# ${t(isLookedUp ? 'setup.lines.lookedUp' : 'setup.lines.notLookedUp')}`,
  ].join('\n');
}
