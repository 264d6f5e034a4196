import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { proxyTo } from '../support/proxy.ts';
import { mia } from './fixtures.ts';
import { freshSchema } from './places.ts';
import { noPostgres, postgres } from './servers.ts';
import { freshFile, inParallel, openAt, openOn } from './support.ts';

/** How long Discord waits for an answer, in ms. */
const DISCORD_WAITS = 3000;

/** How long it took to be refused, in ms. */
async function timeToRefusal(call: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await expect(call()).rejects.toThrow(StoreUnavailable);
  return performance.now() - start;
}

describe('a database that hangs is given up before Discord gives the answer up', () => {
  it('SQLite, whose file another process holds', async () => {
    const file = freshFile();
    const { facts } = await openOn(file);
    const other = new DatabaseSync(file);
    onTestFinished(() => other.close());
    other.exec('BEGIN IMMEDIATE');

    expect(await timeToRefusal(() => facts.write('name', 'value'))).toBeLessThan(DISCORD_WAITS);
  });

  it.skipIf(noPostgres !== undefined)(
    `PostgreSQL, by more calls than there are connections ${noPostgres ?? ''}`,
    async () => {
      const databaseUrl = await freshSchema();
      const schema = /search_path=(\w+)/.exec(decodeURIComponent(databaseUrl))?.[1];
      const { roster } = await openAt({ databaseUrl });
      const other = await postgres.connect();
      onTestFinished(async () => {
        await other.query('ROLLBACK');
        other.release();
      });
      await other.query(`BEGIN; LOCK TABLE ${schema}.roster`);

      const ask = () => timeToRefusal(() => roster.find(mia));
      // Eight share a connection.
      const first = inParallel(64, ask);
      await vi.waitFor(async () => {
        const { rows } = await postgres.query(
          'SELECT count(*)::int AS waiting FROM pg_locks WHERE NOT granted AND database = (SELECT oid FROM pg_database WHERE datname = current_database())',
        );
        expect(rows).toEqual([{ waiting: 8 }]);
      });
      // These get a connection only after they have waited for one.
      const times = [...(await inParallel(8, ask)), ...(await first)];

      expect(Math.max(...times)).toBeLessThan(DISCORD_WAITS);
    },
  );
});

it.skipIf(noPostgres !== undefined)(
  `64 members who come at once to a PostgreSQL that takes 1.2 s to let anybody in are all answered in time ${noPostgres ?? ''}`,
  async () => {
    const { url } = await proxyTo(new URL(await freshSchema()), 5432, 1200);
    const { challenges } = await openAt({ databaseUrl: url });
    const start = performance.now();
    await inParallel(64, () => challenges.load(mia));
    expect(performance.now() - start).toBeLessThan(DISCORD_WAITS);
  },
);
