import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { mia } from './fixtures.ts';
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
