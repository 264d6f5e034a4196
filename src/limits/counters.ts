import type { Ms } from '../clock.ts';

/** Something to be taken of a counter. */
export interface Take {
  readonly key: string;
  /** How much of it, a whole number; one, unless told. */
  readonly amount?: number;
  /** How many may be taken, these included. */
  readonly limit: number;
  /** How long the count is kept, from its first one on. */
  readonly keepFor: Ms;
}

export type Taken =
  /** `counts`: how many are taken of each now, these included. */
  | { readonly is: 'taken'; readonly counts: readonly number[] }
  /** Nothing was taken. `by`: the first of the takes of which none was left. */
  | { readonly is: 'refused'; readonly by: number };

/**
 * Atomic counters in the store that all processes share. Every method is one question to the store, takes effect as a whole
 * or not at all, and may throw `StoreUnavailable`.
 * A key is `budget|subject|window` (see `counterKey`): it carries its own window, so that a counter only ever needs to count
 * and to be forgotten.
 */
export interface Counters {
  /**
   * Takes of each, or nothing. No key may stand there twice.
   * @param isFollowed before anybody hears of it, a save follows that survives a power cut, and this with it: by itself it need not
   */
  take(takes: readonly Take[], isFollowed?: boolean): Promise<Taken>;
  /** Gives back what was taken of each, for work that certainly did not happen. */
  giveBack(takes: readonly Pick<Take, 'key' | 'amount'>[]): Promise<void>;
  /** Forgets how many were taken of each. */
  clear(keys: readonly string[]): Promise<void>;
  /** How many are taken of each key, in the order asked for. */
  counts(keys: readonly string[]): Promise<number[]>;
}
