import type { Fault } from '../../world/faults.ts';
import { refusals } from '../refusals.ts';
import type { Verdict } from './limiter.ts';

type Headers = Readonly<Record<string, string>>;
type Scope = 'user' | 'global' | 'shared';

/** Discord's 429. `headers` are those of the bucket; the global limit has none. */
function tooMany(retryAfter: number, scope: Scope, headers: Headers): Response {
  const global = scope === 'global';
  return Response.json(
    { message: 'You are being rate limited.', retry_after: retryAfter, global },
    {
      status: 429,
      headers: {
        ...(global ? { 'x-ratelimit-global': 'true' } : headers),
        'retry-after': String(Math.ceil(retryAfter)),
        'x-ratelimit-scope': scope,
      },
    },
  );
}

export const limitedAnswer = ({ retryAfter, scope, headers }: Extract<Verdict, { is: 'limited' }>): Response =>
  tooMany(retryAfter, scope, headers);

/** What stands before Discord answers an address that has asked for too much that was refused: no JSON, and no bucket. */
export function barredAnswer(retryAfter: number): Response {
  const headers = { 'content-type': 'text/html; charset=UTF-8', 'retry-after': String(Math.ceil(retryAfter)) };
  return new Response('<!doctype html><title>Access denied</title>error code: 1015', { status: 429, headers });
}

/** A fault to order: a 429 with the bucket's own headers, or any other status with Discord's plain error body. */
export function faultAnswer(fault: Fault, headers: Headers): Response {
  const { status, code = 0, retryAfter = 1, global = false, shared = false } = fault;
  if (status === 401) return refusals.unauthorized().getResponse();
  if (status !== 429) return Response.json({ message: `${status}: sandbox fault`, code }, { status });
  return tooMany(retryAfter, global ? 'global' : shared ? 'shared' : 'user', headers);
}
