import {
  type CompiledQuery,
  type DatabaseConnection,
  type Dialect,
  type Driver,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import type pg from 'pg';
import { asPostgresFailure } from './postgresFailure.ts';

/**
 * Runs one statement on any connection of the pool. Unlike kysely's own driver, the pool then drops a connection whose
 * statement timed out, where the next one would wait behind it, and outlives one that breaks meanwhile.
 */
async function runOn(pool: pg.Pool, query: pg.QueryConfig): Promise<pg.QueryResult> {
  try {
    return await pool.query(query);
  } catch (error) {
    throw asPostgresFailure(error);
  }
}

/** PostgreSQL for kysely, a statement at a time: each commits by itself, as everywhere in these stores. */
export function postgresDialect(pool: pg.Pool): Dialect {
  const execute = async ({ sql, parameters }: CompiledQuery) => {
    const { rows, rowCount } = await runOn(pool, { text: sql, values: parameters.map(storable) });
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

async function noTransactions(): Promise<void> {
  throw new TypeError('Here every statement is a transaction of its own.');
}

/** PostgreSQL cannot store the character NUL, which nobody means to write. */
const storable = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value);
