import type { Ms } from '../clock.ts';
import type { Counters } from './counters.ts';

const HOUR: Ms = 60 * 60_000;
/** No code of an hour that ended so long ago can still be typed back, also by a clock that goes a little differently. */
const SETTLES_AFTER: Ms = HOUR;

const MOST_KEPT = 20_000;

/** The counter of an hour. */
export interface HourCounter {
  readonly key: string;
  /** An instant in its hour. */
  readonly at: Ms;
}

/**
 * Reads the counters of hours, of which those that are over for long change no more and are asked for once.
 * @param ttl how long a code lives
 */
export function createHourCounts(counters: Pick<Counters, 'counts'>, ttl: Ms) {
  const settled = new Map<string, number>();
  const isSettled = (at: Ms, now: Ms) => now >= (Math.floor(at / HOUR) + 1) * HOUR + ttl + SETTLES_AFTER;

  /**
   * How many are taken of each, by one question to the store. Throws `StoreUnavailable`.
   * @param others keys of counters that are asked for every time
   */
  return async (
    hours: readonly HourCounter[],
    others: readonly string[],
    now: Ms,
  ): Promise<(key: string) => number> => {
    const known = new Map<string, number>();
    const open: HourCounter[] = [];
    for (const hour of hours) {
      const count = settled.get(hour.key);
      if (count === undefined) open.push(hour);
      else known.set(hour.key, count);
    }
    const keys = [...open.map(({ key }) => key), ...others];
    const counts = await counters.counts(keys);
    for (const [index, key] of keys.entries()) known.set(key, counts[index] ?? 0);

    if (settled.size >= MOST_KEPT) settled.clear();
    for (const { key, at } of open) if (isSettled(at, now)) settled.set(key, known.get(key) ?? 0);
    return (key) => known.get(key) ?? 0;
  };
}
