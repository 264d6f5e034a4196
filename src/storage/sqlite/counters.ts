import type { Kysely } from 'kysely';
import type { Ms } from '../../clock.ts';
import type { Counters, Take, Taken } from '../../limits/counters.ts';
import { clearCounters, createCounts, inOrder } from '../sql/counters.ts';
import type { Tables } from '../sql/schema.ts';
import type { Prepare } from './dialect.ts';
import type { Write } from './writes.ts';

// Lists are told as JSON, so that it is one statement however long they are.

/** A row whose time is over counts for none, and begins again. */
const TAKE = `
  INSERT INTO counters (key, points, expire)
  SELECT value ->> 'key', value ->> 'amount', value ->> 'end' FROM json_each(:takes) WHERE true
  ON CONFLICT (key) DO UPDATE SET
    points = CASE WHEN expire <= :now THEN excluded.points ELSE points + excluded.points END,
    expire = CASE WHEN expire <= :now THEN excluded.expire ELSE expire END
  RETURNING key, points`;

/** Never below zero: that would let one too many through. */
const GIVE_BACK = `
  UPDATE counters SET points = max(0, points - (value ->> 'amount'))
  FROM json_each(:takes) WHERE counters.key = value ->> 'key' AND expire > :now`;

/** Counters in SQLite, whose rows end by `clock`. Several are taken without an `await` in between, so that nobody sees some of them taken and others not. */
export function createSqliteCounters(
  db: Kysely<Tables>,
  prepare: Prepare,
  write: Write,
  clock: () => Ms = Date.now,
): Counters {
  function giveBack(takes: readonly Pick<Take, 'key' | 'amount'>[]): void {
    const list = takes.map(({ key, amount = 1 }) => ({ key, amount }));
    prepare(GIVE_BACK).statement.run({ takes: JSON.stringify(list), now: clock() });
  }

  function takeAll(takes: readonly Take[]): Taken {
    const now = clock();
    const list = takes.map(({ key, amount = 1, keepFor }) => ({ key, amount, end: now + keepFor }));
    // `all` steps to the end; `get` would stop at the first row.
    const rows = prepare(TAKE).statement.all({ takes: JSON.stringify(list), now });
    const counts = inOrder(
      takes.map(({ key }) => key),
      rows,
    );
    const by = takes.findIndex(({ limit }, place) => (counts[place] ?? 0) > limit);
    if (by < 0) return { is: 'taken', counts };
    giveBack(takes);
    return { is: 'refused', by };
  }

  return {
    take: (takes, isFollowed = false) => write(() => takeAll(takes), isFollowed ? 'relaxed' : 'durable'),
    giveBack: (takes) => write(() => giveBack(takes)),
    clear: (keys) => clearCounters(db, keys),
    counts: createCounts(db, clock),
  };
}
