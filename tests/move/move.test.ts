import { describe, expect, it, onTestFinished } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { moveStores, type Progress } from '../../src/storage/move/move.ts';
import { shortLivedKinds } from '../../src/storage/move/short-lived.ts';
import { shortLivedInDatabase } from '../../src/storage/move/short-lived-in-database.ts';
import { clearRows, MOVED } from '../../src/storage/move/tables.ts';
import { openDatabase } from '../../src/storage/open-database.ts';
import type { StoreAddress, Stores } from '../../src/storage/stores.ts';
import { mia, noor, otherPhone, phone, sentChallenge } from '../storage/fixtures.ts';
import { onEveryStore, withRedis } from '../storage/places.ts';
import { noRedis } from '../storage/servers.ts';
import { loadChallenge, saveChallenge, takeOne } from '../storage/stored.ts';
import { entriesIn, freshFile, openAt } from '../storage/support.ts';
import { startPlay } from '../support/play.ts';
import { grantOn, owedOn } from '../support/roles.ts';

const HOUR = 60 * 60_000;
const now = Date.now();
const elsewhere: Who = { serverId: '100000000000000009', memberId: mia.memberId };
const exempt: Who = { ...elsewhere, memberId: '900000000000000001' };
const letIn: Who = { ...elsewhere, memberId: '900000000000000002' };
const settings = { ...freshSettings, roleId: '300', deadlineDays: 7 };
const silent = () => {};
const freshAddress = (): StoreAddress => ({ databaseUrl: `sqlite:${freshFile()}` });

/** Something of everything that lasts. */
async function fill(stores: Stores): Promise<void> {
  await stores.settings.save(mia.serverId, settings);
  await stores.roster.admit({ ...mia, phone, verifiedAt: now }, 2);
  await stores.roster.admit({ ...noor, phone, verifiedAt: now + 1 }, 2);
  await stores.roster.add(elsewhere, { approval: { by: '1', reason: 'Met in person.' } }, now);
  await stores.roster.add(exempt, { exempt: { is: 'role', roleId: '400' } }, now + 1);
  await stores.roster.add(letIn, { letIn: { by: '1', reason: 'Twilio is down.', opening: 'o1' } }, now + 2);
  await grantOn(stores.roster, mia, now + 5);
  await owedOn(stores.roster, noor, now, { at: now + HOUR, tries: 3 });
  await stores.roster.rememberTaken(mia, '301');
  await stores.roleMoves.begin(mia.serverId, '302', 4);
  await stores.bulkRuns.keep({ id: 'b1', serverId: mia.serverId, by: '1', at: now }, [mia.memberId, noor.memberId]);
  await stores.bulkRuns.begin(mia.serverId, 'b1', { by: '1', reason: 'Moved over.', at: now });
  await stores.carrierTasks.keep({ messageId: 'VE1', what: 'canceled', dueAt: now, until: now + HOUR });
  await stores.blocks.put({ ...noor, ...otherPhone, reason: 'Spam.', by: 'ban', at: now, until: now + HOUR });
  await stores.requests.open({ ...noor, id: 'r1', cause: 'numberTaken', words: 'Mine.', at: now, locale: 'de', phone });
  await stores.proofs.keep(noor, phone, now + HOUR);
  await stores.pendingRoles.keep([{ ...noor, roleId: '300', act: 'giveBack', tries: 1 }], now);
  for (const what of ['started', 'sent', 'verified'] as const) await stores.journal.write({ ...mia, at: now, what });
  await stores.facts.write(`deadline:${mia.serverId}`, '{}');
  await saveChallenge(stores.challenges, noor, sentChallenge(), HOUR);
  for (let take = 0; take < 2; take++) await takeOne(stores.counters, 'sends|noor', 3, HOUR);
}

/** What a bot on these stores knows of all that. */
async function known({ roster, blocks, requests, proofs, journal, challenges, ...stores }: Stores) {
  return {
    settings: await stores.settings.load(mia.serverId),
    members: await Promise.all([mia, noor, elsewhere, exempt, letIn].map(roster.find)),
    holders: (await roster.holders(mia.serverId, phone.phoneKey)).map(({ memberId }) => memberId),
    owed: await roster.dueGrants(now + HOUR, 10),
    block: await blocks.find(mia.serverId, otherPhone.phoneKey, now),
    request: await requests.ofMember(noor),
    proof: await proofs.find(noor, now),
    move: await stores.roleMoves.find(mia.serverId),
    bulk: await Promise.all((await stores.bulkRuns.underway()).map((run) => stores.bulkRuns.members(run, -1, 10))),
    tasks: await stores.carrierTasks.due(now, 10),
    left: await stores.pendingRoles.due(now + 10 * HOUR, 10),
    events: await entriesIn(journal, mia.serverId),
    note: await stores.facts.read(`deadline:${mia.serverId}`),
    challenge: await loadChallenge(challenges, noor),
    counts: await stores.counters.counts(['sends|noor', 'sends|mia']),
  };
}

