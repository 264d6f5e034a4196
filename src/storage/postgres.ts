import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import type { Ms } from '../clock.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { createPostgresCounters } from './postgresCounters.ts';
import { postgresDialect } from './postgresDialect.ts';
import { asPostgresFailure } from './postgresFailure.ts';
import type { Tables } from './schema.ts';

/** How many connections there are at most, how long to wait for one, how long a statement may take, and how long both together. */
interface Room {
  readonly connections: number;
  readonly wait: Ms;
  readonly timeout: Ms;
  readonly within: Ms;
}

/** Below the 3 s that Discord gives for an answer. Members who come at once to a database that nobody was connected to wait for most of it. */
const quickly: Room = { connections: 8, wait: 2200, timeout: 1500, within: 2600 };
const patiently: Room = { connections: 2, wait: 10_000, timeout: 60_000, within: 70_000 };
/** An index over millions of rows takes its time, and so may the process that is at it already. */
const migrating: Room = { connections: 1, wait: 5000, timeout: 10 * 60_000, within: 11 * 60_000 };
/** How long a connection is kept that nobody uses: the next member need not wait for another one. */
const KEPT_IDLE: Ms = 5 * 60_000;

const INT8 = 20;

/**
 * Opens connections to PostgreSQL and brings its tables up to date, in the first schema of the search path.
 * Any number of processes may do so at once: an advisory lock lets one at a time migrate.
 * @param url `postgres://…`, as libpq reads it
 */
export async function openPostgres(url: string): Promise<Database> {
  await migrateIn(url);
  const [quick, patient] = [openPool(url, quickly), openPool(url, patiently)];
  const db = new Kysely<Tables>({ dialect: postgresDialect(quick, quickly.within) });
  let closing: Promise<unknown> | undefined;
  return {
    quick: db,
    // PostgreSQL decides it by the connection, and does not keep the others waiting meanwhile.
    relaxed: db,
    patient: new Kysely<Tables>({ dialect: postgresDialect(patient, patiently.within) }),
    counters: createPostgresCounters(db),
    // What is deleted leaves PostgreSQL's files by its own vacuum, which nobody but its owner can hurry.
    scrub: async () => {},
    close: async () => {
      closing ??= Promise.all([quick.end(), patient.end()]);
      await closing;
    },
  };
}

function openPool(url: string, { connections, wait, timeout }: Room): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'latchkey',
    max: connections,
    connectionTimeoutMillis: wait,
    query_timeout: timeout,
    idleTimeoutMillis: KEPT_IDLE,
    statement_timeout: timeout,
    keepAlive: true,
    types: {
      // Counts and instants are far below 2^53, and the same as what SQLite answers.
      getTypeParser: (type, format) => (Number(type) === INT8 ? Number : pg.types.getTypeParser(type, format)),
    },
  });
  // A connection that breaks while nobody uses it is replaced at the next call. Unheard, its error would end the process.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

async function migrateIn(url: string): Promise<void> {
  const pool = openPool(url, migrating);
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) });
  try {
    const { rows } = await sql<{ schema: string | null }>`select current_schema() as schema`.execute(db);
    await migrate(db, 'postgres', rows[0]?.schema ?? undefined);
  } catch (error) {
    throw asPostgresFailure(error);
  } finally {
    await db.destroy();
  }
}
