import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { openPostgres } from '../../src/storage/postgres/postgres.ts';
import { mia } from './fixtures.ts';
import { freshSchema } from './places.ts';
import { freshName, noPostgres, postgres } from './servers.ts';
import { takeOne } from './stored.ts';
import { freshFile, inParallel, openOn } from './support.ts';

it('writes that are asked for at once are committed together, no matter who asks', async () => {
  const file = freshFile();
  const { facts, journal, counters } = await openOn(file);
  await facts.write('before', 'yes');
  const other = new DatabaseSync(file);
  onTestFinished(() => other.close());
  const version = () => Number(other.prepare('PRAGMA data_version').get()?.data_version);
  const seen = new Set([version()]);

  await inParallel(20, async (index) => {
    await Promise.all([
      facts.write(`note ${index}`, 'yes'),
      journal.write({ ...mia, at: index, what: 'started' }),
      takeOne(counters, `counter ${index}`, 1, 60_000),
    ]);
    // SQLite numbers what other connections have committed.
    seen.add(version());
  });

  expect(seen.size).toBeLessThanOrEqual(4);
  expect(other.prepare('SELECT count(*) AS count FROM notes').get()).toEqual({ count: 21 });
});

it.skipIf(noPostgres !== undefined)(
  `what PostgreSQL is asked at once goes by one connection, and what it refuses takes nothing else with it ${noPostgres ?? ''}`,
  async () => {
    const url = new URL(await freshSchema());
    const name = freshName();
    url.searchParams.set('application_name', name);
    const { quick, close } = await openPostgres(url.href);
    onTestFinished(close);
    const note = (value: string) => quick.insertInto('notes').values({ name: 'one', value }).execute();
    const read = () => quick.selectFrom('notes').selectAll().execute();

    const [, second, found] = await Promise.allSettled([note('first'), note('second'), read()]);

    expect(second).toMatchObject({ status: 'rejected', reason: { code: '23505' } });
    expect(found).toMatchObject({ status: 'fulfilled', value: [{ name: 'one', value: 'first' }] });
    const { rows } = await postgres.query('SELECT 1 FROM pg_stat_activity WHERE application_name = $1', [name]);
    expect(rows).toHaveLength(1);
  },
);
