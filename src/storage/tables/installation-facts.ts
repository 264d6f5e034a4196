import type { Kysely } from 'kysely';
import type { InstallationFacts } from '../../gate/ports.ts';
import type { Tables } from '../sql/schema.ts';

/** Small facts in the database, one row each. */
export function createInstallationFacts(db: Kysely<Tables>): InstallationFacts {
  return {
    read: async (name) => {
      const row = await db.selectFrom('notes').select('value').where('name', '=', name).executeTakeFirst();
      return row?.value;
    },

    write: async (name, value) => {
      await db
        .insertInto('notes')
        .values({ name, value })
        .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
        .execute();
    },

    replace: async (name, before, value) => {
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
    },

    remove: async (name) => {
      await db.deleteFrom('notes').where('name', '=', name).execute();
    },
  };
}
