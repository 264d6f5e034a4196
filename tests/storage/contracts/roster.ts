import { describe, expect, test } from 'vitest';
import type { Numberless } from '../../../src/gate/ports.ts';
import { claimOn, grantOn } from '../../support/roles.ts';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const entry = { ...mia, phone, verifiedAt: now };
const approval = { by: '200000000000000099', reason: 'Met in person.' };
const account = (index: number) => ({ ...entry, memberId: `account-${index}`, verifiedAt: now + index });

export function rosterContract(freshPlace: () => Place): void {
  const open = async () => (await freshPlace().open()).roster;

  describe('roster', () => {
    test('a member who is admitted is found, with the role still owed', async () => {
      const roster = await open();

      expect(await roster.find(mia)).toBeUndefined();
      expect(await roster.admit(entry, 1)).toEqual({ is: 'admitted' });
      expect(await roster.find(mia)).toEqual(entry);
    });

    test('case 16: a second connection, and a later start, know who is verified', async () => {
      const place = freshPlace();
      const one = await place.open();
      await one.roster.admit(entry, 1);
      const other = await place.open();
      expect(await other.roster.find(mia)).toEqual(entry);
      await one.close();
      await other.close();

      const { roster } = await place.open();
      expect(await roster.find(mia)).toEqual(entry);
    });

    test('a member is admitted once, whatever number they come with and however many may hold it', async () => {
      const roster = await open();
      await roster.admit(entry, 3);

      expect(await roster.admit(entry, 3)).toEqual({ is: 'alreadyVerified' });
      expect(await roster.admit({ ...entry, phone: otherPhone }, 3)).toEqual({ is: 'alreadyVerified' });
      expect(await roster.find(mia)).toEqual(entry);
    });

    test('a number is held by one account of a server, and by others in other servers', async () => {
      const roster = await open();
      await roster.admit(entry, 1);

      expect(await roster.admit({ ...entry, ...noor }, 1)).toEqual({ is: 'numberTaken', holders: [mia.memberId] });
      expect(await roster.find(noor)).toBeUndefined();
      const elsewhere = { ...entry, ...noor, serverId: '100000000000000009' };
      expect(await roster.admit(elsewhere, 1)).toEqual({ is: 'admitted' });
      expect(await roster.holders(mia.serverId, phone.phoneKey)).toEqual([entry]);
    });

    test.each([1, 2, 3])('100 accounts racing one number: exactly %d of them are admitted', async (allowed) => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;

      const admissions = await inParallel(100, (index) =>
        both[index % 2 === 0 ? 0 : 1].roster.admit(account(index), allowed),
      );

      const held = await both[0].roster.holders(mia.serverId, phone.phoneKey);
      expect(held).toHaveLength(allowed);
      expect(admissions.filter(({ is }) => is === 'admitted')).toHaveLength(allowed);
      const holders = held.map(({ memberId }) => memberId);
      const refused = admissions.filter(({ is }) => is !== 'admitted');
      expect(refused).toEqual(Array.from({ length: 100 - allowed }, () => ({ is: 'numberTaken', holders })));
    });

    test('the holders of a number are told with the earliest first', async () => {
      const roster = await open();
      for (const index of [2, 0, 1]) await roster.admit(account(index), 3);
      const held = await roster.holders(mia.serverId, phone.phoneKey);
      expect(held.map(({ memberId }) => memberId)).toEqual(['account-0', 'account-1', 'account-2']);
    });

    test('a place that was given up goes to the next account', async () => {
      const roster = await open();
      for (const index of [0, 1]) await roster.admit(account(index), 2);
      await roster.remove(account(0));
      expect(await roster.admit(account(2), 2)).toEqual({ is: 'admitted' });
      expect(await roster.admit(account(3), 2)).toMatchObject({ is: 'numberTaken' });
    });

    test('where fewer may hold a number than do, a place that was given up stays empty', async () => {
      const roster = await open();
      for (const index of [0, 1, 2]) await roster.admit(account(index), 3);
      await roster.remove(account(0));

      const holders = ['account-1', 'account-2'];
      expect(await roster.admit(account(3), 1)).toEqual({ is: 'numberTaken', holders });
      expect(await roster.admit(account(3), 2)).toEqual({ is: 'numberTaken', holders });
      expect(await roster.admit(account(3), 3)).toEqual({ is: 'admitted' });
    });

    test('where more hold a number than may by now, what is given up while many ask goes to as many as may', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      const { roster } = both[0];
      for (const round of Array(10).keys()) {
        const ofRound = (index: number) => ({ ...account(index), serverId: `10000000000000${round}` });
        for (const index of [0, 1, 2]) await roster.admit(ofRound(index), 3);
        await roster.remove(ofRound(1));

        // Giving up takes a statement more, which keeps the number for a ban: all of the first may have asked before it is free.
        const ask = (index: number) => both[index % 2 === 0 ? 0 : 1].roster.admit(ofRound(index + 3), 2);
        const givenUp = roster.remove(ofRound(0));
        const later = givenUp.then(() => inParallel(10, (index) => ask(index + 10)));
        await Promise.all([inParallel(10, ask), later]);

        expect(await roster.holders(ofRound(0).serverId, phone.phoneKey)).toHaveLength(2);
      }
    });

    test('a number given up while it is asked for is either still taken, by its holder, or free', async () => {
      const roster = await open();
      const answers = new Set<string>();
      for (const turns of Array(60).keys()) {
        await roster.admit(account(0), 1);
        const giveUp = async () => {
          for (let turn = 0; turn < turns % 4; turn++) await new Promise((resolve) => setImmediate(resolve));
          for (let turn = 0; turn < turns / 4; turn++) await undefined;
          await roster.remove(account(0));
        };
        // Giving up takes a statement more, which keeps the number for a ban: so the one who asks is the later one at times.
        const ask = async () => {
          for (let turn = 0; turn < turns % 5; turn++) await new Promise((resolve) => setImmediate(resolve));
          return roster.admit(account(1), 1);
        };
        const [answer] = await Promise.all([ask(), giveUp()]);
        answers.add(JSON.stringify(answer));
        await roster.remove(account(1));
      }

      const taken = { is: 'numberTaken', holders: ['account-0'] };
      expect([...answers].toSorted()).toEqual([{ is: 'admitted' }, taken].map((answer) => JSON.stringify(answer)));
    });

    test('members approved by hand hold no number, are as verified as the others, and do not get in their way', async () => {
      const roster = await open();

      expect(await roster.add(mia, { approval }, now)).toBe(true);
      expect(await roster.add(noor, { approval }, now + 1)).toBe(true);

      expect(await roster.find(mia)).toEqual({ ...mia, approval, verifiedAt: now });
      expect(await roster.add(mia, { approval: { ...approval, reason: 'Again.' } }, now + 2)).toBe(false);
      expect(await roster.admit(entry, 1)).toEqual({ is: 'alreadyVerified' });
      expect(await roster.find(mia)).toEqual({ ...mia, approval, verifiedAt: now });
      expect(await roster.admit({ ...entry, memberId: 'another' }, 1)).toEqual({ is: 'admitted' });
      expect(await claimOn(roster, mia, now)).toBe(true);
    });

    test.each<[string, Numberless]>([
      ['by hand', { approval }],
      ['by a run of the staff', { approval: { ...approval, batch: 'run-1' } }],
      ['exempt by a role', { exempt: { is: 'role', roleId: '300' } }],
      ['exempt as a booster', { exempt: { is: 'boost' } }],
      ['exempt by the age of the account', { exempt: { is: 'accountAge' } }],
      ['exempt by the time of joining', { exempt: { is: 'joined' } }],
      ['let in through the open gate', { letIn: { ...approval, opening: 'o1' } }],
    ])('how a member came without a number is remembered: %s', async (_, verification) => {
      const roster = await open();
      const added = await inParallel(10, () => roster.add(mia, verification, now));
      expect(added.filter(Boolean)).toHaveLength(1);
      expect(await roster.find(mia)).toEqual({ ...mia, ...verification, verifiedAt: now });
      expect(await roster.admit(entry, 1)).toEqual({ is: 'alreadyVerified' });
      expect(await roster.remove(mia)).toEqual({ ...mia, ...verification, verifiedAt: now });
    });

    test('a member who is verified by a number is not approved by hand besides', async () => {
      const roster = await open();
      await roster.admit(entry, 1);
      expect(await roster.add(mia, { approval }, now + 1)).toBe(false);
      expect(await roster.find(mia)).toEqual(entry);
    });

    test('a removed member is gone, has left what they had to one of 100 parallel callers, and may come again', async () => {
      const roster = await open();
      await roster.admit(entry, 1);
      await grantOn(roster, mia, now + 5);

      const removed = await inParallel(100, () => roster.remove(mia));

      expect(removed.filter((one) => one !== undefined)).toEqual([
        { ...entry, grantedAt: now + 5, givenRoleIds: ['300'] },
      ]);
      expect(await roster.find(mia)).toBeUndefined();
      expect(await roster.admit({ ...entry, ...noor }, 1)).toEqual({ is: 'admitted' });
    });

    test('the members of a server are all of it and nobody else', async () => {
      const roster = await open();
      await roster.admit(entry, 1);
      await roster.add(noor, { approval }, now);
      await roster.admit({ ...entry, serverId: '100000000000000009', memberId: 'elsewhere' }, 1);
      expect((await roster.members(mia.serverId)).toSorted()).toEqual([mia.memberId, noor.memberId]);
      expect(await roster.members('100000000000000008')).toEqual([]);
    });
  });
}
