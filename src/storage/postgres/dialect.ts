import {
  type CompiledQuery,
  type Dialect,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely';
import pg from 'pg';
import type { Ms } from '../../clock.ts';
import { statementDriver } from '../sql/statements.ts';
import { asPostgresFailure } from './failure.ts';

/** What is left for a statement at least, however long it has waited for a connection. */
const LEAST: Ms = 300;

/** How statements get through. */
export interface Traffic {
  /** How long one may take, with the wait for a connection: what has waited long gets less for itself. */
  readonly within: Ms;
  /** How many share a connection at most: on the server, each waits for the ones before it. */
  readonly together: number;
}

interface Asked {
  readonly query: pg.QueryConfig;
  readonly giveUpAt: Ms;
  readonly resolve: (result: pg.QueryResult) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Runs statements on the connections of the pool. Those that are asked for within one turn of the event loop leave together, for to send takes
 * longer than anything else about a statement; each commits or fails by itself. Unlike kysely's own driver, it drops a connection whose
 * statement timed out, where the next one would wait behind it, and outlives one that breaks in that time.
 */
function gatherStatements(
  pool: pg.Pool,
  { within, together }: Traffic,
): (query: pg.QueryConfig) => Promise<pg.QueryResult> {
  let waiting: Asked[] = [];

  function send(): void {
    const asked = waiting;
    waiting = [];
    while (asked.length > 0) void runTogether(pool, asked.splice(0, together));
  }

  return (query) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) setImmediate(send);
      waiting.push({ query, giveUpAt: performance.now() + within, resolve, reject });
    });
}

async function runTogether(pool: pg.Pool, asked: readonly Asked[]): Promise<void> {
  const client = await pool.connect().catch((error: unknown) => {
    for (const { reject } of asked) reject(asPostgresFailure(error));
  });
  if (!client) return;
  const { stream } = client.connection;
  let [left, isBroken] = [asked.length, false];
  // One timer for all, which were asked for in one turn: one for each takes a fifth of what a statement takes.
  const [{ giveUpAt } = { giveUpAt: 0 }] = asked;
  const timer = setTimeout(() => stream.destroy(), Math.max(LEAST, giveUpAt - performance.now()));
  stream.cork();
  for (const { query, resolve, reject } of asked) {
    client.query(query, (error: Error | null, result: pg.QueryResult) => {
      isBroken ||= error !== null && !isHarmless(error);
      if (error) reject(asPostgresFailure(error));
      else resolve(result);
      left -= 1;
      if (left > 0) return;
      clearTimeout(timer);
      client.release(isBroken);
    });
  }
  stream.uncork();
}

/** A row that was there already leaves the connection as it was. */
const isHarmless = (error: unknown) => error instanceof pg.DatabaseError && error.code?.startsWith('23') === true;

/** PostgreSQL for kysely, a statement at a time: each commits by itself, as everywhere in these stores. */
export function postgresDialect(pool: pg.Pool, traffic: Traffic): Dialect {
  const run = gatherStatements(pool, traffic);
  const execute = async ({ sql, parameters }: CompiledQuery) => {
    const { rows, rowCount } = await run({ text: sql, values: parameters.map(storable) });
    return { rows, numAffectedRows: BigInt(rowCount ?? 0) };
  };
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => statementDriver(execute),
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

/** PostgreSQL cannot store the character NUL, which nobody means to write. */
const storable = (value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '') : value);
