import type { Ms } from '../../clock.ts';
import { asRedisFailure, connectToRedis } from '../redis/redis.ts';
import { BATCH, type Kept, type KeptStore, type ShortLivedKind } from './kept.ts';

/** Challenges and counters in Redis, under the names that `../redis/redis.ts` gives them. */
export async function keptInRedis(url: string): Promise<KeptStore> {
  const { client, prefix } = await connectToRedis(url);
  const place = (kind: ShortLivedKind) => `${prefix}:${kind === 'challenges' ? 'challenge' : 'counter'}:`;

  async function* names(kind: ShortLivedKind): AsyncIterable<string[]> {
    try {
      for await (const found of client.scanIterator({ MATCH: `${escaped(place(kind))}*`, COUNT: BATCH })) {
        if (found.length > 0) yield found;
      }
    } catch (error) {
      throw asRedisFailure(error);
    }
  }

  /** What is gone by the time it is asked for has expired. */
  async function readOne(kind: ShortLivedKind, name: string): Promise<Kept[]> {
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

/** A pattern of Redis that only the text itself matches. */
const escaped = (text: string) => text.replace(/[[\]*?\\^-]/g, '\\$&');
