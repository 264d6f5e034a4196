import { keyedDigest } from '../otp/pepper.ts';
import type { Counters } from './counters.ts';

/**
 * Counters whose store learns of nobody: in place of what a key names, which may be a member's id or a phoneKey, stands a
 * keyed digest. So what is counted today does not name a member who has their data deleted. Behind the last bar of a key is
 * the number of a window or a random id, which names nobody and stays as it is.
 */
export function nameless(counters: Counters, pepper: Buffer): Counters {
  /** @returns the digests of many keys; of those that differ in their window alone, it is made once */
  function digester(): (key: string) => string {
    const made = new Map<string, string>();
    return (key) => {
      const end = key.lastIndexOf('|');
      const named = key.slice(0, end);
      const digest = made.get(named) ?? keyedDigest(pepper, 'counter', named);
      made.set(named, digest);
      return digest + key.slice(end);
    };
  }

  return {
    take: (takes) => {
      const digest = digester();
      return counters.take(takes.map((take) => ({ ...take, key: digest(take.key) })));
    },
    giveBack: (keys) => counters.giveBack(keys.map(digester())),
    counts: (keys) => counters.counts(keys.map(digester())),
  };
}
