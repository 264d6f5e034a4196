import { expect, test } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { createRetention } from '../../src/gate/privacy/retention.ts';
import { mia, noor, otherPhone, phone } from '../storage/fixtures.ts';
import { onEveryStore } from '../storage/places.ts';
import { grantOn } from '../support/roles.ts';

const YEAR = 365 * 24 * 60 * 60_000;

onEveryStore((freshPlace) => {
  test('case 58: who was verified by hand stays so through years of sweeps, another key and a start', async () => {
    const place = freshPlace();
    const stores = await place.open();
    const now = systemClock().now();
    await stores.roster.approve(mia, { by: '1', reason: 'Met in person.' }, now);
    await grantOn(stores.roster, mia, now);
    await stores.roster.rememberTaken(mia, '301');
    await stores.roster.admit({ ...noor, phone, verifiedAt: now }, 1);
    const before = await stores.roster.find(mia);

    const clock = { now: () => now + 3 * YEAR, after: () => () => {} };
    const sweep = createRetention({ ...stores, goneServers: async () => [], clock, isSure: async () => true });
    for (let run = 0; run < 3; run++) await sweep();
    await stores.rekey(mia.serverId, [phone.phoneKey], otherPhone.phoneKey);

    expect(await stores.roster.find(mia)).toEqual(before);
    expect(await stores.roster.approve(mia, { by: '2', reason: 'Again.' }, now)).toBe(false);
    await stores.close();
    expect(await (await place.open()).roster.find(mia)).toEqual(before);
  });
});
