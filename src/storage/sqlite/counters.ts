import type { Kysely } from 'kysely';
import type { Ms } from '../../clock.ts';
import type { Counters, Take, Taken } from '../../limits/counters.ts';
import { clearCounters, countsOf } from '../sql/counters.ts';
import type { Tables } from '../sql/schema.ts';
import type { Prepare } from './dialect.ts';
import type { Write } from './writes.ts';

/** A row whose time is over counts for none, and begins again. */
const ADD = `
  INSERT INTO counters (key, points, expire) VALUES (:key, :amount, :end)
  ON CONFLICT (key) DO UPDATE SET
    points = CASE WHEN expire <= :now THEN :amount ELSE points + :amount END,
    expire = CASE WHEN expire <= :now THEN :end ELSE expire END
  RETURNING points`;

const SUBTRACT = 'UPDATE counters SET points = points - :amount WHERE key = :key';

const GIVE_BACK = 'UPDATE counters SET points = max(0, points - :amount) WHERE key = :key AND expire > :now';

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
    for (const [by, { key, amount = 1, limit, keepFor }] of takes.entries()) {
      // `all` steps to the end; `get` would stop at the first row.
      const [row] = add.all({ key, amount, now, end: now + keepFor });
      const count = Number(row?.points);
      if (count > limit) {
        const subtract = prepare(SUBTRACT).statement;
        for (const { key, amount = 1 } of takes.slice(0, by + 1)) subtract.run({ key, amount });
        return { is: 'refused', by };
      }
      counts.push(count);
    }
    return { is: 'taken', counts };
  }

  return {
    take: (takes, isFollowed = false) => write(() => takeAll(takes), isFollowed ? 'relaxed' : 'durable'),

    // Never below zero: that would let one too many through.
    giveBack: (takes) =>
      write(() => {
        const give = prepare(GIVE_BACK).statement;
        for (const { key, amount = 1 } of takes) give.run({ key, amount, now: clock() });
      }),

    clear: (keys) => clearCounters(db, keys),

    counts: (keys) => countsOf(db, keys, clock()),
  };
}
