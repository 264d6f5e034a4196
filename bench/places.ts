import { randomBytes } from 'node:crypto';
import process from 'node:process';
import { createClient } from '@redis/client';
import pg from 'pg';
import type { Store } from './bots/latchkey.ts';

/** Where Latchkey can keep its data, by the name that the table gives it, or why that cannot be measured here. */
export interface Place {
  readonly name: string;
  readonly at: Store | { readonly missing: string };
}

/** A database of the bench's own on a server. */
type Lent = { readonly url: string; readonly remove: () => Promise<unknown> } | { readonly missing: string };

const { TEST_POSTGRES_URL, TEST_REDIS_URL } = process.env;
const postgresUrl = TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';
const redisUrl = TEST_REDIS_URL ?? 'redis://127.0.0.1:6379';
/** How many databases a Redis has unless it is told otherwise. The first one is everybody's. */
const REDIS_DATABASES = 16;

/**
 * Lends `work` a fresh SQLite file and, where a server answers, a fresh database of PostgreSQL, and another with an empty one of
 * Redis. Deletes those of the servers afterwards; the file is in `folder`.
 */
export async function withPlaces<T>(folder: string, work: (places: readonly Place[]) => Promise<T>): Promise<T> {
  const name = `latchkey_bench_${randomBytes(6).toString('hex')}`;
  // One after another: PostgreSQL makes one database at a time.
  const postgres = await lendPostgres(name);
  const another = await lendPostgres(`${name}_redis`);
  const redis = await lendRedis();
  try {
    return await work([
      { name: 'SQLite', at: { databaseUrl: `sqlite:${folder}/${name}.sqlite` } },
      { name: 'PostgreSQL', at: 'url' in postgres ? { databaseUrl: postgres.url } : postgres },
      { name: 'PostgreSQL and Redis', at: together(another, redis) },
    ]);
  } finally {
    for (const one of [postgres, another, redis]) if ('remove' in one) await one.remove();
  }
}

function together(postgres: Lent, redis: Lent): Place['at'] {
  if ('missing' in postgres) return postgres;
  if ('missing' in redis) return redis;
  return { databaseUrl: postgres.url, redisUrl: redis.url };
}

async function lendPostgres(name: string): Promise<Lent> {
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: postgresUrl, connectionTimeoutMillis: 1000 });
    await client.connect();
    try {
      return await client.query(sql);
    } finally {
      await client.end();
    }
  };
  try {
    await run(`CREATE DATABASE ${name}`);
  } catch {
    return { missing: 'no PostgreSQL: set TEST_POSTGRES_URL' };
  }
  const url = new URL(postgresUrl);
  url.pathname = name;
  return { url: url.href, remove: () => run(`DROP DATABASE ${name} WITH (FORCE)`) };
}

async function lendRedis(): Promise<Lent> {
  const client = createClient({ url: redisUrl, socket: { connectTimeout: 1000, reconnectStrategy: false } });
  client.on('error', () => {});
  try {
    await client.connect();
  } catch {
    return { missing: 'no Redis: set TEST_REDIS_URL' };
  }
  for (let database = REDIS_DATABASES - 1; database > 0; database--) {
    await client.select(database);
    if ((await client.dbSize()) > 0) continue;
    const remove = async () => {
      await client.flushDb();
      await client.close();
    };
    return { url: `${redisUrl}/${database}`, remove };
  }
  await client.close();
  return { missing: 'no database of Redis is empty' };
}
