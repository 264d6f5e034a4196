import { describe, expect, test } from 'vitest';
import { claim, grantOn } from '../../support/roles.ts';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const entry = { ...mia, phone, verifiedAt: now };
const held = { ...claim(now), held: true };

export function rememberedRolesContract(freshPlace: () => Place): void {
  /** A place where Mia is verified and owed the role. */
  async function admitted() {
    const { roster } = await freshPlace().open();
    await roster.admit(entry, 1);
    return roster;
  }

  describe('what the roster remembers of each member’s roles', () => {
    test('case 30: every role that was asked for is known, from before it is asked for until it is taken', async () => {
      const roster = await admitted();
      await grantOn(roster, mia, now);

      const moving = await roster.claimGrant(mia, { ...held, id: 'move', give: ['301'] });

      expect(moving).toEqual({ given: ['300', '301'], taken: [] });
      expect(await roster.find(mia)).toMatchObject({ givenRoleIds: ['300', '301'], grantedAt: now, claimedAt: now });
      expect(await roster.markGranted(mia, 'move', now + 9, ['301'])).toBe(true);
      expect(await roster.find(mia)).toEqual({ ...entry, grantedAt: now, givenRoleIds: ['301'] });
      expect(await roster.remove(mia)).toMatchObject({ givenRoleIds: ['301'] });
    });

    test('case 27: what was taken from a member is theirs, grows with each try, and ends with their place', async () => {
      const roster = await admitted();
      await roster.admit({ ...entry, ...noor, phone: otherPhone }, 1);
      await roster.claimGrant(mia, { ...claim(now, 'one'), take: ['400', '401'] });
      await roster.markOwed(mia, 'one');
      // The second time they hold but one of them, and the third time none.
      await roster.claimGrant(mia, { ...claim(now, 'two'), take: ['401'] });
      await roster.markOwed(mia, 'two');
      await grantOn(roster, mia, now);
      await roster.rememberTaken(mia, '402');

      expect((await roster.find(mia))?.takenRoleIds).toEqual(['400', '401', '402']);
      expect(await roster.find(noor)).not.toHaveProperty('takenRoleIds');
      await roster.remove(noor);
      expect(await roster.transfer(mia, noor, phone.phoneKey, now)).toBe(true);
      expect(await roster.find(noor)).toEqual({ ...noor, phone, verifiedAt: now });
    });

    test('trying the same role again and again does not make what is remembered longer', async () => {
      const roster = await admitted();
      for (const id of ['a', 'b', 'c']) {
        expect(await roster.claimGrant(mia, { ...claim(now, id), take: ['400'] })).toEqual({
          given: ['300'],
          taken: ['400'],
        });
        await roster.markOwed(mia, id);
      }
    });

    test('a member is moved to another role only while they have one, and by one of many', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      const { roster } = both[0];
      await roster.admit(entry, 1);
      expect(await roster.claimGrant(mia, held)).toBeUndefined();
      await grantOn(roster, mia, now);

      const claims = await inParallel(20, (index) =>
        both[index % 2 === 0 ? 0 : 1].roster.claimGrant(mia, { ...held, id: `${index}` }),
      );

      const winner = claims.findIndex((one) => one !== undefined);
      expect(claims.filter((one) => one !== undefined)).toHaveLength(1);
      await roster.dropClaim(mia, `${winner}`);
      expect(await roster.find(mia)).toEqual({ ...entry, grantedAt: now, givenRoleIds: ['300'] });
    });
  });
}
