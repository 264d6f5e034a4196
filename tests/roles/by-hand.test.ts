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
    const members = ({ roster }: Stores) => Promise.all([mia, noor].map(roster.find));
    const before = await members(stores);
    const firstKeys = derivePeppers({ current: secretKey, previous: [] });
    await adoptKey(stores.facts, firstKeys, false);
    await stores.close();

    const lost = Buffer.alloc(32, 'in the place of a lost key');
    const after = await place.open({ secretKey: lost, clock });
    await adoptKey(after.facts, derivePeppers({ current: lost, previous: [] }), true);
    for (let minute = 0; minute < 30; minute++) await clock.skip(60_000);
    expect(await members(after)).toEqual(before);
    expect(await after.roster.dueGrants(now + YEAR, 10)).toEqual([{ ...noor, tries: 0 }]);
    await after.close();

    const elsewhere = { databaseUrl: `sqlite:${freshFile()}` };
    expect(await moveStores(await place.address(), elsewhere, () => {})).toEqual({ is: 'moved' });
    expect(await members(await openAt(elsewhere, { secretKey: lost }))).toEqual(before);
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
