import { expect, test } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { systemClock } from '../../src/clock.ts';
import { adoptKey } from '../../src/gate/database-key.ts';
import { createRetention } from '../../src/gate/privacy/retention.ts';
import { derivePeppers } from '../../src/otp/pepper.ts';
import { moveStores } from '../../src/storage/move/move.ts';
import type { Stores } from '../../src/storage/stores.ts';
import { mia, noor, otherPhone, phone, secretKey } from '../storage/fixtures.ts';
import { onEveryStore } from '../storage/places.ts';
import { freshFile, openAt } from '../storage/support.ts';
import { grantOn } from '../support/roles.ts';

const who = (memberId: string) => ({ ...mia, memberId });
/** Whom a run of the staff, an exemption and an open gate have brought onto the roster. */
const others = [who('brought'), who('exempt'), who('let-in')] as const;
const run = { serverId: mia.serverId, id: 'run-1', by: '1', at: 5 };

/** A run with one member whose turn has come, and one who waits; and who came by the other ways. */
async function withOthers({ roster, bulkRuns, openings, numberOnly }: Stores, now: number) {
  const [brought, exempt, letIn] = others;
  await bulkRuns.keep(run, [brought.memberId, 'waiting']);
  await bulkRuns.begin(run.serverId, run.id, { by: '1', reason: 'Known for years.', at: now });
  const approval = { by: '1', reason: 'Known for years.', batch: run.id };
  await roster.add(brought, { approval }, now + 2);
  await bulkRuns.settle({ ...run, reason: '', state: 'running', members: 2 }, [brought.memberId], 'verified');
  await roster.add(exempt, { exempt: { is: 'role', roleId: '300' } }, now + 3);
  const opening = { serverId: mia.serverId, id: 'o1', by: '1', reason: 'SMS is down.', openedAt: now };
  await openings.open({ ...opening, endsAt: now + YEAR }, now + YEAR);
  await roster.add(letIn, { letIn: { by: '1', reason: 'SMS is down.', opening: 'o1' } }, now + 4);
  await numberOnly.note(who('revoked'));
}

/** What is kept of all of them. */
async function keptOf({ bulkRuns, openings, numberOnly }: Stores) {
  const begun = await bulkRuns.find(run.serverId, run.id);
  return {
    begun,
    turns: begun && (await bulkRuns.members(begun, -1, 10)),
    onRoster: begun && (await bulkRuns.onRoster(begun, 10)).map(({ entry }) => entry.memberId),
    opening: await openings.current(run.serverId),
    revokedSince: await numberOnly.since(who('revoked')),
  };
}

const YEAR = 365 * 24 * 60 * 60_000;

onEveryStore((freshPlace) => {
  test('case 58: and through a lost key that is given up, half an hour of sweeps and a move to another database', async () => {
    const place = freshPlace();
    const stores = await place.open();
    const clock = manualClock(systemClock().now());
    const now = clock.now();
    await stores.roster.add(mia, { approval: { by: '1', reason: 'Met in person.' } }, now);
    await stores.roster.add(noor, { approval: { by: '1', reason: 'Met in person.' } }, now + 1);
    await grantOn(stores.roster, mia, now);
    await withOthers(stores, now);
    const members = ({ roster }: Stores) => Promise.all([mia, noor, ...others].map(roster.find));
    const [before, kept] = [await members(stores), await keptOf(stores)];
    expect(kept).toMatchObject({ onRoster: ['brought'], turns: [{ outcome: 'verified' }, { memberId: 'waiting' }] });
    expect(kept.revokedSince).toBeDefined();
    const firstKeys = derivePeppers({ current: secretKey, previous: [] });
    await adoptKey(stores.facts, firstKeys, false);
    await stores.close();

    const lost = Buffer.alloc(32, 'in the place of a lost key');
    const after = await place.open({ secretKey: lost, clock });
    await adoptKey(after.facts, derivePeppers({ current: lost, previous: [] }), true);
    for (let minute = 0; minute < 30; minute++) await clock.skip(60_000);
    expect(await members(after)).toEqual(before);
    const due = [noor, ...others].map((one) => ({ ...one, tries: 0 }));
    expect(await after.roster.dueGrants(now + YEAR, 10)).toEqual(due);
    // Under a key that is given up nobody can tell who was revoked.
    expect(await keptOf(after)).toEqual({ ...kept, revokedSince: undefined });
    await after.close();

    const elsewhere = { databaseUrl: `sqlite:${freshFile()}` };
    expect(await moveStores(await place.address(), elsewhere, () => {})).toEqual({ is: 'moved' });
    const there = await openAt(elsewhere, { secretKey: lost });
    expect(await members(there)).toEqual(before);
    expect(await keptOf(there)).toEqual({ ...kept, revokedSince: undefined });
  });

  test('case 58: who was verified by hand stays so through years of sweeps, another key and a start', async () => {
    const place = freshPlace();
    const stores = await place.open();
    const now = systemClock().now();
    await stores.roster.add(mia, { approval: { by: '1', reason: 'Met in person.' } }, now);
    await grantOn(stores.roster, mia, now);
    await stores.roster.rememberTaken(mia, '301');
    await stores.roster.admit({ ...noor, phone, verifiedAt: now }, 1);
    const before = await stores.roster.find(mia);

    const clock = { now: () => now + 3 * YEAR, after: () => () => {} };
    const sweep = createRetention({ ...stores, goneServers: async () => [], clock, isSure: async () => true });
    for (let run = 0; run < 3; run++) await sweep();
    await stores.rekey(mia.serverId, [phone.phoneKey], otherPhone.phoneKey);

    expect(await stores.roster.find(mia)).toEqual(before);
    expect(await stores.roster.add(mia, { approval: { by: '2', reason: 'Again.' } }, now)).toBe(false);
    await stores.close();
    expect(await (await place.open()).roster.find(mia)).toEqual(before);
  });
});
