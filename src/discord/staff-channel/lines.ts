import { blank } from '../../gate/journal/events.ts';
import { type HeardBy, toldToStaff } from '../../gate/journal/hearers.ts';
import { type Money, unitsOf } from '../../limits/money.ts';
import type { OtherChannel } from '../../otp/channels/ways.ts';
import type { SmsProblem } from '../../otp/sms.ts';
import { enumerated } from '../../text/enumerated.ts';
import type { Text } from '../../text/texts.ts';
import { causeWords, groundWords } from '../member/views/history.ts';
import { countryLabel } from '../ui/country.ts';
import { dated } from '../ui/parts.ts';
import { asWritten, glimpse } from '../ui/quote.ts';

export type Told = HeardBy<'staff'>;

/** Which of the budgets' names stand for which limit. */
const budgets = {
  'sends-member': 'member',
  'sends-member-number': 'number',
  'sends-number': 'number',
  'sends-server': 'server',
  'numbers-member': 'numbers',
  'sends-prefix': 'prefix',
  'sends-dial': 'dial',
  'sends-country': 'country',
  'sends-all': 'all',
  'calls-prefix': 'prefix',
  'calls-dial': 'dial',
  'calls-country': 'country',
  'calls-all': 'all',
  'whatsapp-prefix': 'prefix',
  'whatsapp-dial': 'dial',
  'whatsapp-country': 'country',
  'whatsapp-all': 'all',
  'money-all': 'money',
  'guesses-member': 'guesses',
  'refused-member': 'refused',
  'refused-number': 'refused',
  'refused-server': 'refused',
  'refused-all': 'refused',
} as const;

/** How much of a reason stands in a line, in characters. */
const GLIMPSE = 100;

/**
 * Why a code did not come where the phone and its owner, a rush, or the server's own rule for its kind of line are the cause: there is
 * nothing that the staff could do. A member who is left to them writes to them.
 */
const notForStaff: readonly SmsProblem[] = [
  ...(['cannotReceive', 'optedOut', 'unreachable', 'lineBusy', 'noAnswer', 'busy'] as const),
  ...(['lineRefused', 'lineToStaff'] as const),
];

/** Whether the staff have nothing to do with it. */
export const isIdle = (event: Told) => 'problem' in event && notForStaff.includes(event.problem);

/** An event as one short line. Accounts are named, numbers never. */
export function lineOf(event: Told, text: Text): string {
  const channel = 'channel' in event ? event.channel : undefined;
  const line = lineOfAny(event, channel, text);
  return channel && event.what === 'capReached' ? text.t(`staffLine.${channel}.of`, { line }) : line;
}

function lineOfAny(event: Told, channel: OtherChannel | undefined, text: Text): string {
  const { t } = text;
  const { memberId, by, country, others = [], budget, figures, until = 0 } = { ...blank, ...event };
  if (figures) {
    const scope = budget === 'breaker-prefix' ? 'prefix' : 'country';
    return t(`staffLine.paused.${scope}`, { country: placeOf(country, text), ...figures, when: dated(until) });
  }
  if (event.what === 'moneySpent') return moneyLine(event, text);
  const { what } = event;
  const mentioned = others.map((id) => `<@${id}>`);
  const isOfChannel = what === 'undelivered' || what === 'sendRefused';
  return t(channel && isOfChannel ? `staffLine.${channel}.${what}` : `staffLine.${what}`, {
    member: `<@${memberId}>`,
    by: by === undefined ? t('staffLine.someone') : actor(by),
    country: placeOf(country, text),
    others: others.length === 0 ? t('staffLine.someone') : enumerated(mentioned, text),
    why: whyOf(event, text),
  });
}

/** How much of the day's money is spent. */
function moneyLine({ percent, spent, limit, currency, lastsUntil }: Extract<Told, { what: 'moneySpent' }>, text: Text) {
  const { t, locale } = text;
  const style = currency === undefined ? {} : ({ style: 'currency', currency } as const);
  const format = new Intl.NumberFormat(locale, { minimumFractionDigits: 2, maximumFractionDigits: 2, ...style });
  const shown = (money: Money) => format.format(unitsOf(money));
  const line = t('staffLine.moneySpent', { percent, spent: shown(spent), limit: shown(limit) });
  return lastsUntil === undefined ? line : t('staffLine.moneySpentUntil', { line, when: dated(lastsUntil) });
}

const placeOf = (country: string | undefined, text: Text) =>
  country === undefined ? text.t('staffLine.somewhere') : countryLabel(country, text);

/** Many events as one line: how many of each kind. */
export function sumOf(counts: ReadonlyMap<Told['what'], number>, text: Text): string {
  const parts = toldToStaff.flatMap((what) => {
    const count = counts.get(what);
    return count === undefined ? [] : [text.t(`staffLine.count.${what}`, { count })];
  });
  return enumerated(parts, text);
}

/** Counts of events by their kind. */
export function countedIn(counts: Map<Told['what'], number>, { what }: Told): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function whyOf(event: Told, text: Text): string {
  const { t } = text;
  const { problem, code, obstacle, budget, ground, country, reason } = { ...blank, ...event };
  if (problem) {
    const why = causeWords(problem, text);
    return code === undefined ? why : t('staffLine.withCode', { why, code });
  }
  if (ground) return groundWords(ground, text);
  if (obstacle) return t(`staffLine.obstacle.${obstacle}`);
  if (budget !== undefined && isBudget(budget)) {
    return t(`staffLine.budget.${budgets[budget]}`, { country: placeOf(country, text) });
  }
  const words = budget ?? reason;
  return words === undefined ? t('staffLine.noReason') : asWritten(glimpse(words, GLIMPSE));
}

function isBudget(name: string): name is keyof typeof budgets {
  return Object.hasOwn(budgets, name);
}

/** A member of the staff, or what acted by itself, such as `ban`. */
function actor(by: string): string {
  return /^\d+$/.test(by) ? `<@${by}>` : asWritten(by);
}
