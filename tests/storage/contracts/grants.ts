import { describe, expect, test } from 'vitest';
import type { Roster } from '../../../src/gate/ports.ts';
import { claim, claimOn, grantOn, owedOn } from '../../support/roles.ts';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const claimLife = 30_000;
const entry = { ...mia, phone, verifiedAt: now };
const due = { ...mia, tries: 0 };

export function grantsContract(freshPlace: () => Place): void {
  /** A place where Mia is verified and owed the role. */
  async function admitted() {
    const { roster } = await freshPlace().open();
    await roster.admit(entry, 1);
    return roster;
  }

  describe('grants in the roster', () => {
    test('case 1: of 100 parallel claims one may give the role', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      await both[0].roster.admit(entry, 1);

      const claims = await inParallel(100, (index) => claimOn(both[index % 2 === 0 ? 0 : 1].roster, mia, now));

      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    test('nobody claims the role of a member who is not on the roster', async () => {
      const { roster } = await freshPlace().open();
      expect(await claimOn(roster, mia, now, claimLife)).toBe(false);
    });

    test('a claim holds for its life and is void after it, unless it is renewed', async () => {
      const roster = await admitted();
      expect(await claimOn(roster, mia, now, claimLife)).toBe(true);
      expect(await claimOn(roster, mia, now + claimLife, claimLife)).toBe(false);

      expect(await roster.renewClaim(mia, claim(now).id, now + claimLife)).toBe(true);

      expect(await claimOn(roster, mia, now + claimLife + 1, claimLife)).toBe(false);
      expect(await claimOn(roster, mia, now + 2 * claimLife + 1, claimLife)).toBe(true);
      expect(await roster.renewClaim(mia, claim(now).id, now + claimLife)).toBe(false);
    });

    test('case 29: a claim that is not held any more marks nothing, and says so', async () => {
      const roster = await admitted();
      await claimOn(roster, mia, now, claimLife);
      await roster.remove(mia);
      expect(await roster.markGranted(mia, claim(now).id, now, ['300'])).toBe(false);

      // The same member, verified again: another claim is another claim.
      await roster.admit(entry, 1);
      expect(await roster.markGranted(mia, claim(now).id, now, ['300'])).toBe(false);
      await claimOn(roster, mia, now + 1, claimLife);
      expect(await roster.markGranted(mia, claim(now).id, now, ['300'])).toBe(false);
      expect(await roster.markOwed(mia, claim(now).id)).toBe(false);
      expect((await roster.find(mia))?.grantedAt).toBeUndefined();
      expect(await roster.markGranted(mia, claim(now + 1).id, now + 2, ['300'])).toBe(true);
    });

    test('a role that was given is not claimed again', async () => {
      const roster = await admitted();

      await grantOn(roster, mia, now + 5);

      expect(await roster.find(mia)).toEqual({ ...entry, grantedAt: now + 5, givenRoleIds: ['300'] });
      expect(await claimOn(roster, mia, now + 10 * claimLife, claimLife)).toBe(false);
    });

    test('case 25: a grant that failed is owed and free to be claimed at once', async () => {
      const roster = await admitted();

      await owedOn(roster, mia, now);

      expect(await claimOn(roster, mia, now + 1)).toBe(true);
    });

    test('case 25: a grant that is gone is owed once, not again after the role was given again', async () => {
      const roster = await admitted();
      const retry = { at: now, tries: 0 };
      await grantOn(roster, mia, now);

      await roster.owe(mia, retry, now);
      expect(await claimOn(roster, mia, now + 1, claimLife)).toBe(true);
      await roster.owe(mia, retry, now);
      expect(await claimOn(roster, mia, now + 1, claimLife)).toBe(false);
      await roster.markGranted(mia, claim(now + 1).id, now + 2, ['300']);
      await roster.owe(mia, retry, now);

      expect((await roster.find(mia))?.grantedAt).toBe(now + 2);
    });

    test('a role that is gone again is owed again, also to a member who is being given it', async () => {
      const roster = await admitted();
      await claimOn(roster, mia, now);

      await roster.owe(mia, { at: now, tries: 0 });

      expect(await roster.markGranted(mia, claim(now).id, now, ['300'])).toBe(false);
      expect(await roster.dueGrants(now, 10)).toEqual([due]);
      expect(await claimOn(roster, mia, now + 1)).toBe(true);
    });

    test('marks on one member leave the others alone', async () => {
      const roster = await admitted();
      await roster.admit({ ...entry, ...noor, phone: otherPhone }, 1);

      await grantOn(roster, mia, now);

      expect(await roster.find(noor)).not.toHaveProperty('grantedAt');
      expect(await roster.find(noor)).not.toHaveProperty('givenRoleIds');
    });

    test.each<[string, (roster: Roster) => Promise<unknown>]>([
      ['admitted', (roster) => roster.admit(entry, 1)],
      ['approved by hand', (roster) => roster.add(mia, { approval: { by: '1', reason: 'Met in person.' } }, now)],
      [
        'given a number by another account',
        async (roster) => {
          await roster.admit({ ...entry, ...noor, verifiedAt: now - 1 }, 1);
          await grantOn(roster, noor, now - 1);
          await roster.transfer(noor, mia, phone.phoneKey, now);
        },
      ],
    ])('case 25: the role of a member who was %s is due a minute later, unless it is given', async (_, owe) => {
      const { roster } = await freshPlace().open();
      await owe(roster);

      expect(await roster.dueGrants(now + 59_999, 10)).toEqual([]);
      expect(await roster.dueGrants(now + 60_000, 10)).toEqual([due]);
      await grantOn(roster, mia, now + 1);
      expect(await roster.dueGrants(now + 60_000, 10)).toEqual([]);
    });

    test('a role that is owed is due when its time has come, with the tries made so far', async () => {
      const roster = await admitted();
      expect(await roster.dueGrants(now, 10)).toEqual([]);

      await owedOn(roster, mia, now, { at: now + 500, tries: 2 });

      expect(await roster.dueGrants(now + 499, 10)).toEqual([]);
      expect(await roster.dueGrants(now + 500, 10)).toEqual([{ ...due, tries: 2 }]);
    });

    test('a role that is parked, or given, is not due any more', async () => {
      const roster = await admitted();
      await roster.admit({ ...entry, ...noor, phone: otherPhone }, 1);
      for (const who of [mia, noor]) await owedOn(roster, who, now, { at: now, tries: 1 });

      await owedOn(roster, mia, now);
      await grantOn(roster, noor, now);

      expect(await roster.dueGrants(now, 10)).toEqual([]);
    });

    test('a claim leaves the next try in place, so that the role is tried again where its giver dies', async () => {
      const roster = await admitted();
      await owedOn(roster, mia, now, { at: now, tries: 1 });
      await claimOn(roster, mia, now);
      expect(await roster.dueGrants(now, 10)).toEqual([{ ...due, tries: 1 }]);
    });

    test('of the due roles the longest waiting come first, as many as asked for', async () => {
      const { roster } = await freshPlace().open();
      for (const [index, at] of [30, 10, 20].entries()) {
        const member = { ...mia, memberId: `at-${at}` };
        await roster.admit({ ...entry, ...member, phone: { ...phone, phoneKey: `v1:${index}` } }, 1);
        await owedOn(roster, member, now, { at, tries: index });
      }
      const listed = await roster.dueGrants(30, 2);
      expect(listed.map(({ memberId }) => memberId)).toEqual(['at-10', 'at-20']);
    });

    test('every owed role of a server is due once its obstacle may be gone, and nothing else is', async () => {
      const roster = await admitted();
      const elsewhere = { serverId: '100000000000000009', memberId: mia.memberId };
      await roster.add(noor, { approval: { by: '1', reason: 'Met in person.' } }, now);
      await roster.admit({ ...entry, ...elsewhere }, 1);
      await roster.admit({ ...entry, memberId: 'granted', phone: otherPhone }, 1);
      await grantOn(roster, { ...mia, memberId: 'granted' }, now);
      await owedOn(roster, mia, now, { at: now + claimLife, tries: 3 });

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
