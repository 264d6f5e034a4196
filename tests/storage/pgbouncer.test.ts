import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { storeAdvice } from '../../src/storage/advice.ts';
import { openPostgres } from '../../src/storage/postgres/postgres.ts';
import { noOpenssl, ownAuthority } from '../support/authority.ts';
import { freePort } from '../support/scrape.ts';
import { countersContract } from './contracts/counters.ts';
import type { Place } from './contracts/place.ts';
import { mia, phone } from './fixtures.ts';
import { freshName, noPostgres, postgres, postgresUrl } from './servers.ts';
import { openAt } from './support.ts';

const isAtHand = spawnSync('pgbouncer', ['--version']).status === 0;
const missing = noPostgres ?? (isAtHand ? undefined : 'skipped: no PgBouncer at hand (apt-get install pgbouncer)');

/** PgBouncer before the tests' PostgreSQL, with its own settings but for these. It runs as nobody special. */
async function pooler(settings: Readonly<Record<string, string>>) {
  const server = new URL(postgresUrl);
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-pooler-'));
  const port = await freePort();
  const lines = Object.entries({
    listen_addr: '127.0.0.1',
    listen_port: String(port),
    unix_socket_dir: '',
    auth_type: 'any',
    default_pool_size: '3',
    // Each test has a database of its own, and PostgreSQL only so many connections.
    server_idle_timeout: '1',
    ...settings,
  }).map(([name, value]) => `${name} = ${value}`);
  const password = server.password && ` password=${decodeURIComponent(server.password)}`;
  const target = `host=${server.hostname} port=${server.port || 5432} user=${server.username}${password}`;
  writeFileSync(join(folder, 'pooler.ini'), `[databases]\n* = ${target}\n[pgbouncer]\n${lines.join('\n')}\n`);
  chmodSync(folder, 0o755);
  const isRoot = process.getuid?.() === 0;
  const child: ChildProcess = spawn('pgbouncer', [...(isRoot ? ['-u', 'nobody'] : []), join(folder, 'pooler.ini')]);
  await vi.waitFor(async () => {
    const client = new pg.Client({ connectionString: at(port, server.pathname.slice(1)) });
    await client.connect();
    await client.end();
  }, 10_000);
  return {
    url: (database: string) => at(port, database),
    async close() {
      const closed = once(child, 'exit');
      child.kill('SIGKILL');
      await closed;
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function at(port: number, database: string): string {
  const url = new URL(postgresUrl);
  url.hostname = '127.0.0.1';
  url.port = String(port);
  url.pathname = `/${database}`;
  return url.href;
}

/** An empty database of its own, for a pooler hands its connections on from one schema to the other. It goes with the test. */
async function freshDatabase(): Promise<string> {
  const name = freshName();
  await postgres.query(`CREATE DATABASE ${name}`);
  onTestFinished(async () => void (await postgres.query(`DROP DATABASE ${name} WITH (FORCE)`)));
  return name;
}

describe.skipIf(missing !== undefined)(`case 43: behind PgBouncer in transaction mode ${missing ?? ''}`, () => {
  let pool: Awaited<ReturnType<typeof pooler>>;
  beforeAll(async () => {
    pool = await pooler({ pool_mode: 'transaction' });
  });
  afterAll(() => pool?.close());

  function freshPlace(): Place {
    let made: Promise<{ databaseUrl: string }> | undefined;
    const address = () => {
      made ??= freshDatabase().then((name) => ({ databaseUrl: pool.url(name) }));
      return made;
    };
    return {
      address,
      open: async (options) => openAt(await address(), options),
      hold() {
        vi.useFakeTimers({ toFake: ['Date'] });
        onTestFinished(() => void vi.useRealTimers());
      },
      pass: async (time) => void vi.setSystemTime(Date.now() + time),
      grain: 1,
    };
  }

  it('many start at once on an empty database, and none keeps the lock of the migrations', async () => {
    const name = await freshDatabase();
    const all = await Promise.all([1, 2, 3, 4].map(() => openAt({ databaseUrl: pool.url(name) })));
    for (const stores of all) await stores.checkWritable();
    await all[0]?.roster.admit({ ...mia, phone, verifiedAt: 1 }, 1);
    expect(await all[3]?.roster.find(mia)).toBeDefined();
    const { rows } = await postgres.query(
      "select 1 from pg_locks join pg_database on pg_database.oid = database where datname = $1 and locktype = 'advisory'",
      [name],
    );
    expect(rows).toEqual([]);
  });

  it('of what is asked at once, what is refused takes nothing else with it', async () => {
    const { quick, close } = await openPostgres(pool.url(await freshDatabase()));
    onTestFinished(close);
    const note = (name: string) => quick.insertInto('notes').values({ name, value: '' }).execute();
    const ends = await Promise.allSettled(['a', 'a', 'b', 'b', 'c', 'a'].map(note));
    const [first, second] = ['fulfilled', 'rejected'];
    expect(ends.map(({ status }) => status)).toEqual([first, second, first, second, first, second]);
    expect(await quick.selectFrom('notes').select('name').orderBy('name').execute()).toHaveLength(3);
  });

  countersContract(freshPlace);
});

describe.skipIf(missing !== undefined)(`case 43: what PgBouncer cannot pass on is named ${missing ?? ''}`, () => {
  it.each([
    ['transaction', '?options=-csearch_path%3Dpublic', /^Remove options from DATABASE_URL /],
    ['statement', '', /^Set pool_mode of PgBouncer to transaction or session\.$/],
  ])('with pool_mode = %s and %j', async (pool_mode, query, advice) => {
    const pool = await pooler({ pool_mode });
    onTestFinished(() => pool.close());
    const databaseUrl = `${pool.url(await freshDatabase())}${query}`;
    const failed = await openAt({ databaseUrl }).catch((error: unknown) => error);
    expect(storeAdvice({ databaseUrl }, failed)).toMatch(advice);
  });
});

describe.skipIf(missing ?? noOpenssl)(
  `case 43: PostgreSQL over TLS, by an authority of one's own ${missing ?? noOpenssl ?? ''}`,
  () => {
    it('is named with the fix, and works where the authority is named', async () => {
      const { folder, files } = ownAuthority();
      chmodSync(folder, 0o755);
      chmodSync(files.key, 0o644);
      const tls = {
        client_tls_sslmode: 'allow',
        client_tls_key_file: files.key,
        client_tls_cert_file: files.certificate,
      };
      const pool = await pooler({ pool_mode: 'transaction', ...tls });
      onTestFinished(() => pool.close());
      const databaseUrl = `${pool.url(await freshDatabase())}?sslmode=verify-full`;
      const failed = await openAt({ databaseUrl }).catch((error: unknown) => error);
      expect(String(failed)).toMatch(/PostgreSQL does not answer \([A-Z_]*(?:SELF_SIGNED|UNABLE)[A-Z_]*\)/);
      expect(storeAdvice({ databaseUrl }, failed)).toMatch(/NODE_EXTRA_CA_CERTS.*sslrootcert=/);
      const stores = await openAt({ databaseUrl: `${databaseUrl}&sslrootcert=${files.authority}` });
      await stores.checkWritable();
    });
  },
);
