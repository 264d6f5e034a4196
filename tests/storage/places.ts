import { randomBytes } from 'node:crypto';
import pg from 'pg';
import { describe, onTestFinished, vi } from 'vitest';
import type { StoreAddress } from '../../src/storage/stores.ts';
import type { Place } from './contracts/place.ts';
import { freshFile, openAt } from './support.ts';

/** Where the tests' PostgreSQL is. Each test makes a schema of its own there. */
export const postgresUrl = process.env.TEST_POSTGRES_URL ?? 'postgres://postgres@127.0.0.1:5432/postgres';

export const postgres = new pg.Pool({
  connectionString: postgresUrl,
  max: 2,
  connectionTimeoutMillis: 5000,
  allowExitOnIdle: true,
});

const noPostgres = await reasonAgainst('PostgreSQL', () => postgres.query('SELECT 1'));

async function reasonAgainst(name: string, attempt: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt();
    return undefined;
  } catch {
    return `no ${name} at hand, see CONTRIBUTING.md`;
  }
}

interface Kind {
  readonly name: string;
  /** Why it cannot be tested here. */
  readonly missing?: string | undefined;
  fresh(): Promise<StoreAddress>;
}

const name = () => `latchkey_test_${randomBytes(8).toString('hex')}`;

async function freshSchema(): Promise<string> {
  const schema = name();
  await postgres.query(`CREATE SCHEMA ${schema}`);
  onTestFinished(async () => void (await postgres.query(`DROP SCHEMA ${schema} CASCADE`)));
  const url = new URL(postgresUrl);
  url.searchParams.set('options', `-csearch_path=${schema}`);
  return url.href;
}

const kinds: readonly Kind[] = [
  { name: 'SQLite', fresh: async () => ({ databaseUrl: `sqlite:${freshFile()}` }) },
  { name: 'PostgreSQL', missing: noPostgres, fresh: async () => ({ databaseUrl: await freshSchema() }) },
];

function placeOf(kind: Kind): Place {
  let made: Promise<StoreAddress> | undefined;
  const address = () => {
    made ??= kind.fresh();
    return made;
  };
  return {
    address,
    open: async (options) => openAt(await address(), options),
    hold() {
      vi.useFakeTimers({ toFake: ['Date'] });
      onTestFinished(() => void vi.useRealTimers());
    },
    async pass(time) {
      vi.setSystemTime(Date.now() + time);
    },
    grain: 1,
  };
}

/** Has the tests run on every kind of store that is at hand. Each call of `freshPlace` makes a new and empty one. */
export function onEveryStore(tests: (freshPlace: () => Place) => void): void {
  for (const kind of kinds) {
    const title = kind.missing === undefined ? kind.name : `${kind.name} (skipped: ${kind.missing})`;
    describe.skipIf(kind.missing !== undefined)(title, () => tests(() => placeOf(kind)));
  }
}
