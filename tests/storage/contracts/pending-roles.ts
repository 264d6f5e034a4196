import { describe, expect, test } from 'vitest';
import { mia, noor } from '../fixtures.ts';
import type { Place } from './place.ts';

const ofMia = { ...mia, roleId: '300', act: 'take', tries: 0 } as const;
const ofNoor = { ...noor, roleId: '300', act: 'take', tries: 2 } as const;

export function pendingRolesContract(freshPlace: () => Place): void {
  describe('roles still to be taken or given back', () => {
    test('come when they are due, the longest waiting first, also after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      await before.pendingRoles.keep([ofMia], 20);
      await before.pendingRoles.keep([ofNoor], 10);
      await before.close();

      const { pendingRoles } = await place.open();
      expect(await pendingRoles.due(9, 10)).toEqual([]);
      expect(await pendingRoles.due(20, 10)).toEqual([ofNoor, ofMia]);
      expect(await pendingRoles.due(20, 1)).toEqual([ofNoor]);
      await pendingRoles.forget(ofNoor);
      expect(await pendingRoles.due(20, 10)).toEqual([ofMia]);
    });

    test('are each of a member once: what is kept last of a role holds', async () => {
      const { pendingRoles } = await freshPlace().open();
      const other = { ...ofMia, roleId: '301', act: 'giveBack' } as const;
      await pendingRoles.keep([ofMia, other], 10);
      await pendingRoles.keep([{ ...ofMia, tries: 1 }], 30);
      await pendingRoles.keep([]);
      expect(await pendingRoles.due(29, 10)).toEqual([other]);
      expect(await pendingRoles.due(30, 10)).toEqual([other, { ...ofMia, tries: 1 }]);
    });

    test('are forgotten one by one, or all of a member', async () => {
      const { pendingRoles } = await freshPlace().open();
      const other = { ...ofMia, roleId: '301' };
      await pendingRoles.keep([ofMia, other, ofNoor], 10);
      await pendingRoles.forget(ofMia);
      expect(await pendingRoles.ofMember(mia)).toEqual([other]);
      await pendingRoles.forgetMember(mia);
      expect(await pendingRoles.ofMember(mia)).toEqual([]);
      expect(await pendingRoles.due(10, 10)).toEqual([ofNoor]);
    });

    test('that were taken are known as such for a while, and are nothing to do', async () => {
      const { pendingRoles } = await freshPlace().open();
      const other = { ...ofMia, roleId: '301' };
      const back = { ...ofMia, roleId: '302', act: 'giveBack' } as const;
      await pendingRoles.keep([ofMia, other, back, ofNoor], 10);
      await pendingRoles.settle(ofMia, 100);
      await pendingRoles.settle(back, 100);
      expect(await pendingRoles.ofMember(mia)).toEqual(expect.arrayContaining([other, back]));
      expect(await pendingRoles.ofMember(mia)).toHaveLength(2);
      expect((await pendingRoles.touched(mia)).toSorted()).toEqual(['300', '301']);
      await pendingRoles.retryServer(mia.serverId, 5);
      expect(await pendingRoles.due(1000, 9)).toHaveLength(3);
      await pendingRoles.forgetTaken(100);
      expect((await pendingRoles.touched(mia)).toSorted()).toEqual(['300', '301']);
      await pendingRoles.forgetTaken(101);
      expect(await pendingRoles.touched(mia)).toEqual(['301']);
      // Another one begins in the place of what is known.
      await pendingRoles.settle(other, 100);
      await pendingRoles.keep([other], 10);
      expect(await pendingRoles.due(10, 9)).toContainEqual(other);
    });

    test('that wait to be mended are due once their server is tried again, and no other', async () => {
      const { pendingRoles } = await freshPlace().open();
      const elsewhere = { ...ofNoor, serverId: '100000000000000009' };
      await pendingRoles.keep([ofMia, elsewhere]);
      expect(await pendingRoles.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
      await pendingRoles.retryServer(mia.serverId, 5);
      expect(await pendingRoles.due(5, 10)).toEqual([ofMia]);
    });
  });
}
