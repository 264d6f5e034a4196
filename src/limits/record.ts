import type { Ms } from '../clock.ts';
import { HOURS_BACK, type Sends } from './breaker.ts';
import type { Budget } from './budgets.ts';
import type { Counters } from './counters.ts';
import { createHourCounts } from './hourCounts.ts';
import { counterKey, type Spend, takeOf } from './reserve.ts';

const HOUR: Ms = 60 * 60_000;
/** By the span that it was sent in, a code is told from those whose life is over. An hour is a whole number of spans. */
const SPAN: Ms = 5 * 60_000;

/** A country or a prefix, of which is kept how many codes were sent and typed back. `budget` counts its sends by the hour. */
export interface Recorded {
  readonly budget: Budget;
  readonly subject: string;
}

/** When something changes by time alone at the latest: codes sent before it have lived their lives by then or later. */
export const endOfSpan = (now: Ms): Ms => (Math.floor(now / SPAN) + 1) * SPAN;

/** When the `count`-th hour after the present one begins. */
export const hourAfter = (now: Ms, count: number): Ms => (Math.floor(now / HOUR) + count) * HOUR;

/** What a send adds to the record, beside the budget of the hour. */
export function recordOfSend({ budget, subject }: Recorded): Spend {
  return { budget: recent(budget), subject };
}

/** Writes down that a code that was sent at `sentAt` was typed back, for each of `all`. Throws `StoreUnavailable`. */
export async function recordVerified(counters: Counters, all: readonly Recorded[], sentAt: Ms): Promise<void> {
  const tallies = all.flatMap(({ budget, subject }) =>
    [verified(budget), recentVerified(budget)].map((tally) => ({ budget: tally, subject })),
  );
  await counters.take(tallies.map((tally) => takeOf(tally, sentAt)));
}

/**
 * What was sent and verified in the last day, by the hour, the oldest first; for each of `all`, by one question to the
 * store. Throws `StoreUnavailable`.
 * @param ttl how long a code lives
 */
export function createRecords(counters: Counters, ttl: Ms) {
  const countsOf = createHourCounts(counters, ttl);

  return async (all: readonly Recorded[], now: Ms): Promise<readonly Sends[][]> => {
    const hours = instants(now, HOUR, HOURS_BACK);
    const spans = instants(now, SPAN, Math.ceil(ttl / SPAN) + 1);
    const hourly = all.flatMap(({ budget, subject }) =>
      [budget, verified(budget)].flatMap((one) => hours.map((at) => ({ key: counterKey(one, subject, at), at }))),
    );
    const lately = all.flatMap(({ budget, subject }) =>
      [recent(budget), recentVerified(budget)].flatMap((one) => spans.map((at) => counterKey(one, subject, at))),
    );
    const countOf = await countsOf(hourly, lately, now);

    return all.map(({ budget, subject }) => {
      const count = (one: Budget, at: Ms) => countOf(counterKey(one, subject, at));
      const aliveIn = (hour: Ms) =>
        spans
          .filter((at) => Math.floor(at / HOUR) === Math.floor(hour / HOUR))
          .reduce((alive, at) => alive + count(recent(budget), at) - count(recentVerified(budget), at), 0);
      return hours.map((at) => ({
        sent: count(budget, at),
        verified: count(verified(budget), at),
        alive: aliveIn(at),
      }));
    });
  };
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

/** An instant in each of the last windows, the oldest first. */
function instants(now: Ms, window: Ms, count: number): Ms[] {
  return Array.from({ length: count }, (_, index) => now - (count - 1 - index) * window);
}
