import { keyedDigest } from '../base/digest.ts';
import { memoize } from '../base/memoize.ts';
import type { Counters } from './counters.ts';

/** How many digests are cached. Those of countries, prefixes and of members who are verifying are needed again and again. */
const MOST_KEPT = 2_000;

/**
 * Counters whose store learns of nobody: in a key `budget|subject|window`, a keyed digest stands in place of the subject, which
 * may be a member's id or a phoneKey. So what is counted today does not name a member who has their data deleted. The digest
 * comes first: what is counted of one subject lies together in the store.
 */
export function pseudonymous(counters: Counters, pepper: Buffer): Counters {
  const digest = memoize((subject) => keyedDigest(pepper, 'counter', subject), MOST_KEPT);

  function hidden(key: string): string {
    const [from, to] = [key.indexOf('|'), key.lastIndexOf('|')];
    return `${digest(key.slice(from + 1, to))}|${key.slice(0, from)}${key.slice(to)}`;
  }

  return {
    take: (takes, isFollowed) =>
      counters.take(
        takes.map((take) => ({ ...take, key: hidden(take.key) })),
        isFollowed,
      ),
    giveBack: (takes) => counters.giveBack(takes.map((take) => ({ ...take, key: hidden(take.key) }))),
    clear: (keys) => counters.clear(keys.map(hidden)),
    counts: (keys) => counters.counts(keys.map(hidden)),
  };
}
