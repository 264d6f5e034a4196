import type { Ms } from '../clock.ts';

/**
 * Atomic counters in the store that all processes share. Every method may throw `StoreUnavailable`.
 * A key carries its own window (see `budgets.ts`), so a counter only ever needs to count and to be forgotten.
 */
export interface Counters {
  /**
   * Takes one from `key` unless `limit` have been taken.
   * @returns how many are taken now, this one included (1 to `limit`), or undefined when none was left.
   */
  take(key: string, limit: number, keepFor: Ms): Promise<number | undefined>;
  /** Gives one back that was taken, for work that certainly did not happen. */
  giveBack(key: string, keepFor: Ms): Promise<void>;
  /** How many are taken of each key, in the order asked for: one question to the store, and nothing is taken by it. */
  counts(keys: readonly string[]): Promise<number[]>;
}
