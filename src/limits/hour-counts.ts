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
  /** Counters, asked for with the others, of which it is a part: where they have nothing it has nothing. */
  readonly days: readonly string[];
}

/**
 * Reads the counters of hours, of which those that are over for long change no more and are asked for once, and only where their
 * days have anything.
 * @param ttl how long a code lives
 */
export function createHourCounts(counters: Pick<Counters, 'counts'>, ttl: Ms) {
  const settled = new Map<string, number>();
  const isSettled = (at: Ms, now: Ms) => now >= (Math.floor(at / HOUR) + 1) * HOUR + ttl + SETTLES_AFTER;

  /** What is known of hours, which of them are open, and which are over and were not met yet. */
  function sorted(hours: readonly HourCounter[], now: Ms) {
    const known = new Map<string, number>();
    const open: string[] = [];
    const unmet: HourCounter[] = [];
    for (const hour of hours) {
      const isOpen = !isSettled(hour.at, now);
      const count = isOpen ? undefined : settled.get(hour.key);
      if (isOpen) open.push(hour.key);
      else if (count === undefined) unmet.push(hour);
      else known.set(hour.key, count);
    }
    return { known, open, unmet };
  }

  async function ask(keys: readonly string[], known: Map<string, number>): Promise<void> {
    const counts = await counters.counts(keys);
    for (const [index, key] of keys.entries()) known.set(key, counts[index] ?? 0);
  }

  /**
   * How many are taken of each, by one question to the store; by two where an hour that is over for long is met for the first time.
   * Throws `StoreUnavailable`.
   * @param others keys of counters that are asked for every time
   */
  return async (
    hours: readonly HourCounter[],
    others: readonly string[],
    now: Ms,
  ): Promise<(key: string) => number> => {
    const { known, open, unmet } = sorted(hours, now);
    await ask([...open, ...others], known);

    const met = unmet.filter(({ days }) => days.some((day) => known.get(day) !== 0));
    if (met.length > 0) {
      await ask(
        met.map(({ key }) => key),
        known,
      );
      if (settled.size >= MOST_KEPT) settled.clear();
      for (const { key } of met) settled.set(key, known.get(key) ?? 0);
    }
    return (key) => known.get(key) ?? 0;
  };
}
