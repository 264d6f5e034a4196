import { describe, onTestFinished, vi } from 'vitest';
import type { Ms } from '../../src/clock.ts';
import type { StoreAddress } from '../../src/storage/stores.ts';
import { isLong } from '../support/form.ts';
import type { Place } from './contracts/place.ts';
import { freshName, noPostgres, noRedis, postgres, postgresUrl, redis, redisUrl } from './servers.ts';
import { freshDatabase, openAt } from './support.ts';

/** A kind of store, and why it cannot be tested here, if it cannot. */
interface Kind {
  readonly name: string;
  readonly missing?: string | undefined;
  /** Makes a new and empty one for a test. */
  fresh(): Promise<StoreAddress>;
}

const onSqlite = async (): Promise<StoreAddress> => ({ databaseUrl: `sqlite:${await freshDatabase()}` });

const onPostgres = async () => ({ databaseUrl: await emptySchema() });
const kinds: readonly Kind[] = [
  { name: 'SQLite', fresh: onSqlite },
  { name: 'PostgreSQL', missing: noPostgres, fresh: onPostgres },
  { name: 'Redis over SQLite', missing: noRedis, fresh: async () => withRedis(await onSqlite()) },
  {
    name: 'Redis over PostgreSQL',
    missing: noPostgres ?? noRedis,
    fresh: async () => withRedis(await onPostgres()),
  },
];

/** The short form runs on two kinds that have all three servers between them. */
const inShort = ['SQLite', 'Redis over PostgreSQL'];

/** Schemas that are up to date and have nothing in them. To make one takes longer than many a test. */
const emptied: string[] = [];

/** The address of such a schema, which no other test has at the same time. */
async function emptySchema(): Promise<string> {
  const schema = emptied.pop() ?? (await makeSchema());
  onTestFinished(async () => {
    await postgres.query(emptying(schema));
    emptied.push(schema);
  });
  return addressOf(schema);
}

/** The address of a schema of its own in the tests' PostgreSQL, with no tables in it. It goes with the test. */
export async function freshSchema(): Promise<string> {
  const schema = await makeSchema();
  onTestFinished(async () => void (await postgres.query(`DROP SCHEMA ${schema} CASCADE`)));
  return addressOf(schema);
}

async function makeSchema(): Promise<string> {
  const schema = freshName();
  await postgres.query(`CREATE SCHEMA ${schema}`);
  return schema;
}

/** Deletes every row in a schema but what says that it is up to date. */
const emptying = (schema: string) => `
  DO $$
  DECLARE name text;
  BEGIN
    FOR name IN SELECT tablename FROM pg_tables WHERE schemaname = '${schema}' AND tablename NOT LIKE 'kysely%' LOOP
      EXECUTE format('DELETE FROM ${schema}.%I', name);
    END LOOP;
  END $$`;

function addressOf(schema: string): string {
  const url = new URL(postgresUrl);
  url.searchParams.set('options', `-csearch_path=${schema}`);
  return url.href;
}

/** The same with the tests' Redis beside it, under a prefix of its own. It goes with the test. */
export function withRedis(address: StoreAddress): StoreAddress {
  const url = new URL(redisUrl);
  url.searchParams.set('prefix', freshName());
  onTestFinished(async () => {
    for (const key of await keysAt(url.href)) await redis.del(key);
  });
  return { ...address, redisUrl: url.href };
}

/** What Redis keeps for the stores at an address. */
export const keysAt = (url: string) => redis.keys(`${new URL(url).searchParams.get('prefix')}:*`);

/** What Redis says of the life of a key that has ended since it was named. */
const GONE = -2;

/** Redis has a clock of its own: instead of moving that, lives are shortened. */
async function passInRedis(url: string, time: Ms): Promise<void> {
  for (const key of await keysAt(url)) {
    const left = await redis.pTTL(key);
    if (left === GONE) continue;
    if (left < 0) throw new Error('Everything in Redis has to have an end.');
    await redis.pExpire(key, left - time);
  }
}

function placeOf(kind: Kind): Place {
  let made: Promise<StoreAddress> | undefined;
  const address = () => {
    made ??= kind.fresh();
    return made;
  };
  const hasRedis = kind.name.startsWith('Redis');
  return {
    address,
    open: async (options) => openAt(await address(), options),
    hold() {
      if (hasRedis) return;
      vi.useFakeTimers({ toFake: ['Date'] });
      onTestFinished(() => void vi.useRealTimers());
    },
    async pass(time) {
      const { redisUrl: url } = await address();
      if (url === undefined) vi.setSystemTime(Date.now() + time);
      else await passInRedis(url, time);
    },
    grain: hasRedis ? 10_000 : 1,
  };
}

/**
 * Has the tests run on every kind of store that is at hand. Each call of `freshPlace` makes a new and empty one.
 * @param names those of the kinds to run on, where the tests take long
 */
export function onEveryStore(
  tests: (freshPlace: () => Place) => void,
  names: readonly string[] = kinds.map(({ name }) => name),
): void {
  const isRun = (name: string) => isLong || inShort.includes(name) || !names.some((other) => inShort.includes(other));
  for (const kind of kinds.filter(({ name }) => names.includes(name) && isRun(name))) {
    const title = kind.missing === undefined ? kind.name : `${kind.name} (${kind.missing})`;
    describe.skipIf(kind.missing !== undefined)(title, () => tests(() => placeOf(kind)));
  }
}

/** The same on SQLite, PostgreSQL and Redis, one of each: for what takes long. */
export const onEachStore = (tests: (freshPlace: () => Place) => void) =>
  onEveryStore(tests, ['SQLite', 'PostgreSQL', 'Redis over PostgreSQL']);

/** The same on the databases alone: for what Redis keeps nothing of. */
export const onEachDatabase = (tests: (freshPlace: () => Place) => void) =>
  onEveryStore(tests, ['SQLite', 'PostgreSQL']);
