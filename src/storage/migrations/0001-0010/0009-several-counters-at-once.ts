import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../../sql/dialect.ts';

/**
 * PostgreSQL takes several counters at once by a function, which is one statement of its caller. It locks rows in the
 * order of their keys: of those who take the same ones, each waits, and none for another who waits for it.
 * @returns the counts, in the order asked for; or the negative place, from 1, of the first that had none left
 */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  if (dialect !== 'postgres') return;
  await sql`
    CREATE FUNCTION latchkey_take(keys text[], limits bigint[], ends bigint[], clock bigint) RETURNS integer[]
    LANGUAGE plpgsql AS $$
    DECLARE
      counts integer[];
      refused integer;
    BEGIN
      INSERT INTO counters AS known (key, points, expire)
        SELECT asked.key, 1, asked.until FROM unnest(keys, ends) AS asked (key, until) ORDER BY asked.key
      ON CONFLICT (key) DO UPDATE SET
        points = CASE WHEN known.expire <= clock THEN 1 ELSE known.points + 1 END,
        expire = CASE WHEN known.expire <= clock THEN excluded.expire ELSE known.expire END;
      SELECT array_agg(known.points ORDER BY asked.place), min(asked.place) FILTER (WHERE known.points > asked.most)
        INTO counts, refused
        FROM unnest(keys, limits) WITH ORDINALITY AS asked (key, most, place)
        JOIN counters AS known ON known.key = asked.key;
      IF refused IS NOT NULL THEN
        UPDATE counters AS known SET points = known.points - 1 WHERE known.key = ANY (keys);
        RETURN ARRAY[-refused];
      END IF;
      RETURN counts;
    END $$`.execute(db);
}
