import type { Ms } from '../../clock.ts';
import { createOtpStateAdapter } from '../otp-state/adapter.ts';
import { ANSWER_WITHIN, connectAgain, connectToRedis, examine } from './connect.ts';
import { Demoted, inTime } from './failure.ts';
import { createRedisChallengeRows } from './otp-state.ts';
import type { Forgets } from './server.ts';
import type { ShortLived } from './short-lived.ts';

/** How soon the append-only file is rewritten again, without what is gone: it is asked for at every deletion and once a day. */
const REWRITE_EVERY: Ms = 60 * 60_000;

/**
 * Keeps challenges and counters in Redis or Valkey, where they expire by themselves.
 * @param url `redis://` or `rediss://`; `?prefix=name` sets apart several installations on one Redis
 * @param now the clock that the instants of challenges are of; Redis itself is told lengths of time, and needs none
 * @param onForgetful told by what Redis may forget limits
 * @throws StoreUnavailable when Redis cannot be reached or does not let us in, `Unfit` where it cannot keep what it is told
 */
export async function openRedis(url: string, now: () => Ms, onForgetful: (how: Forgets) => void): Promise<ShortLived> {
  const { client, prefix } = await connectToRedis(url);
  await examine(client, prefix, onForgetful);

  const attempt = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await inTime(ANSWER_WITHIN, call());
    } catch (error) {
      if (error instanceof Demoted) connectAgain(client);
      throw error;
    }
  };
  const counter = (key: string) => `${prefix}:counter:${key}`;

  let rewrittenAt = Number.NEGATIVE_INFINITY;

  return {
    challenges: createOtpStateAdapter(createRedisChallengeRows({ client, prefix, attempt, now }), 'challenge'),
    counters: {
      take: (takes) =>
        attempt(async () => {
          const keys = takes.map(({ key }) => counter(key));
          const counts = await client.takeAll(
            keys,
            takes.flatMap(({ amount = 1, limit, keepFor }) => [amount, limit, Math.max(1, Math.ceil(keepFor))]),
          );
          const [first = 0] = counts;
          return first < 0 ? { is: 'refused', by: -first - 1 } : { is: 'taken', counts };
        }),
      giveBack: (takes) =>
        attempt(async () => {
          const keys = takes.map(({ key }) => counter(key));
          await client.giveBack(
            keys,
            takes.map(({ amount = 1 }) => amount),
          );
        }),
      clear: (keys) => attempt(async () => void (keys.length > 0 && (await client.del(keys.map(counter))))),
      counts: (keys) =>
        attempt(async () => (keys.length === 0 ? [] : (await client.mGet(keys.map(counter))).map(Number))),
    },
    isInDatabase: false,
    sweep: async () => {},
    // Where it keeps no append-only file, or does not let us, nothing is rewritten. Where it does not say, it may keep one.
    async scrub() {
      if (performance.now() < rewrittenAt + REWRITE_EVERY) return;
      rewrittenAt = performance.now();
      const keepsNone = (await attempt(() => client.info('persistence')).catch(() => '')).includes('aof_enabled:0');
      if (!keepsNone) await attempt(() => client.bgRewriteAof()).catch(() => undefined);
    },
    close: async () => {
      if (!client.isOpen) return;
      await inTime(ANSWER_WITHIN, client.close()).catch(() => client.destroy());
    },
  };
}
