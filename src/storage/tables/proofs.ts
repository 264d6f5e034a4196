import type { Kysely } from 'kysely';
import { AGREED, type Ms } from '../../clock.ts';
import type { Proofs } from '../../gate/ports.ts';
import { PROOF_LIFE } from '../../gate/roster/admission.ts';
import { memberColumns, phoneColumns, phoneOf } from '../sql/columns.ts';
import type { Tables } from '../sql/schema.ts';
import { orUnavailable } from '../sql/unavailable.ts';

/** Proven numbers that wait for their member, one a member. `sweep` deletes what has lapsed. */
export function createProofs(db: Kysely<Tables>) {
  const proofs: Proofs = {
    keep: (who, phone, until) =>
      orUnavailable(async () => {
        const columns = { ...phoneColumns(phone), lapses_at: until };
        await db
          .insertInto('proofs')
          .values({ ...memberColumns(who), ...columns })
          .onConflict((conflict) => conflict.columns(['server_id', 'member_id']).doUpdateSet(columns))
          .execute();
      }),

    find: (who, now) =>
      orUnavailable(async () => {
        const row = await db
          .selectFrom('proofs')
          .selectAll()
          .where((is) => is.and(memberColumns(who)))
          .where('lapses_at', '>', now)
          .where('lapses_at', '<=', latestEnd(now))
          .executeTakeFirst();
        return row && phoneOf(row);
      }),

    take: (who, now) =>
      orUnavailable(async () => {
        const row = await db
          .deleteFrom('proofs')
          .where((is) => is.and(memberColumns(who)))
          .returningAll()
          .executeTakeFirst();
        return row && row.lapses_at > now && row.lapses_at <= latestEnd(now) ? phoneOf(row) : undefined;
      }),
  };

  return {
    proofs,
    sweep: async (now: Ms) => {
      await db.deleteFrom('proofs').where('lapses_at', '<=', now).execute();
      await db.deleteFrom('proofs').where('lapses_at', '>', latestEnd(now)).execute();
    },
  };
}

/** No proof of a right clock ends later. When one that does was made nobody can tell. */
const latestEnd = (now: Ms): Ms => now + PROOF_LIFE + AGREED;
