import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Clock, Ms } from '../../src/clock.ts';
import { openStores, type StorageProblem } from '../../src/storage/stores.ts';
import { mia, noor, phone, secretKey, sentChallenge } from './fixtures.ts';
import { onEveryStore } from './places.ts';
import { loadChallenge, saveChallenge, takeOne } from './stored.ts';
import { freshDatabase, openAt } from './support.ts';

const minute = 60_000;

/** A clock whose timers go off when the test says so. */
function handClock() {
  const timers = new Set<() => void>();
  const clock: Clock = {
    now: () => Date.now(),
    after(_delay: Ms, task) {
      timers.add(task);
      return () => void timers.delete(task);
    },
  };
  const ring = () => {
    for (const task of [...timers]) {
      timers.delete(task);
      task();
    }
  };
  return { clock, timers, ring };
}

async function openWithHandClock() {
  vi.useFakeTimers({ toFake: ['Date'] });
  const file = await freshDatabase();
  const problems: StorageProblem[] = [];
  const hand = handClock();
  const report = (problem: StorageProblem) => void problems.push(problem);
  const stores = await openStores({ databaseUrl: `sqlite:${file}` }, { secretKey, clock: hand.clock, report });
  const database = new DatabaseSync(file);
  onTestFinished(async () => {
    await stores.close();
    database.close();
  });
  const keys = (table: 'challenges' | 'counters') => database.prepare(`SELECT key FROM ${table} ORDER BY key`).all();
  return { ...hand, stores, problems, database, keys };
}

describe('the sweep', () => {
  afterEach(() => void vi.useRealTimers());

  test('deletes what has expired and nothing else, again and again', async () => {
    const { stores, keys, ring, timers } = await openWithHandClock();
    await saveChallenge(stores.challenges, mia, sentChallenge(), minute);
    await saveChallenge(stores.challenges, noor, sentChallenge(), 60 * minute);
    await takeOne(stores.counters, 'a|1', 1, minute);
    await takeOne(stores.counters, 'b|1', 1, 60 * minute);

    ring();
    await vi.waitFor(() => expect(timers.size).toBe(1));
    expect(keys('challenges')).toHaveLength(2);
    expect(keys('counters')).toHaveLength(2);

    vi.setSystemTime(Date.now() + 2 * minute);
    ring();
    await vi.waitFor(() => expect(timers.size).toBe(1));
    expect(keys('challenges')).toHaveLength(1);
    expect(await loadChallenge(stores.challenges, noor)).toEqual(sentChallenge());
    expect(keys('counters')).toEqual([{ key: 'b|1' }]);
  });

  test('deletes proofs that have lapsed by the clock it was given', async () => {
    const { stores, database, ring, timers } = await openWithHandClock();
    await stores.proofs.keep(mia, phone, Date.now() + minute);
    await stores.proofs.keep(noor, phone, Date.now() + 5 * minute);

    vi.setSystemTime(Date.now() + minute);
    ring();
    await vi.waitFor(() => expect(timers.size).toBe(1));

    expect(database.prepare('SELECT member_id FROM proofs').all()).toEqual([{ member_id: noor.memberId }]);
  });

  test('that fails is reported, harms nobody, and is tried again', async () => {
    const { database, problems, ring, timers, stores } = await openWithHandClock();
    database.exec('DROP TABLE challenges');

    ring();
    await vi.waitFor(() => expect(timers.size).toBe(1));

    expect(problems).toMatchObject([{ is: 'sweepFailed', error: { name: 'StoreUnavailable' } }]);
    expect(await takeOne(stores.counters, 'a|1', 1, minute)).toBe(1);
  });

  test('ends with the stores', async () => {
    const { stores, timers } = await openWithHandClock();
    expect(timers.size).toBe(1);
    await stores.close();
    expect(timers.size).toBe(0);
  });

  test('under way while the stores are closed ends well and is the last', async () => {
    const { stores, ring, timers, problems } = await openWithHandClock();
    ring();
    await stores.close();
    await new Promise(setImmediate);
    expect(timers.size).toBe(0);
    expect(problems).toEqual([]);
  });
});

onEveryStore(
  (freshPlace) => {
    test('what the database had before Redis took over ends there, too', async () => {
      const address = await freshPlace().address();
      const before = await openAt({ databaseUrl: address.databaseUrl });
      await saveChallenge(before.challenges, mia, sentChallenge(), minute);
      await takeOne(before.counters, 'a|1', 1, minute);
      await before.close();

      vi.useFakeTimers({ toFake: ['Date'] });
      onTestFinished(() => void vi.useRealTimers());
      const { clock, timers, ring } = handClock();
      const stores = await openStores(address, { secretKey, clock });
      vi.setSystemTime(Date.now() + 2 * minute);
      ring();
      await vi.waitFor(() => expect(timers.size).toBe(1));
      await stores.close();

      const database = new DatabaseSync(address.databaseUrl.replace('sqlite:', ''));
      const left = (table: string) => database.prepare(`SELECT key FROM ${table}`).all();
      expect([left('challenges'), left('counters')]).toEqual([[], []]);
      database.close();
    });
  },
  ['Redis over SQLite'],
);
