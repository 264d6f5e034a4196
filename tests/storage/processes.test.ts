import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, test } from 'vitest';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { createCrew } from '../support/crew.ts';
import type { Order, Won } from './children/hand.ts';
import { startChild } from './children/run.ts';
import { phone, sentChallenge } from './fixtures.ts';
import { onEveryStore } from './places.ts';
import { loadChallenge, takeOne } from './stored.ts';
import { freshFile, openOn } from './support.ts';

const crew = createCrew<Order, Won>(new URL('children/hand.ts', import.meta.url));
afterAll(crew.dismiss);
const inFour = (order: Order) => crew.runAtOnce([order, order, order, order]);

describe('several processes on one file', () => {
  test('case 16: start at once on no file at all, and share every budget and claim exactly', async () => {
    const won = await inFour({ is: 'open', address: { databaseUrl: `sqlite:${freshFile()}` } });
    const numbers = won.flatMap(({ taken }) => taken).sort((a, b) => a - b);
    expect(numbers).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    expect(won.filter(({ claimed }) => claimed)).toHaveLength(1);
  });

  test('stores opened side by side in one process on no file at all work, too', async () => {
    const file = freshFile();
    const all = await Promise.all([openOn(file), openOn(file), openOn(file)]);
    await all[0].settings.save('100', freshSettings);
    expect(await all[2].settings.load('100')).toEqual(freshSettings);
  });

  test('case 10: a process killed in the middle of its writes loses nothing that it was answered', async () => {
    const file = freshFile();
    const child = startChild('stream.ts', [JSON.stringify({ databaseUrl: `sqlite:${file}` })]);
    if (!child.stdout) throw new TypeError('The process has no output to read.');
    let answered = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      answered = Number(line);
      if (answered === 60) child.kill('SIGKILL');
    }
    if (child.signalCode === null) await once(child, 'exit');
    expect(child.signalCode).toBe('SIGKILL');
    expect(answered).toBeGreaterThanOrEqual(60);

    const stores = await openOn(file);

    for (let round = 1; round <= answered; round++) {
      const who = { serverId: '100', memberId: String(round) };
      expect(await loadChallenge(stores.challenges, who)).toEqual(sentChallenge({ id: `challenge-${round}` }));
      expect(await stores.roster.find(who)).toMatchObject({ phone: { phoneKey: `v1:${round}` } });
    }
    const next = await takeOne(stores.counters, 'sends|all|1', 1_000_000, 3_600_000);
    expect(next).toBeGreaterThan(answered);
    expect(next).toBeLessThanOrEqual(answered + 2);
    const check = new DatabaseSync(file, { readOnly: true });
    expect(check.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
    check.close();
  });
});

onEveryStore(
  (freshPlace) => {
    test.each([1, 2, 3])(
      '100 accounts racing one number in four processes: exactly %d of them are admitted',
      async (allowed) => {
        const place = freshPlace();
        const { roster } = await place.open();

        const won = await inFour({ is: 'race', address: await place.address(), allowed });

        expect(won.reduce((sum, { admitted }) => sum + admitted, 0)).toBe(allowed);
        expect(await roster.holders('100', phone.phoneKey)).toHaveLength(allowed);
        expect(await roster.members('100')).toHaveLength(allowed);
      },
      60_000,
    );
  },
  ['SQLite', 'PostgreSQL'],
);