onEveryStore((freshSource) => {
  describe('moved', () => {
    onEveryStore((freshTarget) => {
      it('case 17: roster, settings and live budgets are as they were, and go on from there', async () => {
        const [source, target] = [freshSource(), freshTarget()];
        const before = await source.open();
        await fill(before);
        const expected = await known(before);
        expect(expected.events).toHaveLength(3);
        await before.close();

        expect(await moveStores(await source.address(), await target.address(), silent)).toEqual({ is: 'moved' });

        const after = await target.open();
        expect(await known(after)).toEqual(expected);
        expect(await takeOne(after.counters, 'sends|noor', 3, HOUR)).toBe(3);
        expect(await takeOne(after.counters, 'sends|noor', 3, HOUR)).toBeUndefined();
        const third = { ...mia, memberId: '200000000000000003', phone, verifiedAt: now };
        expect(await after.roster.admit(third, 2)).toMatchObject({ is: 'numberTaken' });
        await after.journal.write({ ...mia, at: now, what: 'granted' });
        const events = await entriesIn(after.journal, mia.serverId);
        expect(events.map(({ what }) => what)).toEqual(['started', 'sent', 'verified', 'granted']);
      });

      it('case 17: limits and codes have the time that they had left', async () => {
        const [source, target, looked] = [freshSource(), freshTarget(), freshAddress()];
        const before = await source.open();
        await saveChallenge(before.challenges, mia, sentChallenge(), HOUR);
        await takeOne(before.counters, 'short', 3, 2 * HOUR);
        await before.close();
        await moveStores(await source.address(), await target.address(), silent);
        await moveStores(await target.address(), looked, silent);

        const database = await openDatabase(looked.databaseUrl);
        const { expires } = await database.quick.selectFrom('challenges').select('expires').executeTakeFirstOrThrow();
        const { expire } = await database.quick.selectFrom('counters').select('expire').executeTakeFirstOrThrow();
        await database.close();
        const latest = Date.now() + 1000;
        for (const [end, life] of [
          [expires, HOUR],
          [expire, 2 * HOUR],
        ] as const) {
          expect(end).toBeGreaterThan(now + life - 1000);
          expect(end).toBeLessThanOrEqual(latest + life);
        }
      });
    });
  });
});

