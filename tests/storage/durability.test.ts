import { DatabaseSync } from 'node:sqlite';
import { expect, it, onTestFinished } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import type { Challenge, Sent } from '../../src/otp/challenge-state.ts';
import { keepInDatabase } from '../../src/storage/redis/short-lived.ts';
import { shareSnapshot } from '../../src/storage/sqlite/reads.ts';
import { openSqlite, sqliteDatabase } from '../../src/storage/sqlite/sqlite.ts';
import { gatherWrites } from '../../src/storage/sqlite/writes.ts';
import { createStores } from '../../src/storage/stores.ts';
import { claim } from '../support/roles.ts';
import { mia, noor, phone, secretKey, sentChallenge } from './fixtures.ts';
import { saveChallenge } from './stored.ts';
import { freshFile } from './support.ts';

const now = 1_800_000_000_000;
const sent = sentChallenge();
const { sends, waitBefore, hurried, round } = sent;
const entered: Challenge = {
  is: 'entered',
  id: 'challenge-1',
  phone: sent.phone,
  country: 'US',
  enteredAt: now,
  sends,
  waitBefore,
  hurried,
  round,
  earlier: [],
};

/** How SQLite was told to commit what it has committed last. */
function committed(connection: DatabaseSync) {
  const { synchronous } = connection.prepare('PRAGMA synchronous').get() ?? {};
  return synchronous === 2 ? 'durable' : 'relaxed';
}

async function open() {
  let connection: DatabaseSync | undefined;
  const database = await openSqlite(freshFile(), (opened) => {
    connection = opened;
    return sqliteDatabase(opened);
  });
  const stores = createStores(database, keepInDatabase(database), { secretKey, clock: systemClock() });
  onTestFinished(() => stores.close());
  if (!connection) throw new Error('nothing was opened');
  const opened = connection;
  /** Changes Mia's challenge as it was loaded. */
  async function saveAfter(change: (before: Sent) => Partial<Sent>) {
    const before = await stores.challenges.load(mia);
    if (before.challenge?.is !== 'sent') throw new Error('no code was sent');
    await stores.challenges.replace(mia, before, { ...before.challenge, ...change(before.challenge) }, 60_000);
  }
  return { stores, saveAfter, last: () => committed(opened) };
}

it('what was promised waits for the disk', async () => {
  const { stores, saveAfter, last } = await open();
  const { counters, challenges, roster, journal, blocks } = stores;
  const afterOneThatDoesNot = async (work: () => Promise<unknown>) => {
    await journal.write({ ...mia, at: now, what: 'started' });
    expect(last()).toBe('relaxed');
    await work();
    return last();
  };

  const promises = {
    budget: () => counters.take([{ key: 'sends|all|1', limit: 1, keepFor: 60_000 }]),
    code: () => saveChallenge(challenges, mia, sent, 60_000),
    codeThatIsReplaced: () => saveChallenge(challenges, mia, { ...sent, sends: 2 }, 60_000),
    guess: () => saveAfter(({ round }) => ({ round: { ...round, wrong: 1, lastWrongAt: now } })),
    verified: () => roster.admit({ ...mia, phone, verifiedAt: now }, 1),
    approved: () => roster.add(noor, { approval: { by: '1', reason: 'Met in person.' } }, now),
    removed: () => roster.remove(noor),
    blocked: () => blocks.put({ ...noor, ...phone, by: '1', reason: 'Spam.', at: now }),
    forgotten: () => challenges.remove(mia),
    deleted: () => journal.forget(mia),
  };
  for (const [name, work] of Object.entries(promises)) {
    expect([name, await afterOneThatDoesNot(work)]).toEqual([name, 'durable']);
  }
});

it('what nobody was promised does not', async () => {
  const { stores, saveAfter, last } = await open();
  const { counters, challenges, roster, journal, facts } = stores;
  await saveChallenge(challenges, mia, sent, 60_000);
  await roster.admit({ ...mia, phone, verifiedAt: now }, 1);

  const others = {
    event: () => journal.write({ ...mia, at: now, what: 'started' }),
    price: () => journal.bill({ ...mia, messageId: 'SM1' }, { segments: 1 }),
    budgetBeforeItsCode: () => counters.take([{ key: 'sends|all|1', limit: 1, keepFor: 60_000 }], true),
    whatTheCarrierSays: () => saveAfter(() => ({ messageId: 'SM1', delivery: { is: 'delivered' } })),
    numberNamed: () => saveChallenge(challenges, mia, entered, 60_000),
    roleClaimed: () => roster.claimGrant(mia, claim(now)),
    roleGiven: () => roster.markGranted(mia, claim(now).id, now, ['300']),
  };
  for (const [name, work] of Object.entries(others)) {
    await facts.write(name, 'before');
    expect(last()).toBe('durable');
    await work();
    expect([name, last()]).toEqual([name, 'relaxed']);
  }
});

it('one promise makes all that is committed with it wait', async () => {
  const connection = new DatabaseSync(freshFile());
  onTestFinished(() => connection.close());
  const write = gatherWrites(connection, shareSnapshot(connection));
  const seen = () => committed(connection);

  expect(await write(seen, 'relaxed')).toBe('relaxed');
  expect(await Promise.all([write(seen, 'relaxed'), write(seen), write(seen, 'relaxed')])).toEqual(
    Array(3).fill('durable'),
  );
});
