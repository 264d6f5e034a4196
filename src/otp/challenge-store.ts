import type { Who } from '../base/member-ref.ts';
import type { Ms } from '../clock.ts';
import type { Challenge } from './challenge-state.ts';

/** What a store has for a member, as it was when it was looked at. */
export interface Stored {
  /** Missing where there is none, or none that can be read. */
  readonly challenge?: Challenge;
  /** Names this very save; missing where nothing is stored. */
  readonly version?: string;
}

/**
 * Where running challenges live: one per server and member, encrypted, gone by itself. Every method is one question to the
 * store, takes effect atomically, and may throw `StoreUnavailable`.
 */
export interface ChallengeStore {
  load(who: Who): Promise<Stored>;
  /**
   * Puts `challenge` in the place of `before`, to be forgotten by the store `keepFor` from now at the earliest.
   * @returns what is stored then; undefined, and nothing was done, where `before` is not what is there any more
   */
  replace(who: Who, before: Stored, challenge: Challenge, keepFor: Ms): Promise<Stored | undefined>;
  /** Removes; true for exactly one of any number of parallel callers. */
  remove(who: Who): Promise<boolean>;
}
