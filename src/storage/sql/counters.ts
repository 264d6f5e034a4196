import type { Kysely } from 'kysely';
import type { Ms } from '../../clock.ts';
import { prepared, type Value } from './prepared.ts';
import type { Tables } from './schema.ts';

interface Asked {
  readonly keys: readonly string[];
  readonly now: Ms;
}

/** Queries for so many keys more each, so that a few of them do for all. */
const STEP = 16;

/** Deletes counters. */
export async function clearCounters(db: Kysely<Tables>, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await db.deleteFrom('counters').where('key', 'in', keys).execute();
}

/** Reads how many are taken of counters, in the order asked for. Rows go by the clock that stamped them. */
export function createCounts(db: Kysely<Tables>, clock: () => Ms) {
  const find = (most: number) =>
    prepared(db, (value: Value<Asked>) => {
      const keys = Array.from({ length: most }, (_, place) => value((asked) => asked.keys[place] ?? ''));
      const now = value((asked) => asked.now);
      return db.selectFrom('counters').select(['key', 'points']).where('key', 'in', keys).where('expire', '>', now);
    });
  const finds: ReturnType<typeof find>[] = [];

  return async (keys: readonly string[]): Promise<number[]> => {
    if (keys.length === 0) return [];
    const steps = Math.ceil(keys.length / STEP);
    finds[steps] ??= find(steps * STEP);
    return inOrder(keys, (await finds[steps]({ keys, now: clock() })).rows);
  };
}

/** How many are taken of each counter, in the order of `keys`: of one without a row, none. */
export function inOrder(keys: readonly string[], rows: readonly Readonly<Record<string, unknown>>[]): number[] {
  const points = new Map(rows.map((row) => [row.key, Number(row.points)]));
  return keys.map((key) => points.get(key) ?? 0);
}
