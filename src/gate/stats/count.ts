import type { Ms } from '../../clock.ts';
import { flat } from '../journal/journal.ts';
import type { Happening, JournalEntry, Period } from '../ports.ts';
import { type Bill, billOf, billsByChannel, type ChannelBill, type SmsCount, smsIn } from './bill.ts';
import { type Failure, failuresIn } from './failures.ts';
import { dayOf } from './span.ts';

/** The steps of the way through the gate. */
export const steps = ['started', 'sent', 'delivered', 'verified'] as const;
export type Step = (typeof steps)[number];

/** The ways past the gate without a number. */
export const ways = ['approved', 'exempted', 'letIn'] as const;
export type Way = (typeof ways)[number];

/** Members by the way they took. Each counts once a way. */
export type WayTally = Readonly<Record<Way, number>>;

/** Members by the step they reached. Each counts once a step. */
export type Tally = Readonly<Record<Step, number>>;

/** What some members of a server add to its figures. */
export interface Count {
  readonly members: Tally;
  readonly ways: WayTally;
  /** How many came past the gate, in whatever way. */
  readonly through: number;
  /** Of those who came to a step, the ones verified since. */
  readonly converted: { readonly started: number; readonly sent: number };
  /** From the first Send of an attempt to its end. */
  readonly times: readonly Ms[];
  readonly sms: SmsCount;
  readonly bill: Bill;
  /** What calls and WhatsApp have of both. */
  readonly channels: readonly ChannelBill[];
  readonly failures: readonly Failure[];
  /** By UTC day, `YYYY-MM-DD`. */
  readonly days: ReadonlyMap<string, DayCount>;
  /** By ISO 3166-1 alpha-2; `ZZ` for none, and for what was never told. */
  readonly countries: ReadonlyMap<string, Tally>;
}

/** What a UTC day has of it. */
export interface DayCount {
  readonly members: Tally;
  readonly ways: WayTally;
  readonly sms: SmsCount;
  readonly bill: Bill;
}

/**
 * Counts journal entries; those outside of the period are left out. The order does not matter, but of each member all have
 * to be there.
 */
export function countOf(journal: readonly JournalEntry[], { from, until }: Period): Count {
  const entries = journal.filter(({ at }) => at >= from && at < until).sort(inOrder);
  const sms = smsIn(entries);
  const countryOfSms = new Map(sms.map(({ messageId, country }) => [messageId, country]));
  const arrivals = steps.flatMap((step) => arrivalsAt(step, entries));
  const members = (among: readonly Arrival[] = []) => tally(among.map(({ step }) => step));
  const countryOf = ({ entry }: Arrival) => entry.country ?? countryOfSms.get(entry.messageId) ?? 'ZZ';

  const passings = ways.flatMap((way) => firstOf(entries, ({ what }) => what === way));
  const passingsOf = Map.groupBy(passings, ({ at }) => dayOf(at));
  const arrivalsOf = Map.groupBy(arrivals, ({ entry }) => dayOf(entry.at));
  const smsOf = Map.groupBy(sms, ({ at }) => dayOf(at));
  const withNumber = arrivals.filter(({ step }) => step !== 'started');

  return {
    members: members(arrivals),
    ways: wayTally(passings),
    through: new Set(
      [...arrivals.filter(({ step }) => step === 'verified').map(({ entry }) => entry), ...passings].map(
        ({ memberId }) => memberId,
      ),
    ).size,
    converted: { started: converted('started', entries), sent: converted('sent', entries) },
    times: timesToVerified(entries),
    ...billOf(sms),
    channels: billsByChannel(sms),
    failures: failuresIn(entries),
    days: new Map(
      [...new Set([...arrivalsOf.keys(), ...passingsOf.keys(), ...smsOf.keys()])].map((day) => [
        day,
        {
          members: members(arrivalsOf.get(day)),
          ways: wayTally(passingsOf.get(day) ?? []),
          ...billOf(smsOf.get(day) ?? []),
        },
      ]),
    ),
    countries: new Map([...Map.groupBy(withNumber, countryOf)].map(([country, among]) => [country, members(among)])),
  };
}

/** A member's first coming to a step. */
interface Arrival {
  readonly step: Step;
  readonly entry: ReturnType<typeof flat>;
}

/** A number that changed its account was proven like any other. */
const stepOf: Partial<Record<Happening, Step>> = {
  started: 'started',
  sent: 'sent',
  delivered: 'delivered',
  verified: 'verified',
  transferred: 'verified',
};

/** By time; within a millisecond in the order of the way, then by member, so that the result is the same however they came. */
function inOrder(one: JournalEntry, other: JournalEntry): number {
  const rank = ({ what }: JournalEntry) => steps.indexOf(stepOf[what] ?? 'verified');
  return one.at - other.at || rank(one) - rank(other) || (one.memberId < other.memberId ? -1 : 1);
}

const arrivalsAt = (step: Step, entries: readonly JournalEntry[]): Arrival[] =>
  firstOf(entries, ({ what }) => stepOf[what] === step).map((entry) => ({ step, entry: flat(entry) }));

/** Of each member the first of some entries. */
function firstOf(entries: readonly JournalEntry[], isOne: (entry: JournalEntry) => boolean): JournalEntry[] {
  const first = new Map<string, JournalEntry>();
  for (const entry of entries) if (isOne(entry) && !first.has(entry.memberId)) first.set(entry.memberId, entry);
  return [...first.values()];
}

function wayTally(passings: readonly JournalEntry[]): WayTally {
  const count = (way: Way) => passings.filter(({ what }) => what === way).length;
  return { approved: count('approved'), exempted: count('exempted'), letIn: count('letIn') };
}

/** What tallies of different members come to. */
export function totalWays(tallies: readonly WayTally[]): WayTally {
  const sum = (way: Way) => tallies.reduce((total, one) => total + one[way], 0);
  return { approved: sum('approved'), exempted: sum('exempted'), letIn: sum('letIn') };
}

function tally(reached: readonly Step[]): Tally {
  const count = (step: Step) => reached.filter((one) => one === step).length;
  return { started: count('started'), sent: count('sent'), delivered: count('delivered'), verified: count('verified') };
}

/** What tallies of different members come to. */
export function totalTally(tallies: readonly Tally[]): Tally {
  const sum = (step: Step) => tallies.reduce((total, one) => total + one[step], 0);
  return { started: sum('started'), sent: sum('sent'), delivered: sum('delivered'), verified: sum('verified') };
}

function converted(from: Step, entries: readonly JournalEntry[]): number {
  const came = new Map(arrivalsAt(from, entries).map(({ entry }) => [entry.memberId, entry.at]));
  const verified = entries.filter(
    ({ what, memberId, at }) => stepOf[what] === 'verified' && at >= (came.get(memberId) ?? Infinity),
  );
  return new Set(verified.map(({ memberId }) => memberId)).size;
}

/** How long each verification took from its first Send; starting again begins another attempt. */
function timesToVerified(entries: readonly JournalEntry[]): Ms[] {
  const sentAt = new Map<string, Ms>();
  return entries.flatMap(({ what, memberId, at }) => {
    const step = stepOf[what];
    const since = sentAt.get(memberId);
    if (step === 'sent' && since === undefined) sentAt.set(memberId, at);
    if (step === 'started' || step === 'verified') sentAt.delete(memberId);
    return step === 'verified' && since !== undefined ? [at - since] : [];
  });
}
