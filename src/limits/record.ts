import type { Ms } from '../clock.ts';
import { HOURS_BACK, plus, type Sends } from './breaker.ts';
import type { Budget } from './budgets.ts';
import type { Counters } from './counters.ts';
import { createHourCounts } from './hour-counts.ts';
import { counterKey, type Spend, takeOf } from './reserve.ts';

const HOUR: Ms = 60 * 60_000;
const DAY: Ms = 24 * HOUR;
/** By the span that it was sent in, a code is told from those whose life is over. An hour is a whole number of spans. */
const SPAN: Ms = 5 * 60_000;

/** A country or a prefix, of which is kept how many codes were sent and typed back. `budget` counts its sends by the hour. */
export interface Recorded {
  readonly budget: Budget;
  readonly subject: string;
}

/** The last day of a country or a prefix. */
export interface Record {
  /** By the hour, the oldest first and the present one last. */
  readonly hours: readonly Sends[];
  /** What the counters have on which a send is held: that of the hour, and that which goes on over its end. */
  readonly taken: { readonly hour: number; readonly lasting: number };
}

/** When something changes by time alone at the latest: codes sent before it have lived their lives by then or later. */
export const endOfSpan = (now: Ms): Ms => (Math.floor(now / SPAN) + 1) * SPAN;

/** When the `count`-th hour after the present one begins. */
export const hourAfter = (now: Ms, count: number): Ms => (Math.floor(now / HOUR) + count) * HOUR;

/**
 * What a send adds to the record, where the breaker leaves room for so many more. Two counters hold it to that, of which never
 * both start over at once: of those who looked before the end of an hour and take after it, all take from the same one.
 * In this order no reader finds a send in its hour that is not among the recent ones, and takes its code for dead.
 */
export function recordOfSend({ budget, subject }: Recorded, { taken }: Record, room: number, until: Ms): Spend[] {
  const held = (one: Budget, count: number): Spend =>
    count + room < one.limit ? { budget: { ...one, limit: count + room }, subject, until } : { budget: one, subject };
  return [{ budget: recent(budget), subject }, held(budget, taken.hour), held(lasting(budget), taken.lasting)];
}

/** The same where the breaker has no say. */
export function freeRecordOfSend({ budget, subject }: Recorded): Spend[] {
  return [recent(budget), budget, lasting(budget)].map((one) => ({ budget: one, subject }));
}

/** Whether `budget` is the one that goes on where `hourly` ends with its hour. */
export const outlasts = (budget: Budget, hourly: Budget): boolean => budget.name === lasting(hourly).name;

/** Writes down that a code that was sent at `sentAt` was typed back, for each of `all`, before its challenge is removed. Throws `StoreUnavailable`. */
export async function recordVerified(counters: Counters, all: readonly Recorded[], sentAt: Ms): Promise<void> {
  const tallies = all.flatMap(({ budget, subject }) =>
    [verified(budget), recentVerified(budget)].map((tally) => ({ budget: tally, subject })),
  );
  await counters.take(
    tallies.map((tally) => takeOf(tally, sentAt)),
    true,
  );
}

/**
 * The records of `all`, and the counts of `others` by their keys, with one question to the store; with another one where a process
 * meets a country or a prefix for the first time that was sent to before. Throws `StoreUnavailable`.
 * @param ttl how long a code lives
 */
export function createRecords(counters: Counters, ttl: Ms) {
  const countsOf = createHourCounts(counters, ttl);

  return async (all: readonly Recorded[], others: readonly string[], now: Ms) => {
    // The next ones, too: the clock of another process may be there already. What it has sent counts as of now.
    const hours = instants(now, HOUR, HOURS_BACK, 1);
    const spans = instants(now, SPAN, Math.ceil(ttl / SPAN) + 1, 1);
    const named = all.map((one) => ({ ...one, ...keysOf(one, hours, spans) }));
    const hourly = named.flatMap(({ budget, subject, byHour }) =>
      byHour.flatMap(({ at, sent, verified }) => {
        const days = daysOf(budget, subject, at);
        return [sent, verified].map((key) => ({ key, at, days }));
      }),
    );
    const lately = named.flatMap(({ budget, subject, bySpan }) => [
      ...bySpan.flatMap(({ sent, verified }) => [sent, verified]),
      ...[now, now - DAY].map((at) => counterKey(lasting(budget), subject, at)),
    ]);
    const countOf = await countsOf(hourly, [...lately, ...others], now);

    const records = named.map(({ budget, subject, byHour, bySpan }): Record => {
      const count = (one: Budget) => countOf(counterKey(one, subject, now));
      const sends = sendsIn(byHour, bySpan, countOf);
      return {
        hours: [...sends.slice(0, HOURS_BACK - 1), sends.slice(HOURS_BACK - 1).reduce(plus)],
        taken: { hour: count(budget), lasting: count(lasting(budget)) },
      };
    });
    return { records, countOf };
  };
}

/** The counters of a window: of what was sent in it, and of those of its codes that were typed back. */
interface WindowKeys {
  readonly at: Ms;
  readonly sent: string;
  readonly verified: string;
}

function keysOf({ budget, subject }: Recorded, hours: readonly Ms[], spans: readonly Ms[]) {
  const of = (sent: Budget, back: Budget, windows: readonly Ms[]) =>
    windows.map(
      (at): WindowKeys => ({ at, sent: counterKey(sent, subject, at), verified: counterKey(back, subject, at) }),
    );
  return { byHour: of(budget, verified(budget), hours), bySpan: of(recent(budget), recentVerified(budget), spans) };
}

/** What was sent in each hour. */
function sendsIn(
  byHour: readonly WindowKeys[],
  bySpan: readonly WindowKeys[],
  countOf: (key: string) => number,
): Sends[] {
  const alive = new Map<number, number>();
  for (const { at, sent, verified } of bySpan) {
    const hour = Math.floor(at / HOUR);
    alive.set(hour, (alive.get(hour) ?? 0) + countOf(sent) - countOf(verified));
  }
  return byHour.map(({ at, sent, verified }) => ({
    sent: countOf(sent),
    verified: countOf(verified),
    alive: alive.get(Math.floor(at / HOUR)) ?? 0,
  }));
}

const tally = (name: string, window: Ms): Budget => ({
  name,
  limit: Number.MAX_SAFE_INTEGER,
  window,
  keepFor: (HOURS_BACK + 1) * HOUR,
});
const verified = ({ name }: Budget) => tally(`${name}-verified`, HOUR);
const recent = ({ name }: Budget) => tally(`${name}-recent`, SPAN);
const recentVerified = ({ name }: Budget) => tally(`${name}-recent-verified`, SPAN);
/** A day's sends. Its days begin at half past, so that none of them begins with an hour. */
const lasting = ({ name }: Budget): Budget => ({
  ...tally(`${name}-lasting`, DAY),
  begins: HOUR / 2,
  keepFor: 2 * DAY + HOUR,
});

/** The counters of days that have all sends of an hour. */
function daysOf(budget: Budget, subject: string, at: Ms): string[] {
  const start = Math.floor(at / HOUR) * HOUR;
  return [start, start + HOUR - 1].map((instant) => counterKey(lasting(budget), subject, instant));
}

/** An instant in each of the last windows and of some that follow, the oldest first. */
function instants(now: Ms, window: Ms, count: number, following: number): Ms[] {
  return Array.from({ length: count + following }, (_, index) => now - (count - 1 - index) * window);
}
