import type { Ms } from '../clock.ts';
import type { Happening, JournalEntry } from './ports.ts';
import { type Bill, billOf, type SmsCount, smsIn } from './statsBill.ts';
import { type Failure, failuresIn } from './statsFailures.ts';
import { dayOf, type Span } from './statsSpan.ts';

/** The steps of the way through the gate. */
export const steps = ['started', 'sent', 'delivered', 'verified'] as const;
export type Step = (typeof steps)[number];

/** Members by the step they reached. Each counts once a step. */
export type Tally = Readonly<Record<Step, number>>;

export interface Day extends Tally {
  /** UTC, `YYYY-MM-DD`. */
  readonly day: string;
  readonly sms: SmsCount;
  readonly bill: Bill;
}

export interface CountryTally extends Tally {
  /** ISO 3166-1 alpha-2; `ZZ` for none, and for what was never told. */
  readonly country: string;
}

/** What happened at the gate of a server in a span of days. */
export interface Stats {
  readonly span: Span;
  readonly members: Tally;
  /** Of the members who came to a step in this span, the share verified since: 0 to 1, undefined where nobody came. */
  readonly conversion: { readonly ofStarted: number | undefined; readonly ofSent: number | undefined };
  /** From the first Send of an attempt to its end, in ms; undefined where nobody verified. */
  readonly medianTime: Ms | undefined;
  readonly sms: SmsCount;
  readonly bill: Bill;
  readonly failures: readonly { readonly reason: Failure; readonly count: number }[];
  readonly days: readonly Day[];
  /** The most verified first. `started` is always 0: no number has been told yet. */
  readonly countries: readonly CountryTally[];
}

/** Counts a server's journal. The order of the entries does not matter; those outside of the span are left out. */
export function statsOf(journal: readonly JournalEntry[], span: Span): Stats {
  const entries = journal.filter(({ at }) => at >= span.from && at < span.until).sort(inOrder);
  const sms = smsIn(entries);
  const countryOfSms = new Map(sms.map(({ messageId, country }) => [messageId, country]));
  const arrivals = steps.flatMap((step) => arrivalsAt(step, entries));
  const members = (among: readonly Arrival[]) => tally(among.map(({ step }) => step));
  const countryOf = ({ entry }: Arrival) => entry.country ?? countryOfSms.get(entry.messageId) ?? 'ZZ';

  const arrivalsOf = Map.groupBy(arrivals, ({ entry }) => dayOf(entry.at));
  const smsOf = Map.groupBy(sms, ({ at }) => dayOf(at));

  return {
    span,
    members: members(arrivals),
    conversion: { ofStarted: conversion('started', entries), ofSent: conversion('sent', entries) },
    medianTime: median(timesToVerified(entries)),
    ...billOf(sms),
    failures: failuresIn(entries),
    days: span.days.map((day) => ({
      day,
      ...members(arrivalsOf.get(day) ?? []),
      ...billOf(smsOf.get(day) ?? []),
    })),
    countries: [
      ...Map.groupBy(
        arrivals.filter(({ step }) => step !== 'started'),
        countryOf,
      ),
    ]
      .map(([country, among]) => ({ country, ...members(among) }))
      .sort(
        (one, other) =>
          other.verified - one.verified || other.sent - one.sent || (one.country < other.country ? -1 : 1),
      ),
  };
}

/** A member's first coming to a step. */
interface Arrival {
  readonly step: Step;
  readonly entry: JournalEntry;
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

function arrivalsAt(step: Step, entries: readonly JournalEntry[]): Arrival[] {
  const first = new Map<string, JournalEntry>();
  for (const entry of entries) {
    if (stepOf[entry.what] === step && !first.has(entry.memberId)) first.set(entry.memberId, entry);
  }
  return [...first.values()].map((entry) => ({ step, entry }));
}

function tally(reached: readonly Step[]): Tally {
  const count = (step: Step) => reached.filter((one) => one === step).length;
  return { started: count('started'), sent: count('sent'), delivered: count('delivered'), verified: count('verified') };
}

function conversion(from: Step, entries: readonly JournalEntry[]): number | undefined {
  const came = new Map(arrivalsAt(from, entries).map(({ entry }) => [entry.memberId, entry.at]));
  const verified = new Set(
    entries
      .filter(({ what, memberId, at }) => stepOf[what] === 'verified' && at >= (came.get(memberId) ?? Infinity))
      .map(({ memberId }) => memberId),
  );
  return came.size === 0 ? undefined : verified.size / came.size;
}

/** How long each verification took from its first Send; starting anew begins another attempt. */
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

function median(values: readonly number[]): number | undefined {
  const sorted = [...values].sort((one, other) => one - other);
  const [low, high] = [sorted[Math.ceil(sorted.length / 2) - 1], sorted[Math.floor(sorted.length / 2)]];
  return low === undefined || high === undefined ? undefined : (low + high) / 2;
}