describe('a move', () => {
  async function filled(): Promise<StoreAddress> {
    const address = freshAddress();
    const stores = await openAt(address);
    await fill(stores);
    await stores.close();
    return address;
  }

  it('may be repeated, and then brings what has changed: also who is gone, and who has whose number', async () => {
    const [from, to] = [await filled(), freshAddress()];
    await moveStores(from, to, silent);
    const source = await openAt(from);
    await source.roster.remove(mia);
    await source.roster.transfer(noor, mia, phone.phoneKey, now + 9);
    await takeOne(source.counters, 'sends|noor', 3, HOUR);
    await source.challenges.remove(noor);
    const expected = await known(source);
    await source.close();
    expect(await moveStores(from, to, silent)).toEqual({ is: 'moved' });
    expect(await known(await openAt(to))).toEqual(expected);
  });

  it('goes on where it was cut off', async () => {
    const [from, to] = [await filled(), freshAddress()];
    const cut = new Error('cut off');
    const cutOff = ({ table }: Progress) => {
      if (table === 'journal') throw cut;
    };
    await expect(moveStores(from, to, cutOff)).rejects.toBe(cut);
    expect(await moveStores(from, to, silent)).toEqual({ is: 'moved' });
  });

  it('does not touch a target that has data of its own, nor one that a bot has started on since', async () => {
    const [from, to] = [await filled(), freshAddress()];
    const other = await openAt(to);
    await other.settings.save('100000000000000005', settings);
    await other.close();
    expect(await moveStores(from, to, silent)).toEqual({ is: 'targetHasData', table: 'server_settings' });

    const next = freshAddress();
    await moveStores(from, next, silent);
    const bot = await openAt(next);
    await bot.facts.remove(MOVED);
    await bot.close();
    expect(await moveStores(from, next, silent)).toEqual({ is: 'targetHasData', table: 'roster' });
  });

  it.skipIf(noRedis !== undefined)(`does not touch a Redis that no move has filled ${noRedis ?? ''}`, async () => {
    const [from, to] = [await filled(), freshAddress()];
    const [first, taken] = [withRedis(to), withRedis(freshAddress())];
    expect(await moveStores(from, first, silent)).toEqual({ is: 'moved' });
    const live = await openAt(taken);
    await takeOne(live.counters, 'sends|live', 1, HOUR);

    const { redisUrl = '' } = taken;
    expect(await moveStores(from, { ...to, redisUrl }, silent)).toEqual({ is: 'targetHasData', table: 'counters' });
    expect(await live.counters.counts(['sends|live'])).toEqual([1]);
    expect(await moveStores(from, first, silent)).toEqual({ is: 'moved' });
  });

  it('is over once a bot has started on the target', async () => {
    const play = await startPlay({ setUp: false });
    onTestFinished(play.stop);
    await play.stopApps();
    await play.stored(({ facts }) => facts.write(MOVED, 'yes'));
    await play.startApp();
    expect(await play.stored(({ facts }) => facts.read(MOVED))).toBeUndefined();
  });

  it('does not begin while a bot has the file open, or where there is none, or nothing to do', async () => {
    const [from, to] = [await filled(), freshAddress()];
    const bot = await openAt(from);
    expect(await moveStores(from, to, silent)).toEqual({ is: 'sourceInUse' });
    await bot.close();
    expect(await moveStores(freshAddress(), to, silent)).toEqual({ is: 'sourceMissing' });
    expect(await moveStores(from, from, silent)).toEqual({ is: 'nothingToMove' });
    expect(await moveStores(from, to, silent)).toEqual({ is: 'moved' });
  });

  it('says so when what it counts in the end is not the same', async () => {
    const [from, to] = [await filled(), freshAddress()];
    const target = await openDatabase(to.databaseUrl);
    const losing = async ({ table, moved }: Progress) => {
      if (table === 'counters' && moved > 0) await clearRows(target.patient, 'blocks');
    };
    const found = await moveStores(from, to, (progress) => void losing(progress));
    await target.close();
    expect(found).toEqual({ is: 'differs', table: 'blocks', source: 1, target: 0 });
  });

  it.each(shortLivedKinds)('takes it when Redis names one of the %s twice', async (kind) => {
    const database = await openDatabase(freshAddress().databaseUrl);
    onTestFinished(database.close);
    const kept = shortLivedInDatabase(database.patient);
    const one = { key: 'key', value: '1', expires: now + HOUR };
    await kept.write(kind, [one, one]);
    await kept.write(kind, [one]);
    expect(await kept.count(kind)).toBe(1);
  });

  it('moves more than one batch of everything, in order', async () => {
    const [from, to] = [freshAddress(), freshAddress()];
    const many = 2500;
    const source = await openDatabase(from.databaseUrl);
    const rows = Array.from({ length: many }, (_, index) => index);
    const who = (index: number) => ({ server_id: String(index % 7), member_id: String(index) });
    for (const part of [rows.slice(0, 1300), rows.slice(1300)]) {
      const member = (index: number) => ({ ...who(index), approved_by: '1', approval_reason: '', verified_at: index });
      await source.patient.insertInto('roster').values(part.map(member)).execute();
      const event = (index: number) => ({ ...who(index), happened_at: 1, what: 'sent' as const });
      await source.patient.insertInto('journal').values(part.map(event)).execute();
      const counter = (index: number) => ({ key: `key ${index}`, points: index, expire: now + HOUR });
      await source.patient.insertInto('counters').values(part.map(counter)).execute();
    }
    await source.close();

    const progress: Progress[] = [];
    expect(await moveStores(from, to, (one) => void progress.push(one))).toEqual({ is: 'moved' });
    expect(progress.filter(({ table }) => table === 'roster').map(({ moved }) => moved)).toEqual([0, 1000, 2000, 2500]);
    const target = await openDatabase(to.databaseUrl);
    const events = await target.quick.selectFrom('journal').select('member_id').orderBy('id').execute();
    expect(events.map(({ member_id }) => Number(member_id))).toEqual(rows);
    const counters = await target.quick.selectFrom('counters').selectAll().orderBy('points').execute();
    expect(counters.map(({ points }) => points)).toEqual(rows);
    await target.close();
  });
});
