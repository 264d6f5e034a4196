import type { Kysely } from 'kysely';
import { AGREED } from '../../clock.ts';
import type { Leases } from '../../gate/lease.ts';
import type { Tables } from '../sql/schema.ts';

/** Leases in the database, one row a name. Each change is one statement, so that the database alone decides who is first. */
export function createLeases(db: Kysely<Tables>): Leases {
  return {
    take: async (name, holder, now, until) => {
      const columns = { holder, held_until: until };
      const { numInsertedOrUpdatedRows } = await db
        .insertInto('leases')
        .values({ name, ...columns })
        .onConflict((conflict) =>
          conflict
            .column('name')
            .doUpdateSet(columns)
            .where((is) =>
              is.or([
                is('leases.holder', '=', holder),
                is('leases.held_until', '<=', now),
                // Nobody takes one for so long: the holder's clock was ahead.
                is('leases.held_until', '>', until + AGREED),
              ]),
            ),
        )
        .executeTakeFirst();
      return numInsertedOrUpdatedRows === 1n;
    },

    release: async (name, holder) => {
      await db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute();
    },
  };
}
