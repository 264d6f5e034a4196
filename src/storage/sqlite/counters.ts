import { type Kysely, sql } from 'kysely';
import type { Ms } from '../../clock.ts';
import type { Counters, Take, Taken } from '../../limits/counters.ts';
import { clearCounters, countsOf } from '../sql/counters.ts';
import type { Tables } from '../sql/schema.ts';
import { orUnavailable } from '../sql/unavailable.ts';
import type { Prepare } from './dialect.ts';
import type { Write } from './writes.ts';

/** A row whose time is over counts for none, and begins again. */
const ADD = `
  INSERT INTO counters (key, points, expire) VALUES (:key, 1, :end)
  ON CONFLICT (key) DO UPDATE SET
    points = CASE WHEN expire <= :now THEN 1 ELSE points + 1 END,
    expire = CASE WHEN expire <= :now THEN :end ELSE expire END
  RETURNING points`;

const SUBTRACT = 'UPDATE counters SET points = points - 1 WHERE key = ?';

/** Counters in SQLite, whose rows end by `clock`. Several are taken without an `await` in between, so that nobody sees some of them taken and others not. */
export function createSqliteCounters(
  db: Kysely<Tables>,
  prepare: Prepare,
  write: Write,
  clock: () => Ms = Date.now,
): Counters {
  function takeAll(takes: readonly Take[]): Taken {
    const now = clock();
    const add = prepare(ADD).statement;
    const counts: number[] = [];
    for (const [by, { key, limit, keepFor }] of takes.entries()) {
      // `all` steps to the end; `get` would stop at the first row.
      const [row] = add.all({ key, now, end: now + keepFor });
      const count = Number(row?.points);
      if (count > limit) {
        const subtract = prepare(SUBTRACT).statement;
        for (const taken of takes.slice(0, by + 1)) subtract.run(taken.key);
        return { is: 'refused', by };
      }
      counts.push(count);
    }
    return { is: 'taken', counts };
  }

  return {
    take: (takes) => orUnavailable(() => write(() => takeAll(takes))),

    // Never below zero: that would let one too many through.
    giveBack: (keys) =>
      orUnavailable(async () => {
        if (keys.length === 0) return;
        await db
          .updateTable('counters')
          .set({ points: sql`points - 1` })
          .where('key', 'in', keys)
          .where('points', '>', 0)
          .where('expire', '>', clock())
          .execute();
      }),

    clear: (keys) => orUnavailable(() => clearCounters(db, keys)),

    counts: (keys) => orUnavailable(() => countsOf(db, keys, clock())),
  };
}
