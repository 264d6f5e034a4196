import type { Ms } from '../../clock.ts';
import type { ChallengeRows } from '../otp-state/rows.ts';
import type { RedisClient } from './connect.ts';
import { namesThatBegin } from './names.ts';

interface Parts {
  readonly client: RedisClient;
  /** What every key of the installation begins with, before a colon. */
  readonly prefix: string;
  /** Ends a call that takes too long, and names its failure. */
  readonly attempt: <T>(call: () => Promise<T>) => Promise<T>;
  readonly now: () => Ms;
}

/** Challenges in Redis, which lets them expire. It is told how long from now, as its clock may differ from ours. */
export function createRedisChallengeRows({ client, prefix, attempt, now }: Parts): ChallengeRows {
  const at = (key: string) => `${prefix}:${key}`;
  // What has no time left is still put in the place of what was there.
  const life = (expires: Ms) => Math.max(1, Math.ceil(expires - now()));

  return {
    get: (key) => attempt(async () => (await client.get(at(key))) ?? undefined),
    set: (key, value, expires) =>
      attempt(
        async () => void (await client.set(at(key), value, { expiration: { type: 'PX', value: life(expires) } })),
      ),
    replace: (key, before = '', value, expires) =>
      attempt(async () => (await client.replaceValue([at(key)], [before, value, life(expires)])) === 1),
    remove: (key) => attempt(async () => (await client.del(at(key))) === 1),
    async clear(start) {
      for await (const names of namesThatBegin(client, at(start))) await attempt(() => client.del(names));
    },
    async *entries(start) {
      for await (const names of namesThatBegin(client, at(start))) {
        const values = await attempt(() => client.mGet(names));
        for (const [index, name] of names.entries()) {
          const value = values[index] ?? undefined;
          if (value !== undefined) yield [name.slice(prefix.length + 1), value] as const;
        }
      }
    },
  };
}
