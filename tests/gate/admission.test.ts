import { describe, expect, it } from 'vitest';
import { createRenewing } from '../../src/gate/endings/renewing.ts';
import { createAdmission } from '../../src/gate/roster/admission.ts';
import { freshDatabase, openOn } from '../storage/support.ts';
import { createPlace } from '../support/place.ts';
import { american, british, memberOf } from '../support/verifier.ts';

const [mia, noor] = [memberOf(1), memberOf(2)];
const proof = { phone: american, country: 'US' };

describe('admission', () => {
  it('keeps of a number only its keyed hash, its country and its last two digits', async () => {
    const place = createPlace();
    const { admit, stores } = await place.start();
    expect(await admit(mia, proof)).toEqual({ is: 'admitted', country: 'US' });
    const entry = await stores.roster.find(mia);
    expect(entry).toEqual({
      ...mia,
      phone: { phoneKey: expect.stringMatching(/^[0-9a-f]{8}:[0-9a-f]{64}$/), country: 'US', lastDigits: '23' },
      verifiedAt: place.clock.now(),
    });
    expect(JSON.stringify(entry)).not.toContain('5550123');
  });

  it('takes a member once, and a number once a server', async () => {
    const { admit } = await createPlace().start();
    expect(await admit(mia, proof)).toEqual({ is: 'admitted', country: 'US' });
    expect(await admit(mia, proof)).toEqual({ is: 'alreadyVerified' });
    expect(await admit(mia, { phone: british, country: 'GB' })).toEqual({ is: 'alreadyVerified' });
    expect(await admit(noor, proof)).toMatchObject({ is: 'numberTaken', policy: 'deny', holders: [mia.memberId] });
    expect(await admit(memberOf(2, '9'), proof)).toMatchObject({ is: 'admitted' });
  });

  it('keys the hash with the pepper, so that it is worth nothing elsewhere', async () => {
    const stores = await openOn(await freshDatabase());
    const clock = { now: () => 1, after: () => () => {} };
    const keys: (string | undefined)[] = [];
    for (const pepper of ['one', 'other']) {
      const who = memberOf(1, pepper);
      const peppers = { current: Buffer.alloc(32, pepper), previous: [] };
      const departures = { moveNumber: async () => undefined };
      const renewing = createRenewing({ ...stores, departures: { end: async () => undefined }, clock });
      await createAdmission({ ...stores, departures, renewing, kindOf: async () => undefined, clock, peppers }).admit(
        who,
        proof,
      );
      keys.push((await stores.roster.find(who))?.phone?.phoneKey);
    }
    expect(keys[0]).not.toBe(keys[1]);
  });
});
