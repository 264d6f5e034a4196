import { expect, test } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import type { Who } from '../../src/base/member-ref.ts';
import { createBans } from '../../src/gate/bans/bans.ts';
import type { GateEvent } from '../../src/gate/journal/events.ts';
import type { Departures } from '../../src/gate/roster/departures.ts';
import { createQueue } from '../../src/otp/queue.ts';
import type { Stores } from '../../src/storage/stores.ts';
import { mia, noor, otherPhone, phone } from '../storage/fixtures.ts';
import { onEveryStore } from '../storage/places.ts';

const third: Who = { serverId: mia.serverId, memberId: '200000000000000003' };
const DAY = 24 * 60 * 60_000;

onEveryStore((freshPlace) => {
  /** @param meddle parts of the stores in which something else happens in between */
  async function opened(meddle: (stores: Stores) => Partial<Stores> = () => ({})) {
    const clock = manualClock(1_700_000_000_000);
    const stores = await freshPlace().open({ clock: { now: clock.now, after: () => () => {} } });
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
      ...meddle(stores),
      departures,
      clock,
      inTurn: createQueue(),
      onError: (error) => {
        throw error;
      },
      record: async ({ memberId, what }: GateEvent) => void told.push(`${memberId.at(-1)} ${what}`),
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
    return { ...stores, ...bans, stores, clock, pass: clock.skip, told, admit, ofStaff };
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
    await pass(29 * DAY);

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
    await pass(2 * DAY);
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
    await pass(20 * DAY);
    await admit(mia, 1, otherPhone);
    await roster.remove(mia);
    await pass(11 * DAY);
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

  test('case 31: an admission that is under way while its member is banned leaves nobody on the roster, and the number blocked', async () => {
    const { admit, banned, roster, clock, told } = await opened();
    await banned(mia);
    expect(await admit(mia)).toBe('admitted');
    await clock.skip(60_000);
    await expect.poll(() => roster.find(mia)).toBeUndefined();
    expect(await admit(third)).toBe('blocked');
    expect(told).toEqual(['1 blocked']);
  });

  test('case 31: so does one between the looks of a ban, and at once', async () => {
    const { admit, banned, roster, told } = await opened(({ pastNumbers }) => ({
      pastNumbers: {
        ...pastNumbers,
        async ofMember(who) {
          const past = await pastNumbers.ofMember(who);
          if (past.length === 0) await admit(mia);
          return past;
        },
      },
    }));
    await banned(mia);
    expect(await roster.find(mia)).toBeUndefined();
    expect(await admit(third)).toBe('blocked');
    expect(told).toEqual(['1 blocked']);
  });

  test('case 31: who is unbanned within that time keeps what they prove then; and nobody looks after the stop', async () => {
    const { admit, banned, unbanned, stop, roster, clock } = await opened();
    const ends = [
      { end: () => unbanned(mia), number: phone },
      { end: stop, number: otherPhone },
    ];
    for (const { end, number } of ends) {
      await banned(mia);
      await end();
      await admit(mia, 1, number);
      await clock.skip(60_000);
      expect(await roster.find(mia)).toBeDefined();
      await roster.remove(mia);
    }
  });

  test('a member approved by hand holds no number, and stays on the roster', async () => {
    const { banned, roster, clock, told } = await opened();
    await roster.add(mia, { approval: { by: '900', reason: 'Known.' } }, clock.now());
    await banned(mia);
    expect(await roster.find(mia)).toBeDefined();
    expect(told).toEqual([]);
  });
});
