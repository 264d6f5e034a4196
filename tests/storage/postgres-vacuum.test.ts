import { expect, test } from 'vitest';
import { catalogue } from '../../src/storage/sql/catalogue.ts';
import { mia, sentChallenge } from './fixtures.ts';
import { freshSchema } from './places.ts';
import { noPostgres, postgres } from './servers.ts';
import { saveChallenge } from './stored.ts';
import { keepSomethingOf, openAt } from './support.ts';

test.skipIf(noPostgres)(
  'case 51: what was deleted is vacuumed out of PostgreSQL’s tables, once an hour at most',
  async () => {
    const databaseUrl = await freshSchema();
    const schema = new URL(databaseUrl).searchParams.get('options')?.split('=')[1];
    const stores = await openAt({ databaseUrl });
    await keepSomethingOf(stores, mia, 1_000);
    await saveChallenge(stores.challenges, mia, sentChallenge(), 60_000);
    await stores.challenges.remove(mia);
    await stores.forgetServer(mia.serverId);
    const vacuumed = async () => {
      const { rows } = await postgres.query(
        'SELECT relname, vacuum_count FROM pg_stat_user_tables WHERE schemaname = $1 AND vacuum_count > 0',
        [schema],
      );
      return rows.map(({ relname, vacuum_count }) => `${relname} ${vacuum_count}`).sort();
    };
    expect(await vacuumed()).toEqual([]);

    await stores.scrub();
    await stores.scrub();

    const all = Object.keys(catalogue).map((table) => `${table} 1`);
    await expect.poll(vacuumed, { timeout: 15_000 }).toEqual(all.sort());
  },
);

test.skipIf(noPostgres)('case 51: a stop waits for no vacuum, and one that fails harms nothing', async () => {
  const stores = await openAt({ databaseUrl: await freshSchema() });
  await stores.scrub();
  await stores.close();
  await stores.scrub();
});
