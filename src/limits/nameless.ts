import { keyedDigest } from '../otp/pepper.ts';
import type { Counters } from './counters.ts';

/**
 * Counters whose store learns of nobody: in place of each key, which may have a member's id or a phoneKey in it, stands a
 * keyed digest. So what is counted today does not name a member who has their data deleted.
 */
export function nameless(counters: Counters, pepper: Buffer): Counters {
  const digest = (key: string) => keyedDigest(pepper, 'counter', key);
  return {
    take: (key, limit, keepFor) => counters.take(digest(key), limit, keepFor),
    giveBack: (key, keepFor) => counters.giveBack(digest(key), keepFor),
    counts: (keys) => counters.counts(keys.map(digest)),
  };
}
