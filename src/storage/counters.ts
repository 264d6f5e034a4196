import type { Counters } from '../limits/counters.ts';

/** What a store does with counters, each call at one go. Every method may throw `StoreUnavailable`. */
export interface Tally extends Omit<Counters, 'take'> {
  /** Adds one, to be kept for `keepFor` ms from the first on. @returns how many there are now */
  add(key: string, keepFor: number): Promise<number>;
}

/** Counters with limits over counters without: rate-limiter-flexible only counts here, because every call names its own limit. */
export function createCounters({ add, giveBack, counts }: Tally): Counters {
  return {
    async take(key, limit, keepFor) {
      const taken = await add(key, keepFor);
      if (taken <= limit) return taken;
      // The refused one was counted too; kept, it would swallow the next place that is given back.
      await giveBack(key, keepFor);
      return undefined;
    },
    giveBack,
    counts,
  };
}
