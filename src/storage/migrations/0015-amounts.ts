import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../sql/dialect.ts';

/**
 * Counters of which more than one is taken at a time: money, in parts of a unit. As `latchkey_take` of 0009, which this one replaces.
 * @returns the counts, in the order asked for; or the negative place, from 1, of the first that had none left
 */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  if (dialect !== 'postgres') return;
  await sql`DROP FUNCTION latchkey_take(text[], bigint[], bigint[], bigint)`.execute(db);
  await sql`
    CREATE FUNCTION latchkey_take(keys text[], amounts bigint[], limits bigint[], ends bigint[], clock bigint) RETURNS integer[]
    LANGUAGE plpgsql AS $$
    DECLARE
      counts integer[];
      refused integer;
    BEGIN
      INSERT INTO counters AS known (key, points, expire)
        SELECT asked.key, asked.amount, asked.until
          FROM unnest(keys, amounts, ends) AS asked (key, amount, until) ORDER BY asked.key
      ON CONFLICT (key) DO UPDATE SET
        points = CASE WHEN known.expire <= clock THEN excluded.points ELSE known.points + excluded.points END,
        expire = CASE WHEN known.expire <= clock THEN excluded.expire ELSE known.expire END;
      SELECT array_agg(known.points ORDER BY asked.place), min(asked.place) FILTER (WHERE known.points > asked.most)
        INTO counts, refused
        FROM unnest(keys, limits) WITH ORDINALITY AS asked (key, most, place)
        JOIN counters AS known ON known.key = asked.key;
      IF refused IS NOT NULL THEN
        UPDATE counters AS known SET points = known.points - asked.amount
          FROM unnest(keys, amounts) AS asked (key, amount) WHERE known.key = asked.key;
        RETURN ARRAY[-refused];
      END IF;
      RETURN counts;
    END $$`.execute(db);
}
