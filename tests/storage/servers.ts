import { randomBytes } from 'node:crypto';
import { createClient } from '@redis/client';
import pg from 'pg';
import { inject } from 'vitest';
import { postgresServer } from '../support/databases.ts';

/** Where the tests' Redis is. Each test has a prefix of its own there. */
export const redisUrl = process.env.TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';

export const freshName = () => `latchkey_test_${randomBytes(8).toString('hex')}`;

/** Where this process's own database is. Each test has a schema of its own there. */
export const postgresUrl = new URL(`${inject('databasePrefix')}_${process.pid}`, postgresServer).href;
export const postgres = poolAt(postgresUrl);

export const redis = createClient({ url: redisUrl, socket: { reconnectStrategy: false, connectTimeout: 5000 } });
redis.on('error', () => {});

/** Why tests that need a server are skipped; undefined where it is at hand. */
export const noPostgres = await reasonAgainst('PostgreSQL', makeDatabase);
export const noRedis = await reasonAgainst('Redis', async () => {
  await redis.connect();
  redis.unref();
});

async function makeDatabase(): Promise<void> {
  const server = poolAt(postgresServer);
  const database = new URL(postgresUrl).pathname.slice(1);
  await server.query(`CREATE DATABASE ${database}`);
  await server.end();
}

function poolAt(url: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2, connectionTimeoutMillis: 5000, allowExitOnIdle: true });
  // Dropping a database ends whatever is still connected to it.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

async function reasonAgainst(name: string, attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch {
    return `skipped: no ${name} at hand, see CONTRIBUTING.md`;
  }
}
