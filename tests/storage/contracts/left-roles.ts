import { describe, expect, test } from 'vitest';
import { mia, noor } from '../fixtures.ts';
import type { Place } from './place.ts';

const ofMia = { ...mia, roleId: '300', act: 'take', tries: 0 } as const;
const ofNoor = { ...noor, roleId: '300', act: 'take', tries: 2 } as const;

export function leftRolesContract(freshPlace: () => Place): void {
  describe('roles still to be taken or given back', () => {
    test('come when they are due, the longest waiting first, also after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      await before.leftRoles.keep([ofMia], 20);
      await before.leftRoles.keep([ofNoor], 10);
      await before.close();

      const { leftRoles } = await place.open();
      expect(await leftRoles.due(9, 10)).toEqual([]);
      expect(await leftRoles.due(20, 10)).toEqual([ofNoor, ofMia]);
      expect(await leftRoles.due(20, 1)).toEqual([ofNoor]);
      await leftRoles.forget(ofNoor);
      expect(await leftRoles.due(20, 10)).toEqual([ofMia]);
    });

    test('are each of a member once: what is kept last of a role holds', async () => {
      const { leftRoles } = await freshPlace().open();
      const other = { ...ofMia, roleId: '301', act: 'giveBack' } as const;
      await leftRoles.keep([ofMia, other], 10);
      await leftRoles.keep([{ ...ofMia, tries: 1 }], 30);
      await leftRoles.keep([]);
      expect(await leftRoles.due(29, 10)).toEqual([other]);
      expect(await leftRoles.due(30, 10)).toEqual([other, { ...ofMia, tries: 1 }]);
    });

    test('are forgotten one by one, or all of a member', async () => {
      const { leftRoles } = await freshPlace().open();
      const other = { ...ofMia, roleId: '301' };
      await leftRoles.keep([ofMia, other, ofNoor], 10);
      await leftRoles.forget(ofMia);
      expect(await leftRoles.ofMember(mia)).toEqual([other]);
      await leftRoles.forgetMember(mia);
      expect(await leftRoles.ofMember(mia)).toEqual([]);
      expect(await leftRoles.due(10, 10)).toEqual([ofNoor]);
    });

    test('that wait to be mended are due once their server is tried again, and no other', async () => {
      const { leftRoles } = await freshPlace().open();
      const elsewhere = { ...ofNoor, serverId: '100000000000000009' };
      await leftRoles.keep([ofMia, elsewhere]);
      expect(await leftRoles.due(Number.MAX_SAFE_INTEGER, 10)).toEqual([]);
      await leftRoles.retryServer(mia.serverId, 5);
      expect(await leftRoles.due(5, 10)).toEqual([ofMia]);
    });
  });
}
