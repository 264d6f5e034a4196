import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import pg from 'pg';
import type { Ms } from '../../clock.ts';
import { asPostgresFailure } from './failure.ts';

/** What is left for a statement at least, however long it has waited for a connection. */
const LEAST: Ms = 300;

/**
 * Runs one statement on any connection of the pool. Unlike kysely's own driver, it drops a connection whose statement timed out, where
 * the next one would wait behind it, and outlives one that breaks in that time.
 * @param within how long waiting for a connection and the statement may take together: who has waited long gets less for the statement
 */
async function runOn(pool: pg.Pool, query: pg.QueryConfig, within: Ms): Promise<pg.QueryResult> {
  const giveUpAt = performance.now() + within;
  try {
    const client = await pool.connect();
    try {
      // The driver takes it with each statement, which its types do not say.
      const timed = { ...query, query_timeout: Math.max(LEAST, giveUpAt - performance.now()) };
      const result = await client.query(timed);
      client.release();
      return result;
    } catch (error) {
      client.release(!isHarmless(error));
      throw error;
    }
  } catch (error) {
    throw asPostgresFailure(error);
  }
}

/** A row that was there already leaves the connection as it was. */
const isHarmless = (error: unknown) => error instanceof pg.DatabaseError && error.code?.startsWith('23') === true;

/**
 * PostgreSQL for kysely, a statement at a time: each commits by itself, as everywhere in these stores.
 * @param within how long a statement may take, with the wait for a connection
 */
export function postgresDialect(pool: pg.Pool, within: Ms): Dialect {
  const execute = async ({ sql, parameters }: CompiledQuery) => {
    const { rows, rowCount } = await runOn(pool, { text: sql, values: parameters.map(storable) }, within);
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
  };
  const connection: DatabaseConnection = {
    executeQuery: execute,
    async *streamQuery(query) {
      yield await execute(query);
    },
  };
  const driver: Driver = {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: noTransactions,
    commitTransaction: noTransactions,
    rollbackTransaction: noTransactions,
    releaseConnection: async () => {},
    destroy: async () => {},
  };
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  };
}

/**
 * PostgreSQL for kysely's migrator, within one transaction. Its own lock belongs to a session, which a pooler may give to somebody else:
 * the lock is the caller's to take.
 */
export function migrationDialect(pool: pg.Pool): Dialect {
  const usual = new PostgresDialect({ pool });
  const unlocked = { acquireMigrationLock: { value: async () => {} }, releaseMigrationLock: { value: async () => {} } };
  return {
    createAdapter: () => Object.defineProperties(usual.createAdapter(), unlocked),
    createDriver: () => usual.createDriver(),
    createIntrospector: (db) => usual.createIntrospector(db),
    createQueryCompiler: () => usual.createQueryCompiler(),
  };
}

async function noTransactions(): Promise<void> {
  throw new TypeError('Here every statement is a transaction of its own.');
}

/** PostgreSQL cannot store the character NUL, which nobody means to write. */
const storable = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value);
