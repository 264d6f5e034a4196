import { createHash } from 'node:crypto';
import { createBuckets, type Level } from './buckets.ts';
import { EVERYTHING, placeOf } from './table.ts';

/** `discord`: buckets fill up and answer 429, as Discord's do. `none`: headers only. */
export type RateLimitMode = 'discord' | 'none';

/** What a test can set of Discord's patience. Everything counts on the sandbox's clock. */
export interface RateLimits {
  mode: RateLimitMode;
  /** How many answers of 401, 403 and 429 within ten minutes bar the address; 10,000, as Discord has it. */
  invalidRequestsAllowed: number;
  /** How many there were in the last ten minutes. */
  invalidRequests(): number;
  /** Bars the address at once, for so many seconds. */
  bar(seconds: number): void;
}

/** What a request meets. `headers` belong to its answer. */
export type Verdict =
  | { readonly is: 'free'; readonly headers: Readonly<Record<string, string>> }
  | {
      readonly is: 'limited';
      readonly scope: 'user' | 'global';
      /** Seconds. */
      readonly retryAfter: number;
      readonly headers: Readonly<Record<string, string>>;
    }
  | { readonly is: 'barred'; readonly retryAfter: number };

export interface RateLimiter {
  readonly control: RateLimits;
  /** The headers of a bucket that a fault has filled, for so many seconds. */
  filled(method: string, path: string, seconds: number): Readonly<Record<string, string>>;
  /** @param isFree not part of the limit over all routes: what interactions bring with them */
  meet(method: string, path: string, isFree: boolean): Verdict;
  /** Counts an answer. A 429 of the scope `shared` is not the bot's fault. */
  answered(status: number, scope: string | null): void;
}

const TEN_MINUTES = 600_000;
const BARRED_FOR = 3_600_000;
const INVALID: ReadonlySet<number> = new Set([401, 403, 429]);

/** Discord's rate limits: a bucket for each route and each server, channel or webhook, one over all, and the bar for bots that do not listen. */
export function createRateLimiter(now: () => number, mode: RateLimitMode): RateLimiter {
  const buckets = createBuckets(now);
  let invalid: number[] = [];
  let barredUntil = 0;

  const recent = () => {
    invalid = invalid.filter((at) => at > now() - TEN_MINUTES);
    return invalid.length;
  };

  const control: RateLimits = {
    mode,
    invalidRequestsAllowed: 10_000,
    invalidRequests: recent,
    bar: (seconds) => {
      barredUntil = now() + seconds * 1_000;
    },
  };

  function headersOf(bucket: string, { limit, remaining, resetAt }: Level): Record<string, string> {
    return {
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': String(Math.max(0, remaining)),
      'x-ratelimit-reset': (resetAt / 1_000).toFixed(3),
      'x-ratelimit-reset-after': ((resetAt - now()) / 1_000).toFixed(3),
      'x-ratelimit-bucket': createHash('sha256').update(bucket).digest('hex').slice(0, 32),
    };
  }

  const secondsUntil = (instant: number) => Math.max(1, instant - now()) / 1_000;

  return {
    control,
    filled(method, path, seconds) {
      const { bucket, rate } = placeOf(method, path);
      return headersOf(bucket, { limit: rate.limit, remaining: 0, resetAt: now() + seconds * 1_000 });
    },
    meet(method, path, isFree) {
      if (barredUntil > now()) return { is: 'barred', retryAfter: secondsUntil(barredUntil) };
      const { bucket, top, rate } = placeOf(method, path);
      const key = `${bucket} ${top}`;
      if (control.mode === 'none') {
        const { resetAt } = buckets.look('', rate);
        return { is: 'free', headers: headersOf(bucket, { limit: rate.limit, remaining: rate.limit - 1, resetAt }) };
      }
      const own = buckets.look(key, rate);
      if (own.remaining <= 0) {
        const retryAfter = secondsUntil(own.resetAt);
        return { is: 'limited', scope: 'user', retryAfter, headers: headersOf(bucket, own) };
      }
      const all = buckets.look('everything', EVERYTHING);
      if (!isFree && all.remaining <= 0) {
        return { is: 'limited', scope: 'global', retryAfter: secondsUntil(all.resetAt), headers: {} };
      }
      if (!isFree) buckets.take('everything', EVERYTHING);
      return { is: 'free', headers: headersOf(bucket, buckets.take(key, rate)) };
    },
    answered(status, scope) {
      if (!INVALID.has(status) || scope === 'shared' || barredUntil > now()) return;
      invalid.push(now());
      if (control.mode === 'discord' && recent() >= control.invalidRequestsAllowed) barredUntil = now() + BARRED_FOR;
    },
  };
}
