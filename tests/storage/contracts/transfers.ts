import { describe, expect, test } from 'vitest';
import { claimOn, grantOn, owedOn } from '../../support/roles.ts';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const entry = { ...mia, phone, verifiedAt: now };
const approval = { by: '200000000000000099', reason: 'Met in person.' };
const account = (index: number) => ({ ...entry, memberId: `account-${index}`, verifiedAt: now + index });

export function transfersContract(freshPlace: () => Place): void {
  const open = async () => (await freshPlace().open()).roster;

  describe('the transfer of a number', () => {
    test('takes it from its holder and owes the role to the new one', async () => {
      const roster = await open();
      await roster.admit(entry, 1);
      await grantOn(roster, mia, now);

      expect(await roster.transfer(mia, noor, phone.phoneKey, now + 5)).toBe(true);

      expect(await roster.find(mia)).toBeUndefined();
      expect(await roster.find(noor)).toEqual({ ...noor, phone, verifiedAt: now + 5 });
      expect(await claimOn(roster, noor, now + 5)).toBe(true);
      expect(await roster.admit(entry, 1)).toEqual({ is: 'numberTaken', holders: [noor.memberId] });
    });

    test('frees the new holder of the tries and claims of the one before', async () => {
      const roster = await open();
      await roster.admit(entry, 1);
      await owedOn(roster, mia, now, { at: now, tries: 4 });
      await roster.rememberTaken(mia, '301');
      await claimOn(roster, mia, now);
      await roster.transfer(mia, noor, phone.phoneKey, now);
      expect(await roster.dueGrants(now, 10)).toEqual([]);
      expect(await claimOn(roster, noor, now)).toBe(true);
      await roster.retryServer(mia.serverId, now);
      expect(await roster.dueGrants(now, 10)).toEqual([{ ...noor, tries: 0 }]);
    });

    test('keeps the other places of the number as they are', async () => {
      const roster = await open();
      for (const index of [0, 1]) await roster.admit(account(index), 2);
      expect(await roster.transfer(account(0), noor, phone.phoneKey, now + 9)).toBe(true);
      const held = await roster.holders(mia.serverId, phone.phoneKey);
      expect(held.map(({ memberId }) => memberId)).toEqual(['account-1', noor.memberId]);
      expect(await roster.admit(account(3), 2)).toMatchObject({ is: 'numberTaken' });
    });

    test('does nothing where the number is no longer there, or the new account is verified already', async () => {
      const roster = await open();
      expect(await roster.transfer(mia, noor, phone.phoneKey, now)).toBe(false);
      await roster.admit({ ...entry, phone: otherPhone }, 1);
      expect(await roster.transfer(mia, noor, phone.phoneKey, now)).toBe(false);
      await roster.add(noor, { approval }, now);
      expect(await roster.transfer(mia, noor, otherPhone.phoneKey, now)).toBe(false);

      expect(await roster.find(mia)).toEqual({ ...entry, phone: otherPhone });
      expect(await roster.find(noor)).toEqual({ ...noor, approval, verifiedAt: now });
    });

    test('never leaves its server', async () => {
      const roster = await open();
      await roster.admit(entry, 1);
      expect(await roster.transfer(mia, { ...noor, serverId: '100000000000000009' }, phone.phoneKey, now)).toBe(false);
      expect(await roster.find(mia)).toEqual(entry);
    });

    test('is won by one of 100 accounts that confirm in parallel over two connections', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      await both[0].roster.admit(entry, 1);

      const moved = await inParallel(100, (index) =>
        both[index % 2 === 0 ? 0 : 1].roster.transfer(mia, account(index), phone.phoneKey, now),
      );

      expect(moved.filter(Boolean)).toHaveLength(1);
      expect(await both[1].roster.members(mia.serverId)).toEqual([`account-${moved.indexOf(true)}`]);
    });
  });
}
