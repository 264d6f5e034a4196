import type { Kysely } from 'kysely';
import type { Tables } from '../sql/schema.ts';
import { BATCH, type ShortLivedKind, type ShortLivedRow, type ShortLivedStore } from './short-lived.ts';

/** Challenges and counters in a database. */
export function shortLivedInDatabase(db: Kysely<Tables>): ShortLivedStore {
  const page = (kind: ShortLivedKind, after: string): Promise<ShortLivedRow[]> =>
    kind === 'challenges' ? challengesAfter(db, after) : countersAfter(db, after);

  return {
    async *read(kind) {
      for (let batch = await page(kind, ''); batch.length > 0; batch = await page(kind, batch.at(-1)?.key ?? '')) {
        yield batch;
      }
    },

    // Redis may name a key twice.
    async write(kind, batch) {
      if (kind === 'challenges')
        await db
          .insertInto('challenges')
          .values([...batch])
          .onConflict((twice) => twice.doNothing())
          .execute();
      else {
        const rows = batch.map(({ key, value, expires }) => ({ key, points: Number(value), expire: expires }));
        await db
          .insertInto('counters')
          .values(rows)
          .onConflict((twice) => twice.doNothing())
          .execute();
      }
    },

    async count(kind) {
      const end = kind === 'challenges' ? 'challenges.expires' : 'counters.expire';
      const { count } = await db
        .selectFrom(kind)
        .select(({ fn }) => fn.countAll<number>().as('count'))
        .where(end, '>', Date.now())
        .executeTakeFirstOrThrow();
      return count;
    },

    async clear(kind) {
      await db.deleteFrom(kind).execute();
    },

    close: async () => {},
  };
}

const challengesAfter = (db: Kysely<Tables>, after: string) =>
  db
    .selectFrom('challenges')
    .select(['key', 'value', 'expires'])
    .where('key', '>', after)
    .where('expires', '>', Date.now())
    .orderBy('key')
    .limit(BATCH)
    .execute();

async function countersAfter(db: Kysely<Tables>, after: string): Promise<ShortLivedRow[]> {
  const rows = await db
    .selectFrom('counters')
    .select(['key', 'points', 'expire'])
    .where('key', '>', after)
    .where('expire', '>', Date.now())
    .orderBy('key')
    .limit(BATCH)
    .execute();
  return rows.map(({ key, points, expire }) => ({ key, value: String(points), expires: expire }));
}
