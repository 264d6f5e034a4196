import type { Kysely } from 'kysely';
import type { InstallationFacts } from '../../gate/ports.ts';
import type { Tables } from '../sql/schema.ts';
import { orUnavailable } from '../sql/unavailable.ts';

/** Small facts in the database, one row each. */
export function createInstallationFacts(db: Kysely<Tables>): InstallationFacts {
  return {
    read: (name) =>
      orUnavailable(async () => {
        const row = await db.selectFrom('notes').select('value').where('name', '=', name).executeTakeFirst();
        return row?.value;
      }),

    write: (name, value) =>
      orUnavailable(async () => {
        await db
          .insertInto('notes')
          .values({ name, value })
          .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
          .execute();
      }),

    replace: (name, before, value) =>
      orUnavailable(async () => {
        if (before === undefined) {
          const { numInsertedOrUpdatedRows } = await db
            .insertInto('notes')
            .values({ name, value })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst();
          return numInsertedOrUpdatedRows === 1n;
        }
        const { numUpdatedRows } = await db
          .updateTable('notes')
          .set({ value })
          .where((is) => is.and({ name, value: before }))
          .executeTakeFirst();
        return numUpdatedRows === 1n;
      }),

    remove: (name) =>
      orUnavailable(async () => {
        await db.deleteFrom('notes').where('name', '=', name).execute();
      }),
  };
}
