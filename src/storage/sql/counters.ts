import type { Kysely } from 'kysely';
import type { Ms } from '../../clock.ts';
import type { Tables } from './schema.ts';

/** Deletes counters. */
export async function clearCounters(db: Kysely<Tables>, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await db.deleteFrom('counters').where('key', 'in', keys).execute();
}

/** How many are taken of each counter, in the order asked for. Rows go by the clock that stamped them. */
export async function countsOf(db: Kysely<Tables>, keys: readonly string[], now: Ms): Promise<number[]> {
  if (keys.length === 0) return [];
  const rows = await db
    .selectFrom('counters')
    .select(['key', 'points'])
    .where('key', 'in', keys)
    .where('expire', '>', now)
    .execute();
  const points = new Map(rows.map((row) => [row.key, row.points]));
  return keys.map((key) => points.get(key) ?? 0);
}
