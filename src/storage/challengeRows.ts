import type { KeyvBridgeStore } from 'keyv';
import type { Kysely } from 'kysely';
import type { Ms } from '../clock.ts';
import type { Tables } from './schema.ts';

/**
 * Where Keyv keeps challenges in a database: every call is one statement, so that it is atomic among processes, and what has
 * expired is passed over by a read and left to the sweep (why our own: docs/decisions/0011-challenges-in-sql-by-one-adapter.md).
 */
export function createChallengeRows(db: Kysely<Tables>) {
  return {
    async get(key) {
      const row = await db
        .selectFrom('challenges')
        .select('value')
        .where('key', '=', key)
        .where('expires', '>', Date.now())
        .executeTakeFirst();
      return row?.value;
    },

    async set(key, value: string, keepFor: Ms = 0) {
      const columns = { value, expires: Date.now() + keepFor };
      await db
        .insertInto('challenges')
        .values({ key, ...columns })
        .onConflict((conflict) => conflict.column('key').doUpdateSet(columns))
        .execute();
      return true;
    },

    async delete(key) {
      const { numDeletedRows } = await db
        .deleteFrom('challenges')
        .where('key', '=', key)
        .where('expires', '>', Date.now())
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },

    async clear() {
      await db.deleteFrom('challenges').execute();
    },
  } satisfies KeyvBridgeStore;
}
