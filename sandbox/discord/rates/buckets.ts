import type { Rate } from './table.ts';

/** How full a bucket is, as its headers say. */
export interface Level {
  readonly limit: number;
  readonly remaining: number;
  /** The instant, ms, at which it is empty again. */
  readonly resetAt: number;
}

export interface Buckets {
  /** What is left in a bucket, without taking anything. */
  look(key: string, rate: Rate): Level;
  take(key: string, rate: Rate): Level;
}

/** Counters that begin with the first request and start over when their time is up. */
export function createBuckets(now: () => number): Buckets {
  const filled = new Map<string, { used: number; resetAt: number }>();

  function current(key: string): { used: number; resetAt: number } | undefined {
    const bucket = filled.get(key);
    if (!bucket || bucket.resetAt > now()) return bucket;
    filled.delete(key);
    return undefined;
  }

  const level = ({ limit, perMs }: Rate, bucket: { used: number; resetAt: number } | undefined): Level => ({
    limit,
    remaining: limit - (bucket?.used ?? 0),
    resetAt: bucket?.resetAt ?? now() + perMs,
  });

  return {
    look: (key, rate) => level(rate, current(key)),
    take(key, rate) {
      const bucket = current(key) ?? { used: 0, resetAt: now() + rate.perMs };
      bucket.used += 1;
      filled.set(key, bucket);
      return level(rate, bucket);
    },
  };
}
