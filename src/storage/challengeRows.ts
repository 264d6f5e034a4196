import type { Kysely } from 'kysely';
import type { Ms } from '../clock.ts';
import type { Tables } from './schema.ts';
import { orUnavailable } from './unavailable.ts';

/** Values by the place they belong to. Every call takes effect at one go, and throws `StoreUnavailable` where it cannot. */
export interface ChallengeRows {
  get(key: string): Promise<string | undefined>;
  /**
   * Puts `value` in the place of `before`, for `keepFor` ms.
   * @param before what has to be there; undefined where nothing may be
   * @returns whether it was
   */
  replace(key: string, before: string | undefined, value: string, keepFor: Ms): Promise<boolean>;
  /** True for one of any number of parallel callers. */
  remove(key: string): Promise<boolean>;
}

/** In a database, each call is one statement. What has expired is passed over, and left to the sweep. */
export function createChallengeRows(db: Kysely<Tables>): ChallengeRows {
  return {
    get: (key) =>
      orUnavailable(async () => {
        const row = await db
          .selectFrom('challenges')
          .select('value')
          .where('key', '=', key)
          .where('expires', '>', Date.now())
          .executeTakeFirst();
        return row?.value;
      }),

    replace: (key, before, value, keepFor) =>
      orUnavailable(async () => {
        const columns = { value, expires: Date.now() + keepFor };
        if (before === undefined) {
          const { numInsertedOrUpdatedRows } = await db
            .insertInto('challenges')
            .values({ key, ...columns })
            .onConflict((row) => row.column('key').doUpdateSet(columns).where('challenges.expires', '<=', Date.now()))
            .executeTakeFirst();
          return numInsertedOrUpdatedRows === 1n;
        }
        const { numUpdatedRows } = await db
          .updateTable('challenges')
          .set(columns)
          .where('key', '=', key)
          .where('value', '=', before)
          .where('expires', '>', Date.now())
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      }),

    remove: (key) =>
      orUnavailable(async () => {
        const { numDeletedRows } = await db
          .deleteFrom('challenges')
          .where('key', '=', key)
          .where('expires', '>', Date.now())
          .executeTakeFirst();
        return numDeletedRows === 1n;
      }),
  };
}
