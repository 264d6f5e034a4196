import { describe, expect, test } from 'vitest';
import type { Roster } from '../../../src/gate/ports.ts';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const claimLife = 30_000;
const entry = { ...mia, phone, verifiedAt: now };
const due = { ...mia, tries: 0 };

export function grantsContract(freshPlace: () => Place): void {
  describe('grants in the roster', () => {
    test('case 1: of 100 parallel claims one may give the role', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      await both[0].roster.admit(entry, 1);

      const claims = await inParallel(100, (index) =>
        both[index % 2 === 0 ? 0 : 1].roster.claimGrant(mia, now, claimLife),
      );

      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    test('nobody claims the role of a member who is not on the roster', async () => {
      const { roster } = await freshPlace().open();
      expect(await roster.claimGrant(mia, now, claimLife)).toBe(false);
    });

    test('a claim holds for its life and is void after it', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry, 1);
      expect(await roster.claimGrant(mia, now, claimLife)).toBe(true);

      expect(await roster.claimGrant(mia, now + claimLife, claimLife)).toBe(false);
      expect(await roster.claimGrant(mia, now + claimLife + 1, claimLife)).toBe(true);
    });

    test('a role that was given is not claimed again', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry, 1);
      await roster.claimGrant(mia, now, claimLife);

      await roster.markGranted(mia, now + 5);

      expect(await roster.find(mia)).toEqual({ ...entry, grantedAt: now + 5 });
      expect(await roster.claimGrant(mia, now + 10 * claimLife, claimLife)).toBe(false);
    });

    test('case 25: a grant that failed is owed and free to be claimed at once', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry, 1);
      await roster.claimGrant(mia, now, claimLife);

      await roster.markOwed(mia);

      expect(await roster.claimGrant(mia, now + 1, claimLife)).toBe(true);
    });

    test('case 25: a grant that is gone is owed once, not again after the role was given anew', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry, 1);
      await roster.markGranted(mia, now);

      await roster.markOwed(mia, now);
      expect(await roster.claimGrant(mia, now + 1, claimLife)).toBe(true);
      await roster.markOwed(mia, now);
      expect(await roster.claimGrant(mia, now + 1, claimLife)).toBe(false);
      await roster.markGranted(mia, now + 2);
      await roster.markOwed(mia, now);

      expect(await roster.find(mia)).toEqual({ ...entry, grantedAt: now + 2 });
    });

    test('a role that is gone again is owed again', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry, 1);
      await roster.markGranted(mia, now);

      await roster.markOwed(mia);

      expect(await roster.find(mia)).toEqual(entry);
      expect(await roster.claimGrant(mia, now, claimLife)).toBe(true);
    });

    test('marks on one member leave the others alone', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry, 1);
      await roster.admit({ ...entry, ...noor, phone: otherPhone }, 1);

      await roster.markGranted(mia, now);

      expect(await roster.find(noor)).not.toHaveProperty('grantedAt');
    });

    test.each<[string, (roster: Roster) => Promise<unknown>]>([
      ['admitted', (roster) => roster.admit(entry, 1)],
      ['approved by hand', (roster) => roster.approve(mia, { by: '1', reason: 'Met in person.' }, now)],
      [
        'given a number by another account',
        async (roster) => {
          await roster.admit({ ...entry, ...noor, verifiedAt: now - 1 }, 1);
          await roster.markGranted(noor, now - 1);
          await roster.transfer(noor, mia, phone.phoneKey, now);
        },
      ],
    ])('case 25: the role of a member who was %s is due a minute later, unless it is given', async (_, owe) => {
      const { roster } = await freshPlace().open();
      await owe(roster);

      expect(await roster.dueGrants(now + 59_999, 10)).toEqual([]);
      expect(await roster.dueGrants(now + 60_000, 10)).toEqual([due]);
      await roster.markGranted(mia, now + 1);
      expect(await roster.dueGrants(now + 60_000, 10)).toEqual([]);
    });

    test('a role that is owed is due when its time has come, with the tries made so far', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry, 1);
      expect(await roster.dueGrants(now, 10)).toEqual([]);

      await roster.markOwed(mia, undefined, { at: now + 500, tries: 2 });

      expect(await roster.dueGrants(now + 499, 10)).toEqual([]);
      expect(await roster.dueGrants(now + 500, 10)).toEqual([{ ...due, tries: 2 }]);
    });

    test('a role that is parked, or given, is not due any more', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry, 1);
      await roster.admit({ ...entry, ...noor, phone: otherPhone }, 1);
      for (const who of [mia, noor]) await roster.markOwed(who, undefined, { at: now, tries: 1 });

      await roster.markOwed(mia);
      await roster.markGranted(noor, now);

      expect(await roster.dueGrants(now, 10)).toEqual([]);
      await roster.markOwed(noor, now);
      expect(await roster.dueGrants(now, 10)).toEqual([]);
    });

    test('a claim leaves the next try in place, so that the role is tried again where its giver dies', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry, 1);
      await roster.markOwed(mia, undefined, { at: now, tries: 1 });
      await roster.claimGrant(mia, now, claimLife);
      expect(await roster.dueGrants(now, 10)).toEqual([{ ...due, tries: 1 }]);
    });

    test('a debt that was paid meanwhile is not tried again', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry, 1);
      await roster.markGranted(mia, now + 1);
      await roster.markOwed(mia, now, { at: now, tries: 1 });
      expect(await roster.dueGrants(now, 10)).toEqual([]);
      expect(await roster.find(mia)).toEqual({ ...entry, grantedAt: now + 1 });
    });

    test('of the due roles the longest waiting come first, as many as asked for', async () => {
      const { roster } = await freshPlace().open();
      for (const [index, at] of [30, 10, 20].entries()) {
        const member = { ...mia, memberId: `at-${at}` };
        await roster.admit({ ...entry, ...member, phone: { ...phone, phoneKey: `v1:${index}` } }, 1);
        await roster.markOwed(member, undefined, { at, tries: index });
      }
      const listed = await roster.dueGrants(30, 2);
      expect(listed.map(({ memberId }) => memberId)).toEqual(['at-10', 'at-20']);
    });

    test('every owed role of a server is due once its obstacle may be gone, and nothing else is', async () => {
      const { roster } = await freshPlace().open();
      const elsewhere = { serverId: '100000000000000009', memberId: mia.memberId };
      await roster.admit(entry, 1);
      await roster.approve(noor, { by: '1', reason: 'Met in person.' }, now);
      await roster.admit({ ...entry, ...elsewhere }, 1);
      await roster.admit({ ...entry, memberId: 'granted', phone: otherPhone }, 1);
      await roster.markGranted({ ...mia, memberId: 'granted' }, now);
      await roster.markOwed(mia, undefined, { at: now + claimLife, tries: 3 });

      await roster.retryServer(mia.serverId, now);

      const listed = await roster.dueGrants(now, 10);
      expect(listed).toHaveLength(2);
      expect(listed).toEqual(
        expect.arrayContaining([
          { ...due, tries: 3 },
          { ...noor, tries: 0 },
        ]),
      );
    });
  });
}
