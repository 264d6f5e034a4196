import { describe, expect, test } from 'vitest';
import { mia, noor } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const claimLife = 30_000;
const entry = {
  ...mia,
  phoneKey: `v1:${'5a'.repeat(32)}`,
  country: 'US',
  lastDigits: '23',
  verifiedAt: now,
};

export function rosterContract(freshPlace: () => Place): void {
  describe('roster', () => {
    test('whoever is admitted is found, with the role still owed', async () => {
      const { roster } = await freshPlace().open();

      expect(await roster.find(mia)).toBeUndefined();
      expect(await roster.admit(entry)).toEqual({ is: 'admitted' });
      expect(await roster.find(mia)).toEqual(entry);
    });

    test('case 16: a second connection, and a later start, know who is verified', async () => {
      const place = freshPlace();
      const one = await place.open();
      await one.roster.admit(entry);
      const other = await place.open();
      expect(await other.roster.find(mia)).toEqual(entry);
      await one.close();
      await other.close();

      const { roster } = await place.open();
      expect(await roster.find(mia)).toEqual(entry);
    });

    test('a member is admitted once, whatever number they come with', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry);

      expect(await roster.admit(entry)).toEqual({ is: 'alreadyVerified' });
      expect(await roster.admit({ ...entry, phoneKey: 'v1:other' })).toEqual({ is: 'alreadyVerified' });
      expect(await roster.find(mia)).toEqual(entry);
    });

    test('a number is held by one account of a server, and by others in other servers', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry);

      expect(await roster.admit({ ...entry, ...noor })).toEqual({ is: 'numberTaken' });
      expect(await roster.find(noor)).toBeUndefined();
      expect(await roster.admit({ ...entry, ...noor, serverId: '100000000000000009' })).toEqual({ is: 'admitted' });
    });

    test('of 100 accounts that prove one number in parallel one is admitted', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;

      const admissions = await inParallel(100, (index) =>
        both[index % 2 === 0 ? 0 : 1].roster.admit({ ...entry, memberId: String(index) }),
      );

      expect(admissions.filter(({ is }) => is === 'admitted')).toHaveLength(1);
      expect(admissions.filter(({ is }) => is === 'numberTaken')).toHaveLength(99);
    });

    test('case 1: of 100 parallel claims one may give the role', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      await both[0].roster.admit(entry);

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
      await roster.admit(entry);
      expect(await roster.claimGrant(mia, now, claimLife)).toBe(true);

      expect(await roster.claimGrant(mia, now + claimLife, claimLife)).toBe(false);
      expect(await roster.claimGrant(mia, now + claimLife + 1, claimLife)).toBe(true);
    });

    test('a role that was given is not claimed again', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry);
      await roster.claimGrant(mia, now, claimLife);

      await roster.markGranted(mia, now + 5);

      expect(await roster.find(mia)).toEqual({ ...entry, grantedAt: now + 5 });
      expect(await roster.claimGrant(mia, now + 10 * claimLife, claimLife)).toBe(false);
    });

    test('case 25: a grant that failed is owed and free to be claimed at once', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry);
      await roster.claimGrant(mia, now, claimLife);

      await roster.markOwed(mia);

      expect(await roster.claimGrant(mia, now + 1, claimLife)).toBe(true);
    });

    test('case 25: a grant that is gone is owed once, not again after the role was given anew', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry);
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
      await roster.admit(entry);
      await roster.markGranted(mia, now);

      await roster.markOwed(mia);

      expect(await roster.find(mia)).toEqual(entry);
      expect(await roster.claimGrant(mia, now, claimLife)).toBe(true);
    });

    test('marks on one member leave the others alone', async () => {
      const { roster } = await freshPlace().open();
      await roster.admit(entry);
      await roster.admit({ ...entry, ...noor, phoneKey: 'v1:other' });

      await roster.markGranted(mia, now);

      expect(await roster.find(noor)).not.toHaveProperty('grantedAt');
    });
  });
}
