import { describe, expect, test } from 'vitest';
import { claim, grantOn } from '../../support/roles.ts';
import { mia, phone } from '../fixtures.ts';
import type { Place } from './place.ts';

const { serverId } = mia;
const now = 1_700_000_000_000;
const member = (index: number) => ({ serverId, memberId: `member-${index}` });

export function roleMovesContract(freshPlace: () => Place): void {
  /** A place where so many members have role 300. */
  async function withMembers(count: number) {
    const stores = await freshPlace().open();
    for (let index = 0; index < count; index++) {
      const held = { ...phone, phoneKey: `v1:${index}` };
      await stores.roster.admit({ ...member(index), phone: held, verifiedAt: now }, 1);
      await grantOn(stores.roster, member(index), now);
    }
    return stores;
  }

  describe('moves to another role', () => {
    test('case 30: members who were given roles are counted and found by them and by what rules ask for, and nobody else', async () => {
      const { roster, roleMoves } = await withMembers(5);
      await roster.add({ serverId, memberId: 'owed' }, { approval: { by: '1', reason: 'Met in person.' } }, now);
      const elsewhere = { ...member(0), serverId: '100000000000000009' };
      await roster.admit({ ...elsewhere, phone, verifiedAt: now }, 1);
      await grantOn(roster, elsewhere, now);
      const mobile = {
        ...member(5),
        phone: { ...phone, phoneKey: 'v1:5' },
        lineKind: 'mobile',
        verifiedAt: now,
      } as const;
      await roster.admit(mobile, 1);
      await grantOn(roster, mobile, now);
      const all = { given: '300', givenRoleIds: ['300'], country: phone.country, members: 5 };
      const mobiles = { ...all, lineKind: 'mobile', members: 1 } as const;
      const groups = await roleMoves.groups(serverId);
      expect(groups).toHaveLength(2);
      expect(groups).toEqual(expect.arrayContaining([all, mobiles]));

      expect(await roleMoves.members(serverId, all, 3)).toHaveLength(3);
      expect((await roleMoves.members(serverId, all, 9)).map(({ memberId }) => memberId).toSorted()).toEqual(
        [0, 1, 2, 3, 4].map((index) => `member-${index}`),
      );
      expect(await roleMoves.members(serverId, mobiles, 9)).toEqual([member(5)]);

      await roster.forgetLineKinds([serverId]);
      expect(await roleMoves.groups(serverId)).toHaveLength(2);
      await roster.forgetLineKinds([]);
      expect(await roleMoves.groups(serverId)).toEqual([{ ...all, members: 6 }]);
    });

    test('case 30: who has been moved is not found again; who is being moved is', async () => {
      const { roster, roleMoves } = await withMembers(3);
      for (const index of [0, 1]) {
        await roster.claimGrant(member(index), { ...claim(now, 'move'), give: ['301'], held: true });
      }
      await roster.markGranted(member(0), 'move', now, ['301']);
      const groups = await roleMoves.groups(serverId);
      const given = Object.fromEntries(groups.map(({ givenRoleIds, members }) => [givenRoleIds.join(' '), members]));
      expect(given).toEqual({ '300': 1, '300 301': 1, '301': 1 });
    });

    test('are one a server, the last one; stand still by their obstacle; and end', async () => {
      const { roleMoves } = await freshPlace().open();
      const move = { serverId, goal: '301', members: 7 };
      await roleMoves.begin(serverId, '300', 5);
      await roleMoves.begin(serverId, '301', 7);
      expect(await roleMoves.find(serverId)).toEqual(move);
      expect(await roleMoves.underway()).toEqual([move]);

      await roleMoves.halt({ serverId, goal: '300' }, 'roleGone');
      await roleMoves.end({ serverId, goal: '300' });
      expect(await roleMoves.underway()).toEqual([move]);
      await roleMoves.halt(move, 'missingPermission');
      expect(await roleMoves.underway()).toEqual([]);
      expect(await roleMoves.find(serverId)).toEqual({ ...move, obstacle: 'missingPermission' });

      await roleMoves.begin(serverId, '301', 7);
      expect(await roleMoves.underway()).toEqual([move]);
      await roleMoves.end(move);
      expect(await roleMoves.find(serverId)).toBeUndefined();
    });
  });
}
