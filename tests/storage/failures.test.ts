import { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { derivePepper, keyedDigest } from '../../src/base/digest.ts';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { systemClock } from '../../src/clock.ts';
import type { HelpRequest, JournalEntry } from '../../src/gate/ports.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { keepInDatabase } from '../../src/storage/redis/short-lived.ts';
import { openSqlite, sqliteDatabase } from '../../src/storage/sqlite/sqlite.ts';
import { createStores } from '../../src/storage/stores.ts';
import { claim, claimOn } from '../support/roles.ts';
import { mia, noor, otherPhone, phone, secretKey, sentChallenge } from './fixtures.ts';
import { loadChallenge, saveChallenge, takeOne } from './stored.ts';
import { freshDatabase } from './support.ts';

const minute = 60_000;
const entry = { ...mia, phone, verifiedAt: 1 };
const block = { ...mia, ...phone, reason: 'Spam.', by: 'ban', at: 1, until: minute };
const request: HelpRequest = {
  ...mia,
  id: 'r1',
  cause: 'cannotVerify',
  words: 'No SMS comes.',
  at: 1,
  locale: 'en-US',
};
const always = { from: 0, until: minute };
const line: JournalEntry = { ...mia, at: 1, what: 'verified' };

/** The stores with their connection in the test's hands, so that it can be made to fail. */
function openParts(file: string) {
  return openSqlite(file, async (database) => {
    const opened = await sqliteDatabase(database);
    const stores = createStores(opened, keepInDatabase(opened), { secretKey, clock: systemClock() });
    onTestFinished(() => stores.close());
    return { ...stores, database };
  });
}

type Parts = Awaited<ReturnType<typeof openParts>>;

const writes: ReadonlyArray<readonly [string, (parts: Parts) => Promise<unknown>]> = [
  ['saving a challenge', ({ challenges }) => saveChallenge(challenges, mia, sentChallenge({ sends: 2 }), minute)],
  ['removing a challenge', ({ challenges }) => challenges.remove(mia)],
  ['taking from a counter', ({ counters }) => takeOne(counters, 'sends|mia|1', 5, minute)],
  ['clearing a counter', ({ counters }) => counters.clear(['sends|mia|1'])],
  ['giving back to a counter', ({ counters }) => counters.giveBack([{ key: 'sends|mia|1' }])],
  ['admitting', ({ roster }) => roster.admit({ ...entry, ...noor, phone: otherPhone }, 1)],
  ['approving by hand', ({ roster }) => roster.add(noor, { approval: { by: '1', reason: 'Met in person.' } }, 1)],
  ['transferring a number', ({ roster }) => roster.transfer(mia, noor, phone.phoneKey, 2)],
  ['removing a member', ({ roster }) => roster.remove(mia)],
  ['claiming a grant', ({ roster }) => roster.claimGrant(mia, claim(1))],
  ['marking a grant as given', ({ roster }) => roster.markGranted(mia, 'one', 1, ['300'])],
  ['marking a grant as owed', ({ roster }) => roster.markOwed(mia, 'one')],
  ['renewing a claim', ({ roster }) => roster.renewClaim(mia, 'one', 1)],
  ['dropping a claim', ({ roster }) => roster.dropClaim(mia, 'one')],
  ['owing a role again', ({ roster }) => roster.owe(mia, { at: 1, tries: 0 })],
  ['remembering a role that was taken', ({ roster }) => roster.rememberTaken(mia, '301')],
  ['retrying the grants of a server', ({ roster }) => roster.retryServer(mia.serverId, 1)],
  ['blocking', ({ blocks }) => blocks.put({ ...block, reason: 'Another.' })],
  ['lifting blocks', ({ blocks }) => blocks.liftMember(mia)],
  ['taking an account off its blocks', ({ blocks }) => blocks.detach(mia)],
  ['forgetting expired blocks', ({ blocks }) => blocks.prune(block.until)],
  ['asking the staff', ({ requests }) => requests.open({ ...request, ...noor, id: 'r2' })],
  ['changing a request', ({ requests }) => requests.update({ ...request, words: 'Others.' })],
  ['closing a request', ({ requests }) => requests.close(mia.serverId, request.id)],
  ['keeping a proof', ({ proofs }) => proofs.keep(mia, otherPhone, minute)],
  ['taking a proof', ({ proofs }) => proofs.take(mia, 1)],
  ['writing to the journal', ({ journal }) => journal.write(line)],
  ['recording what an SMS cost', ({ journal }) => journal.bill({ ...mia, messageId: 'SM1' }, { segments: 1 })],
  ['forgetting old entries', ({ journal }) => journal.prune(2)],
  ['forgetting a member of the journal', ({ journal }) => journal.forget(mia)],
  ['saving settings', ({ settings }) => settings.save(mia.serverId, { ...freshSettings, roleId: '301' })],
  ['writing a fact', ({ facts }) => facts.write('name', 'another')],
  ['removing a fact', ({ facts }) => facts.remove('name')],
  ['forgetting a server', ({ forgetServer }) => forgetServer(mia.serverId)],
];

const reads: typeof writes = [
  ['loading a challenge', ({ challenges }) => loadChallenge(challenges, mia)],
  ['finding a member', ({ roster }) => roster.find(mia)],
  ['finding the holders of a number', ({ roster }) => roster.holders(mia.serverId, phone.phoneKey)],
  ['listing due grants', ({ roster }) => roster.dueGrants(1, 10)],
  ['listing members', ({ roster }) => roster.members(mia.serverId)],
  ['finding a block', ({ blocks }) => blocks.find(mia.serverId, phone.phoneKey, 1)],
  ['finding the blocks of a member', ({ blocks }) => blocks.ofMember(mia, 1)],
  ['finding the request of a member', ({ requests }) => requests.ofMember(mia)],
  ['finding a request', ({ requests }) => requests.find(mia.serverId, request.id)],
  ['finding a proof', ({ proofs }) => proofs.find(mia, 1)],
  ['reading the journal of a member', ({ journal }) => journal.ofMember(mia, 10)],
  ['reading who is in the journal of a server', ({ journal }) => journal.membersIn(mia.serverId, always)],
  ['reading the journal of members', ({ journal }) => journal.ofMembers(mia.serverId, [mia.memberId], always)],
  ['reading which SMS have no price', ({ journal }) => journal.unbilled(1, 10)],
  ['loading settings', ({ settings }) => settings.load(mia.serverId)],
  ['listing servers', ({ settings }) => settings.servers()],
  ['listing the servers that anything is kept of', ({ serversWithData }) => serversWithData()],
  ['reading a fact', ({ facts }) => facts.read('name')],
];

async function prepared(): Promise<Parts> {
  const parts = await openParts(await freshDatabase());
  await saveChallenge(parts.challenges, mia, sentChallenge(), minute);
  await takeOne(parts.counters, 'sends|mia|1', 5, minute);
  await parts.roster.admit(entry, 1);
  await parts.blocks.put(block);
  await parts.requests.open(request);
  await parts.proofs.keep(mia, phone, minute);
  await parts.journal.write(line);
  await parts.settings.save(mia.serverId, freshSettings);
  await parts.facts.write('name', 'value');
  return parts;
}

async function expectNothingChanged(parts: Parts): Promise<void> {
  expect(await loadChallenge(parts.challenges, mia)).toEqual(sentChallenge());
  expect(await takeOne(parts.counters, 'sends|mia|1', 5, minute)).toBe(2);
  expect(await parts.roster.find(mia)).toEqual(entry);
  expect(await parts.roster.members(mia.serverId)).toEqual([mia.memberId]);
  expect(await parts.roster.dueGrants(1, 10)).toEqual([]);
  expect(await claimOn(parts.roster, mia, 1)).toBe(true);
  expect(await parts.blocks.ofMember(mia, 1)).toEqual([block]);
  expect(await parts.requests.ofMember(mia)).toEqual(request);
  expect(await parts.requests.ofMember(noor)).toBeUndefined();
  expect(await parts.proofs.take(mia, 1)).toEqual(phone);
  expect(await parts.journal.ofMember(mia, 10)).toEqual([line]);
  expect(await parts.settings.load(mia.serverId)).toEqual(freshSettings);
  expect(await parts.facts.read('name')).toBe('value');
}

describe('case 15: a store that fails refuses and spends nothing', () => {
  test.each(writes)('read-only: %s', async (_, write) => {
    const parts = await prepared();
    parts.database.exec('PRAGMA query_only = ON');

    await expect(write(parts)).rejects.toThrow(StoreUnavailable);

    parts.database.exec('PRAGMA query_only = OFF');
    await expectNothingChanged(parts);
  });

  test.each(writes)('held by another process for too long: %s', async (_, write) => {
    const parts = await prepared();
    const other = new DatabaseSync(parts.database.location() ?? '');
    onTestFinished(() => other.close());
    parts.database.exec('PRAGMA busy_timeout = 0');
    other.exec('BEGIN IMMEDIATE');

    await expect(write(parts)).rejects.toThrow(StoreUnavailable);

    other.exec('ROLLBACK');
    await expectNothingChanged(parts);
  });

  test.each([...writes, ...reads])('closed: %s', async (_, call) => {
    const parts = await prepared();
    parts.database.close();

    await expect(call(parts)).rejects.toThrow(StoreUnavailable);
  });

  test('a full disk: everything acknowledged is there, nothing else is', async () => {
    const parts = await prepared();
    const [size] = parts.database.prepare('PRAGMA page_count').all();
    parts.database.exec(`PRAGMA max_page_count = ${size?.page_count}`);

    const large = sentChallenge({ digest: 'ab'.repeat(20_000) });
    await expect(saveChallenge(parts.challenges, mia, large, minute)).rejects.toThrow(StoreUnavailable);
    const admissions = await Promise.allSettled(
      Array.from({ length: 500 }, (_, index) =>
        parts.roster.admit({ ...entry, memberId: `full-${index}`, phone: { ...phone, phoneKey: `v1:${index}` } }, 1),
      ),
    );
    const reasons = admissions.flatMap((admission) => (admission.status === 'rejected' ? [admission.reason] : []));
    expect(reasons.length).toBeGreaterThan(0);
    expect(reasons.every((reason) => reason instanceof StoreUnavailable)).toBe(true);

    for (const [index, admission] of admissions.entries()) {
      const found = await parts.roster.find({ ...mia, memberId: `full-${index}` });
      expect(found !== undefined).toBe(admission.status === 'fulfilled');
    }
    expect(await loadChallenge(parts.challenges, mia)).toEqual(sentChallenge());
  });

  test('a full disk in the middle of what is committed together: what was refused is not there', async () => {
    const parts = await prepared();
    const [size] = parts.database.prepare('PRAGMA page_count').all();
    parts.database.exec(`PRAGMA max_page_count = ${Number(size?.page_count) + 2}`);

    const written = await Promise.allSettled([
      parts.facts.write('n1', 'Short.'),
      parts.facts.write('n2', 'ab'.repeat(40_000)),
      parts.facts.write('n3', 'Short.'),
    ]);

    for (const { status } of written) expect(status).toBe('rejected');
    expect(String(written[2]?.status === 'rejected' && written[2].reason)).toContain('full');
    for (const name of ['n1', 'n2', 'n3']) expect(await parts.facts.read(name)).toBeUndefined();
    await expectNothingChanged(parts);
  });

  test('when the table of the challenges is gone, a load throws instead of finding none', async () => {
    const parts = await prepared();
    parts.database.exec('DROP TABLE challenges');
    await expect(loadChallenge(parts.challenges, mia)).rejects.toThrow(StoreUnavailable);
  });

  test('calls that fail side by side with calls that do not are told apart', async () => {
    const parts = await prepared();
    const pepper = derivePepper(secretKey);
    const refused = Array.from({ length: 40 }, (_, index) =>
      keyedDigest(pepper, 'challenge', mia.serverId, `${index}-refused`),
    );
    parts.database.exec(`
      CREATE TRIGGER refuse BEFORE INSERT ON challenges WHEN NEW.key IN ('${refused.join("', '")}')
      BEGIN SELECT RAISE(ABORT, 'refused'); END
    `);

    const saved = await Promise.allSettled(
      Array.from({ length: 40 }, (_, index) =>
        saveChallenge(
          parts.challenges,
          { ...mia, memberId: index % 2 === 0 ? `${index}` : `${index}-refused` },
          sentChallenge(),
          minute,
        ),
      ),
    );

    saved.forEach(({ status }, index) => {
      expect(status).toBe(index % 2 === 0 ? 'fulfilled' : 'rejected');
    });
  });
});
