import { expect, test } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import { createBans } from '../../src/gate/bans/bans.ts';
import type { Happening } from '../../src/gate/ports.ts';
import type { Departures } from '../../src/gate/roster/departures.ts';
import type { Stores } from '../../src/storage/stores.ts';
import { mia, noor, otherPhone, phone } from '../storage/fixtures.ts';
import { onEveryStore } from '../storage/places.ts';

const third: Who = { serverId: mia.serverId, memberId: '200000000000000003' };
const DAY = 24 * 60 * 60_000;

onEveryStore((freshPlace) => {
  async function opened() {
    let present = 1_700_000_000_000;
    const clock = { now: () => present, after: () => () => {} };
    const stores = await freshPlace().open({ clock });
    const told: string[] = [];
    const departures: Pick<Departures, 'end'> = {
      async end(entry, _, tell) {
        const was = await stores.roster.remove(entry);
        if (was) await tell(was);
        return was && { was, role: { is: 'notSetUp' } };
      },
    };
    const bans = createBans({
      ...stores,
      departures,
      clock,
      chronicle: async ({ memberId, what }: { memberId: string; what: Happening }) =>
        void told.push(`${memberId.at(-1)} ${what}`),
    });
    const admit = async (who: Who, places = 1, number = phone) =>
      (await stores.roster.admit({ ...who, phone: number, verifiedAt: clock.now() }, places)).is;
    const ofStaff = (until?: number) => ({
      ...mia,
      ...phone,
      reason: 'Spam.',
      by: '900',
      at: clock.now(),
      ...(until !== undefined && { until }),
    });
    const pass = (time: number) => {
      present += time;
    };
    return { ...stores, ...bans, stores, clock, pass, told, admit, ofStaff };
  }

  const waysOff: ReadonlyArray<readonly [string, (stores: Stores, now: number) => Promise<unknown>]> = [
    ['was revoked or deleted', ({ roster }) => roster.remove(mia)],
    [
      'was moved to another account that left with it',
      async ({ roster }, now) => {
        await roster.transfer(mia, noor, phone.phoneKey, now);
        await roster.remove(noor);
      },
    ],
  ];
  test.each(waysOff)('case 31: a ban reaches a number that %s', async (_, leave) => {
    const { admit, banned, unbanned, stores, clock, pass, told } = await opened();
    await admit(mia);
    await leave(stores, clock.now());
    pass(29 * DAY);

    await banned(mia);
    await banned(mia);

    expect(await admit(third)).toBe('blocked');
    expect(told).toEqual(['1 blocked']);
    await unbanned(mia);
    expect(await admit(third)).toBe('admitted');
    expect(told).toEqual(['1 blocked', '1 unblocked']);
  });

  test('case 31: of a number that another account holds by now, a ban blocks the number and leaves that account', async () => {
    const { admit, banned, roster, blocks, clock } = await opened();
    await admit(mia);
    await roster.transfer(mia, noor, phone.phoneKey, clock.now());
    await banned(mia);
    expect(await roster.find(noor)).toBeDefined();
    expect(await blocks.find(mia.serverId, phone.phoneKey, clock.now())).toMatchObject({ by: 'ban' });
    expect(await admit(third, 2)).toBe('blocked');
  });

  test('case 31: a ban holds after the end of a block that stood before, and an unban leaves that block its time', async () => {
    const { admit, banned, unbanned, roster, blocks, clock, pass, ofStaff } = await opened();
    await admit(mia);
    await blocks.put(ofStaff(clock.now() + DAY));
    await roster.remove(mia);
    await banned(mia);
    pass(2 * DAY);
    expect(await admit(noor)).toBe('blocked');
    await unbanned(mia);
    expect(await admit(noor)).toBe('admitted');
  });

  test('case 31: an unban lifts no block of the staff', async () => {
    const { admit, banned, unbanned, roster, blocks, clock, told, ofStaff } = await opened();
    await admit(mia);
    const block = ofStaff(clock.now() + 7 * DAY);
    await blocks.put(block);
    await roster.remove(mia);
    await banned(mia);
    expect(await blocks.ofMember(mia, clock.now())).toMatchObject([{ by: 'ban' }]);
    await unbanned(mia);
    expect(await blocks.ofMember(mia, clock.now())).toEqual([block]);
    expect(await admit(noor)).toBe('blocked');
    expect(told).toEqual(['1 blocked']);
  });

  test('case 31: of two banned accounts on one number, the unban of one leaves the other’s ban', async () => {
    const { admit, banned, unbanned, told } = await opened();
    expect([await admit(mia, 2), await admit(noor, 2)]).toEqual(['admitted', 'admitted']);
    await banned(mia);
    await banned(noor);
    await unbanned(mia);
    expect(await admit(third, 2)).toBe('blocked');
    await unbanned(noor);
    expect(await admit(third, 2)).toBe('admitted');
    expect(told).toEqual(['1 blocked', '2 blocked', '2 unblocked']);
  });

  test('case 31: a ban reaches every number of the last 30 days, and none from before', async () => {
    const { admit, banned, roster, pastNumbers, clock, pass } = await opened();
    await admit(mia);
    await roster.remove(mia);
    pass(20 * DAY);
    await admit(mia, 1, otherPhone);
    await roster.remove(mia);
    pass(11 * DAY);
    await pastNumbers.prune(clock.now() - 30 * DAY);
    await banned(mia);
    expect(await admit(noor)).toBe('admitted');
    expect(await admit(third, 1, otherPhone)).toBe('blocked');
  });

  test('case 31: an unban finds the block also where the member has deleted their data', async () => {
    const { admit, banned, unbanned, blocks } = await opened();
    await admit(mia);
    await banned(mia);
    await blocks.detach(mia);
    expect(await admit(noor)).toBe('blocked');
    await unbanned(mia);
    expect(await admit(noor)).toBe('admitted');
  });

  test('a member approved by hand holds no number, and stays on the roster', async () => {
    const { banned, roster, clock, told } = await opened();
    await roster.approve(mia, { by: '900', reason: 'Known.' }, clock.now());
    await banned(mia);
    expect(await roster.find(mia)).toBeDefined();
    expect(told).toEqual([]);
  });
});
