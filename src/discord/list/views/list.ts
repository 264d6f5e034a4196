import {
  type APIComponentInContainer,
  type APIUserSelectComponent,
  ButtonStyle,
  ComponentType,
  SelectMenuDefaultValueType,
} from 'discord.js';
import { type ListRow, placeOf } from '../../../gate/list/member-list.ts';
import { directionMark } from '../../../text/direction.ts';
import { enumerated } from '../../../text/enumerated.ts';
import type { Text } from '../../../text/texts.ts';
import { choice, line, text as part, press, row } from '../../setup/views/controls.ts';
import { createFormats } from '../../stats/formats.ts';
import { countryLabel } from '../../ui/country.ts';
import { colours, dated, type View } from '../../ui/parts.ts';
import { listRoutes } from '../ids.ts';
import { type Place, placeText, states } from '../place.ts';
import type { Listed } from '../reading.ts';

/** As many accounts are decided about at once. */
export const MOST_CHOSEN = 25;

/** What may be done beyond looking. */
export interface Allowed {
  /** Whether Discord lists members to the bot. */
  readonly lists: boolean;
  readonly mayExport: boolean;
}

/** A page of the list, and what leads on from it. */
export function listView(place: Place, listed: Listed, allowed: Allowed, text: Text): View {
  const { t } = text;
  const { state } = place;
  const isPossible = state !== 'unverified' || allowed.lists;
  const parts: APIComponentInContainer[] = [
    part(headingOf(place, listed, text)),
    row(stateSelect(state, text)),
    part(isPossible ? rowsOf(listed.rows, state, text) : t('list.needsIntent')),
    ...(listed.rows.length > 0 || listed.hasNewer || listed.hasOlder
      ? [row(...pageButtons(place, listed, allowed, text))]
      : []),
    line,
    part(`-# ${t('list.chooseHint', { most: MOST_CHOSEN })}`),
    row(accountSelect([], text)),
  ];
  return { components: [{ type: ComponentType.Container, accent_color: colours.calm, components: parts }] };
}

function headingOf({ state }: Place, { count }: Listed, text: Text): string {
  const name = text.t(`list.state.${state}`);
  return `## ${count === undefined ? name : text.t('list.heading', { name, members: createFormats(text).number(count) })}`;
}

const stateSelect = (state: Place['state'], { t }: Text) =>
  choice(
    listRoutes.state,
    state,
    states.map((one) => ({ value: one, label: t(`list.state.${one}`), description: t(`list.stateHint.${one}`) })),
  );

function rowsOf(rows: readonly ListRow[], state: Place['state'], text: Text): string {
  if (rows.length === 0) return text.t('list.nobody');
  return rows.map((one) => `- ${rowLine(one, state, text)}`).join('\n');
}

function rowLine(
  { memberId, at, how, hasRole, country, by, endsAt }: ListRow,
  state: Place['state'],
  text: Text,
): string {
  const { t } = text;
  const day = `<t:${Math.floor(at / 1000)}:d>`;
  const kind = how === undefined ? 'other' : how;
  const said = {
    number: enumerated([t('list.how.number'), ...(country === undefined ? [] : [countryLabel(country, text)])], text),
    hand: t('list.how.hand', { by: `<@${by}>` }),
    exempt: t('list.how.exempt'),
    letIn: t('list.how.letIn'),
    other: t(state === 'blocked' ? 'list.how.blocked' : state === 'requests' ? 'list.how.asked' : 'list.how.joined'),
  }[kind];
  const owed = hasRole === false ? ` · ${t('list.owed')}` : '';
  const end = endsAt === undefined ? '' : ` · ${t('list.ends', { when: dated(endsAt) })}`;
  return `${directionMark(text.locale)}<@${memberId}> · ${at === 0 ? said : `${said} · ${day}`}${end}${owed}`;
}

function pageButtons(place: Place, { rows, hasNewer, hasOlder }: Listed, { mayExport }: Allowed, { t }: Text) {
  const { state } = place;
  const [first, last] = [rows[0], rows.at(-1)];
  const to = (way: 'before' | 'after', cursor: ListRow | undefined) =>
    placeText(cursor ? { state, way, cursor: placeOf(cursor) } : { state });
  // Discord lists who has not verified in one direction alone.
  const back = state === 'unverified' ? placeText({ state }) : to('before', first);
  return [
    press(listRoutes.page, back, t(backLabel(state)), { disabled: !hasNewer }),
    press(listRoutes.page, `${to('after', last)}`, t('list.older'), { disabled: !hasOlder || !last }),
    ...(rows.length > 0 ? [press(listRoutes.all, placeText(place), t('list.all'))] : []),
    ...(mayExport ? [press(listRoutes.export, state, t('list.export'))] : []),
  ];
}

function backLabel(state: Place['state']): 'list.first' | 'list.sooner' | 'list.newer' {
  if (state === 'unverified') return 'list.first';
  return state === 'ending' ? 'list.sooner' : 'list.newer';
}

function accountSelect(chosen: readonly string[], { t }: Text): APIUserSelectComponent {
  return {
    type: ComponentType.UserSelect,
    custom_id: listRoutes.choose.id(),
    placeholder: t('list.choose'),
    min_values: 0,
    max_values: MOST_CHOSEN,
    default_values: chosen.map((id) => ({ id, type: SelectMenuDefaultValueType.User })),
  };
}

/** Those who were chosen, by their names, and what can be decided about them. @param news what was just done */
export function chosenView(chosen: readonly string[], news: readonly string[], text: Text): View {
  const { t } = text;
  const count = chosen.length;
  const names = chosen.map((id) => `<@${id}>`);
  const some = (label: 'approve' | 'reset' | 'revoke' | 'block', style?: ButtonStyle.Danger) =>
    press(listRoutes[label], 'chosen', t(`member.button.${label}`), { ...(style && { style }), disabled: count === 0 });
  const components: APIComponentInContainer[] = [
    ...(news.length > 0 ? [part(...news), line] : []),
    part(`### ${t('list.chosen', { count })}`, enumerated(names, text) || t('list.nobody')),
    row(accountSelect(chosen, text)),
    row(
      some('approve'),
      some('reset'),
      some('revoke', ButtonStyle.Danger),
      some('block', ButtonStyle.Danger),
      press(listRoutes.page, 'verified', t('list.back')),
    ),
  ];
  return { components: [{ type: ComponentType.Container, accent_color: colours.calm, components }] };
}
