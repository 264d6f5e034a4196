import pg from 'pg';
import { expect, onTestFinished } from 'vitest';

/** Writes of PostgreSQL that wait in the middle of their statement: they have looked at everything, and have written nothing yet. */
export interface HeldWrites {
  /** Resolves once a write waits. */
  readonly waits: () => Promise<void>;
  /** Lets it go on, and all that come after it. */
  readonly release: () => Promise<void>;
}

/** An advisory lock that nothing else takes in the tests' database. */
const LOCK = 7_201_477;

/** Has whatever writes a member's id to some tables of a PostgreSQL wait until it is released. */
export async function holdWrites(databaseUrl: string, tables: readonly string[]): Promise<HeldWrites> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  // The next test may get the same schema, without its rows alone.
  onTestFinished(async () => {
    await client.query('DROP FUNCTION IF EXISTS wait_for_the_test() CASCADE');
    await client.end();
  });
  await client.query(`CREATE FUNCTION wait_for_the_test() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN PERFORM pg_advisory_xact_lock_shared(${LOCK}); RETURN NEW; END $$`);
  for (const table of tables)
    await client.query(`CREATE TRIGGER waits BEFORE INSERT OR UPDATE ON ${table} FOR EACH ROW
      WHEN (NEW.member_id IS NOT NULL) EXECUTE FUNCTION wait_for_the_test()`);
  await client.query(`SELECT pg_advisory_lock(${LOCK})`);
  const waiting = async () => {
    const asked = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = ${LOCK} AND NOT granted`;
    return (await client.query(asked)).rowCount;
  };
  return {
    waits: () => expect.poll(waiting, { interval: 5 }).toBe(1),
    release: async () => void (await client.query(`SELECT pg_advisory_unlock(${LOCK})`)),
  };
}
