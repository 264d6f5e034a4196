import { type Kysely, sql } from 'kysely';
import type { Ms } from '../../clock.ts';
import type { Counters } from '../../limits/counters.ts';
import { clearCounters, createCounts } from '../sql/counters.ts';
import type { Tables } from '../sql/schema.ts';

/** Counters in PostgreSQL. Rows go by `clock`, as in SQLite; several are taken by a function (migration 0015). */
export function createPostgresCounters(db: Kysely<Tables>, clock: () => Ms = Date.now): Counters {
  return {
    take: async (takes) => {
      const now = clock();
      const keys = takes.map(({ key }) => key);
      const amounts = takes.map(({ amount = 1 }) => amount);
      const limits = takes.map(({ limit }) => limit);
      const ends = takes.map(({ keepFor }) => now + Math.ceil(keepFor));
      const { rows } = await sql<{ counts: number[] }>`
          select latchkey_take(${keys}, ${amounts}, ${limits}, ${ends}, ${now}) as counts`.execute(db);
      const counts = rows[0]?.counts ?? [];
      const [first = 0] = counts;
      return first < 0 ? { is: 'refused', by: -first - 1 } : { is: 'taken', counts };
    },

    // Never below zero: that would let one too many through. Locked in the order of the keys, as they are when they are taken.
    giveBack: async (takes) => {
      const keys = takes.map(({ key }) => key);
      const amounts = takes.map(({ amount = 1 }) => amount);
      await sql`
          update counters as known set points = greatest(0, known.points - held.amount)
          from (
            select counters.key, back.amount
            from counters join unnest(${keys}::text[], ${amounts}::bigint[]) as back (key, amount) on counters.key = back.key
            order by counters.key for update of counters
          ) as held
          where known.key = held.key and known.expire > ${clock()}`.execute(db);
    },

    clear: (keys) => clearCounters(db, keys),

    counts: createCounts(db, clock),
  };
}
