import { describe, expect, test } from 'vitest';
import { mia, noor } from '../fixtures.ts';
import type { Place } from './place.ts';

const ofMia = { ...mia, roleId: '300', tries: 0 };
const ofNoor = { ...noor, roleId: '300', tries: 2 };

export function leftRolesContract(freshPlace: () => Place): void {
  describe('roles still to be taken', () => {
    test('come when they are due, the longest waiting first, also after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      await before.leftRoles.keep(ofMia, 20);
      await before.leftRoles.keep(ofNoor, 10);
      await before.close();

      const { leftRoles } = await place.open();
      expect(await leftRoles.due(9, 10)).toEqual([]);
      expect(await leftRoles.due(20, 10)).toEqual([ofNoor, ofMia]);
      expect(await leftRoles.due(20, 1)).toEqual([ofNoor]);
      await leftRoles.forget(noor);
      expect(await leftRoles.due(20, 10)).toEqual([ofMia]);
    });

    test('are one a member: what is kept last holds', async () => {
      const { leftRoles } = await freshPlace().open();
      await leftRoles.keep(ofMia, 10);
      await leftRoles.keep({ ...ofMia, roleId: '301', tries: 1 }, 30);
      expect(await leftRoles.due(29, 10)).toEqual([]);
      expect(await leftRoles.due(30, 10)).toEqual([{ ...ofMia, roleId: '301', tries: 1 }]);
    });

    test('that wait to be mended are due once their server is tried again, and no other', async () => {
      const { leftRoles } = await freshPlace().open();
      const elsewhere = { ...ofNoor, serverId: '100000000000000009' };
      for (const left of [ofMia, elsewhere]) await leftRoles.keep(left);
      expect(await leftRoles.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
      await leftRoles.retryServer(mia.serverId, 5);
      expect(await leftRoles.due(5, 10)).toEqual([ofMia]);
    });
  });
}
