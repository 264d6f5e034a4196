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
    test('case 30: a member who was given another role is counted and found, and nobody else', async () => {
      const { roster, roleMoves } = await withMembers(5);
      await roster.add({ serverId, memberId: 'owed' }, { approval: { by: '1', reason: 'Met in person.' } }, now);
      const elsewhere = { ...member(0), serverId: '100000000000000009' };
      await roster.admit({ ...elsewhere, phone, verifiedAt: now }, 1);
      await grantOn(roster, elsewhere, now);
      expect(await roleMoves.count(serverId, '300')).toBe(0);
      expect(await roleMoves.members(serverId, '300', 9)).toEqual([]);

      for (const to of ['299', '301']) {
        expect(await roleMoves.count(serverId, to)).toBe(5);
        expect(await roleMoves.members(serverId, to, 3)).toHaveLength(3);
        expect((await roleMoves.members(serverId, to, 9)).map(({ memberId }) => memberId).toSorted()).toEqual(
          [0, 1, 2, 3, 4].map((index) => `member-${index}`),
        );
      }
    });

    test('case 30: who has been moved is not found again; who is being moved is', async () => {
      const { roster, roleMoves } = await withMembers(3);
      for (const index of [0, 1]) {
        await roster.claimGrant(member(index), { ...claim(now, 'move'), give: ['301'], held: true });
      }
      await roster.markGranted(member(0), 'move', now, ['301']);
      expect(await roleMoves.count(serverId, '301')).toBe(2);
      expect(await roleMoves.count(serverId, '300')).toBe(2);
    });

    test('are one a server, the last one; stand still by their obstacle; and end', async () => {
      const { roleMoves } = await freshPlace().open();
      const move = { serverId, roleId: '301', members: 7 };
      await roleMoves.begin(serverId, '300', 5);
      await roleMoves.begin(serverId, '301', 7);
      expect(await roleMoves.find(serverId)).toEqual(move);
      expect(await roleMoves.underway()).toEqual([move]);

      await roleMoves.halt({ serverId, roleId: '300' }, 'roleGone');
      await roleMoves.end({ serverId, roleId: '300' });
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
