import type { Ms } from '../../clock.ts';
import { connectToRedis } from '../redis/connect.ts';
import { asRedisFailure } from '../redis/failure.ts';
import { namesThatBegin } from '../redis/names.ts';
import type { ShortLivedKind, ShortLivedRow, ShortLivedStore } from './short-lived.ts';

/** Challenges and counters in Redis, under the names that `../redis/redis.ts` gives them. */
export async function shortLivedInRedis(url: string): Promise<ShortLivedStore> {
  const { client, prefix } = await connectToRedis(url);
  const place = (kind: ShortLivedKind) => `${prefix}:${kind === 'challenges' ? 'challenge' : 'counter'}:`;

  const names = (kind: ShortLivedKind) => namesThatBegin(client, place(kind));

  /** What is gone by the time it is asked for has expired. */
  async function readOne(kind: ShortLivedKind, name: string): Promise<ShortLivedRow[]> {
    const [value, remaining] = await attempt(() => Promise.all([client.get(name), client.pTTL(name)]));
    if (value === null || remaining <= 0) return [];
    return [{ key: name.slice(place(kind).length), value, expires: Date.now() + remaining }];
  }

  return {
    async *read(kind) {
      for await (const found of names(kind)) {
        yield (await Promise.all(found.map((name) => readOne(kind, name)))).flat();
      }
    },

    async write(kind, batch) {
      const lives = (expires: Ms) => ({ type: 'PX' as const, value: Math.max(1, Math.ceil(expires - Date.now())) });
      await attempt(() =>
        Promise.all(
          batch.map(({ key, value, expires }) => client.set(place(kind) + key, value, { expiration: lives(expires) })),
        ),
      );
    },

    async count(kind) {
      const all = new Set<string>();
      for await (const found of names(kind)) for (const name of found) all.add(name);
      return all.size;
    },

    async clear(kind) {
      for await (const found of names(kind)) await attempt(() => client.del(found));
    },

    async close() {
      await client.close();
    },
  };
}

async function attempt<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    throw asRedisFailure(error);
  }
}
