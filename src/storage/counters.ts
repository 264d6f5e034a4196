import type { DatabaseSync } from 'node:sqlite';
import { RateLimiterSQLite } from 'rate-limiter-flexible';
import type { Counters } from '../limits/counters.ts';
import { query } from './sqlite.ts';
import { orUnavailable } from './unavailable.ts';

/** Counters in rate-limiter-flexible over the shared connection, with their table made. `sweep` deletes what has expired. */
export async function createCounters(database: DatabaseSync) {
  const limiter = await openLimiter(database);

  /** Every call names its own limit, so the limiter only counts: it never refuses by itself. */
  const add = async (key: string, keepFor: number) => {
    const { consumedPoints } = await limiter.penalty(key, 1, { customDuration: keepFor / 1000 });
    return consumedPoints;
  };

  /** Nothing to give back is left alone: a row below zero would let one too many through. */
  const giveBack = async (key: string, keepFor: number) => {
    const row = await limiter.get(key);
    if (row !== null && row.consumedPoints > 0) await limiter.reward(key, 1, { customDuration: keepFor / 1000 });
  };

  /** Past the limiter, which reads one key at a time. By the machine's clock, because the limiter stamps its rows with it. */
  const counts = async (keys: readonly string[]) => {
    const sql = 'SELECT key, points FROM counters WHERE key IN (SELECT value FROM json_each(?)) AND expire > ?';
    const rows = query(database, sql, [JSON.stringify(keys), Date.now()]);
    const points = new Map(rows.map((row) => [row.key, Number(row.points)]));
    return keys.map((key) => Math.max(0, points.get(key) ?? 0));
  };

  const counters: Counters = {
    take: (key, limit, keepFor) =>
      orUnavailable(async () => {
        const taken = await add(key, keepFor);
        if (taken <= limit) return taken;
        // The limiter has counted the refused one too; kept, it would swallow the next place that is given back.
        await giveBack(key, keepFor);
        return undefined;
      }),
    giveBack: (key, keepFor) => orUnavailable(() => giveBack(key, keepFor)),
    counts: (keys) => orUnavailable(() => counts(keys)),
  };

  return {
    counters,
    // By the machine's clock, because the limiter stamps its rows with it.
    sweep: async () => {
      query(database, 'DELETE FROM counters WHERE expire < ?', [Date.now()]);
    },
  };
}

function openLimiter(database: DatabaseSync): Promise<RateLimiterSQLite> {
  const storeClient = {
    prepare: (sql: string) => ({
      run: (...parameters: unknown[]) => query(database, sql, parameters),
      get: (...parameters: unknown[]) => query(database, sql, parameters)[0],
    }),
    // The limiter wraps each single statement, which SQLite runs as a transaction anyway.
    transaction: (work: () => unknown) => work,
  };
  const options = {
    storeClient,
    storeType: 'better-sqlite3',
    tableName: 'counters',
    keyPrefix: '',
    points: Number.MAX_SAFE_INTEGER,
    duration: 0,
  };
  return new Promise((resolve, reject) => {
    const limiter: RateLimiterSQLite = new RateLimiterSQLite(options, (error) =>
      error ? reject(error) : resolve(limiter),
    );
  });
}
