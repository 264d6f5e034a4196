import type { Happening, JournalEntry } from '../../gate/ports.ts';
import type { SmsProblem } from '../../otp/sms.ts';
import type { Text } from '../../text/texts.ts';
import { causeWords } from '../member/views/history.ts';
import { countryLabel } from '../ui/country.ts';
import { when } from '../ui/parts.ts';
import { asWritten, glimpse } from '../ui/quote.ts';

/** What is worth a line to the staff. A request is not: its own message says it. */
const told = [
  'verified',
  'grantFailed',
  'conflict',
  'transferred',
  'blockedNumber',
  'blocked',
  'unblocked',
  'reset',
  'revoked',
  'approved',
  'removed',
  'capReached',
  'sendRefused',
  'undelivered',
] as const satisfies readonly Happening[];

type Told = (typeof told)[number];
export type ToldEntry = JournalEntry & { readonly what: Told };

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
  'guesses-member': 'guesses',
  'refused-member': 'refused',
  'refused-number': 'refused',
  'refused-server': 'refused',
  'refused-all': 'refused',
} as const;
const obstacles = [
  'missingPermission',
  'roleGone',
  'memberGone',
  'needs2fa',
  'notInServer',
  'roleNotLent',
  'discordUnavailable',
  'notSetUp',
] as const;

/** How much of a reason stands in a line, in characters. */
const GLIMPSE = 100;

/** Why an SMS failed where the phone and its owner, or a rush, are the cause: there is nothing that the staff could do. */
const notForStaff: readonly (string | undefined)[] = [
  'cannotReceive',
  'optedOut',
  'unreachable',
  'busy',
] satisfies SmsProblem[];

export function isTold(entry: JournalEntry): entry is ToldEntry {
  const isSmsOfMember =
    (entry.what === 'sendRefused' || entry.what === 'undelivered') && notForStaff.includes(entry.why);
  return !isSmsOfMember && told.some((what) => what === entry.what);
}

/** An entry as one short line. Accounts are named, numbers never. */
export function lineOf(entry: ToldEntry, text: Text): string {
  const { t } = text;
  const { what, memberId, by, country, others = [], why, pause } = entry;
  if (pause) {
    const scope = why === 'breaker-prefix' ? 'prefix' : 'country';
    const { sent, verified, until } = pause;
    return t(`staffLine.paused.${scope}`, { country: placeOf(country, text), sent, verified, when: when(until) });
  }
  return t(`staffLine.${what}`, {
    member: `<@${memberId}>`,
    by: by === undefined ? t('staffLine.someone') : actor(by),
    country: placeOf(country, text),
    others: others.length === 0 ? t('staffLine.someone') : others.map((id) => `<@${id}>`).join(', '),
    why: whyOf(entry, text),
  });
}

const placeOf = (country: string | undefined, text: Text) =>
  country === undefined ? text.t('staffLine.somewhere') : countryLabel(country, text);

/** Many entries as one line: how many of each kind. */
export function sumOf(counts: ReadonlyMap<Told, number>, { t, locale }: Text): string {
  const parts = told.flatMap((what) => {
    const count = counts.get(what);
    return count === undefined ? [] : [t(`staffLine.count.${what}`, { count })];
  });
  return new Intl.ListFormat(locale, { type: 'unit', style: 'short' }).format(parts);
}

/** Counts of entries by their kind. */
export function countedIn(counts: Map<Told, number>, { what }: ToldEntry): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function whyOf({ what, why, country, carrierCode }: ToldEntry, text: Text): string {
  const { t } = text;
  if (why === undefined) return t('staffLine.noReason');
  if (what === 'sendRefused' || what === 'undelivered') {
    const cause = causeWords(why, text) ?? t('staffLine.noReason');
    return carrierCode === undefined ? cause : t('staffLine.withCode', { why: cause, code: carrierCode });
  }
  const obstacle = what === 'grantFailed' && obstacles.find((one) => one === why);
  if (obstacle) return t(`staffLine.obstacle.${obstacle}`);
  if (what === 'capReached' && isBudget(why)) {
    return t(`staffLine.budget.${budgets[why]}`, { country: placeOf(country, text) });
  }
  return asWritten(glimpse(why, GLIMPSE));
}

function isBudget(name: string): name is keyof typeof budgets {
  return Object.hasOwn(budgets, name);
}

/** A member of the staff, or what acted by itself, such as `ban`. */
function actor(by: string): string {
  return /^\d+$/.test(by) ? `<@${by}>` : asWritten(by);
}
