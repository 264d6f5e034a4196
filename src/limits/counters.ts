import type { Ms } from '../clock.ts';

/** One to be taken of a counter. */
export interface Take {
  readonly key: string;
  /** How many may be taken, this one included. */
  readonly limit: number;
  /** How long the count is kept, from its first one on. */
  readonly keepFor: Ms;
}

export type Taken =
  /** `counts`: how many are taken of each now, this one included. */
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
  /** Takes one of each, or nothing. No key may stand there twice. */
  take(takes: readonly Take[]): Promise<Taken>;
  /** Gives one of each back that was taken, for work that certainly did not happen. */
  giveBack(keys: readonly string[]): Promise<void>;
  /** Forgets how many were taken of each. */
  clear(keys: readonly string[]): Promise<void>;
  /** How many are taken of each key, in the order asked for. */
  counts(keys: readonly string[]): Promise<number[]>;
}
