import { Kysely, sql } from 'kysely';
import pg from 'pg';
import type { Ms } from '../../clock.ts';
import type { Database } from '../database.ts';
import { migrate } from '../sql/migrate.ts';
import type { Tables } from '../sql/schema.ts';
import { statementKysely } from '../sql/statements.ts';
import { createPostgresCounters } from './counters.ts';
import { migrationDialect, postgresDialect, type Traffic } from './dialect.ts';
import { asPostgresFailure, isStartupRefused } from './failure.ts';
import { examineServer } from './server.ts';
import { createVacuum } from './vacuum.ts';

/** How many connections there are at most, how long to wait for one, and how long a statement may take by itself. */
interface Room {
  readonly connections: number;
  readonly wait: Ms;
  readonly timeout: Ms;
}

/** Below the 3 s that Discord gives for an answer. Members who come at once to a database that nobody was connected to wait for most of it. */
const quickly: Room & Traffic = { connections: 8, wait: 2200, timeout: 1500, within: 2600, together: 8 };
const patiently: Room & Traffic = { connections: 2, wait: 10_000, timeout: 60_000, within: 70_000, together: 1 };
/** An index over millions of rows takes its time, and so may the process that is at it already. */
const migrating: Room = { connections: 1, wait: 5000, timeout: 10 * 60_000 };
/** How long a connection is kept that nobody uses: the next member need not wait for another one. */
const KEPT_IDLE: Ms = 5 * 60_000;

const INT8 = 20;

/** The lock of kysely's own migrator, so that an older version waits for this one. */
const MIGRATION_LOCK = 3853314791062309107n;

/**
 * Opens connections to PostgreSQL and brings its tables up to date, in the first schema of the search path.
 * Any number of processes may do so at once: an advisory lock lets one at a time migrate. A pooler may stand between, which gives
 * each transaction another of its connections: nothing here belongs to a session.
 * @param url `postgres://…`, as libpq reads it
 * @param clock by which counters end
 */
export async function openPostgres(url: string, clock?: () => Ms): Promise<Database> {
  const timekeeper = await prepare(url);
  const [quick, patient] = [openPool(url, quickly, timekeeper), openPool(url, patiently, timekeeper)];
  const db = statementKysely<Tables>(postgresDialect(quick, quickly));
  const vacuum = createVacuum(patient, patiently.timeout);
  let closing: Promise<unknown> | undefined;
  return {
    quick: db,
    // PostgreSQL decides it by the connection, and does not keep the others waiting in that time.
    relaxed: db,
    patient: statementKysely<Tables>(postgresDialect(patient, patiently)),
    counters: createPostgresCounters(db, clock),
    isSerial: false,
    scrub: vacuum.scrub,
    tidy: async () => {},
    close: async () => {
      vacuum.stop();
      closing ??= Promise.all([quick.end(), patient.end()]);
      await closing;
    },
  };
}

/** Who ends a statement that takes too long: the server as well, or this side alone, where a pooler does not pass on what is asked of the server. */
type Timekeeper = 'server' | 'client';

function openPool(url: string, { connections, wait, timeout }: Room, timekeeper: Timekeeper, more?: pg.PoolConfig) {
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'latchkey',
    max: connections,
    connectionTimeoutMillis: wait,
    idleTimeoutMillis: KEPT_IDLE,
    ...(timekeeper === 'server' && { statement_timeout: timeout }),
    keepAlive: true,
    pipeline: true,
    ...more,
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

/** Brings the tables up to date, and finds out what may be asked of the server. */
async function prepare(url: string): Promise<Timekeeper> {
  try {
    return await migrateIn(url, 'server').catch((error: unknown) => {
      if (isStartupRefused(error)) return migrateIn(url, 'client');
      throw error;
    });
  } catch (error) {
    throw asPostgresFailure(error);
  }
}

async function migrateIn(url: string, timekeeper: Timekeeper): Promise<Timekeeper> {
  const pool = openPool(url, migrating, timekeeper, { query_timeout: migrating.timeout });
  const db = new Kysely<Tables>({ dialect: migrationDialect(pool) });
  try {
    await db.transaction().execute(async (transaction) => {
      const schema = await examineServer(transaction);
      await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(transaction);
      await migrate(transaction, 'postgres', schema);
    });
    return timekeeper;
  } finally {
    await db.destroy();
  }
}
