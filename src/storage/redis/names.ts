import type { RedisClient } from './connect.ts';
import { asRedisFailure } from './failure.ts';

/** Keys that are asked for at a time. */
const BATCH = 500;

/** The keys that begin so, some at a time; one may come twice, as Redis walks. @throws StoreUnavailable */
export async function* namesThatBegin(client: RedisClient, start: string): AsyncIterable<string[]> {
  try {
    for await (const found of client.scanIterator({ MATCH: `${escaped(start)}*`, COUNT: BATCH })) {
      if (found.length > 0) yield found;
    }
  } catch (error) {
    throw asRedisFailure(error);
  }
}

/** A pattern of Redis that only the text itself matches. */
const escaped = (text: string) => text.replace(/[[\]*?\\^-]/g, '\\$&');
