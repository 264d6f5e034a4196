import { keyedDigest, type Purpose } from './digest.ts';
import { memberKey, type Who } from './member-ref.ts';
import { memoize } from './memoize.ts';

/** Members whose digests are cached: a verification asks for each of them a dozen times within minutes. */
const MOST_KEPT = 1_000;

/** The digests of members for a purpose under one pepper, each made once. Ids have no colon in them. */
export function memberDigests(pepper: Buffer, purpose: Purpose): (who: Who) => string {
  const digest = memoize((key) => keyedDigest(pepper, purpose, ...key.split(':')), MOST_KEPT);
  return (who) => digest(memberKey(who));
}
