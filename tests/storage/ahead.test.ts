import { describe, expect, test } from 'vitest';
import { claimOn } from '../support/roles.ts';
import { mia, noor, otherPhone, phone } from './fixtures.ts';
import { onEachDatabase } from './places.ts';

const now = 1_700_000_000_000;
const [MINUTE, HOUR, DAY] = [60_000, 3_600_000, 86_400_000];
/** What a clock said that was ahead. */
const ahead = now + 100 * DAY;
const owedNoor = { ...noor, roleId: '300', act: 'take', tries: 2 } as const;
const owedMia = { ...mia, roleId: '300', act: 'take', tries: 0 } as const;

onEachDatabase((freshPlace) => {
  const open = () => freshPlace().open();

  describe('case 34: what a clock that was ahead has written down is no reason to wait', () => {
    test('an owed role is due, after those of a right clock; one that is put off for the longest wait is not', async () => {
      const { roster } = await open();
      await roster.admit({ ...mia, phone, verifiedAt: ahead }, 1);
      await roster.admit({ ...noor, phone: otherPhone, verifiedAt: now }, 1);
      const due = { ...mia, tries: 0 };
      expect(await roster.dueGrants(now, 10)).toEqual([due]);
      expect(await roster.dueGrants(now + MINUTE, 10)).toEqual([{ ...noor, tries: 0 }, due]);
      expect(await roster.dueGrants(now + MINUTE, 1)).toEqual([{ ...noor, tries: 0 }]);
      await roster.owe(mia, { at: now + 6 * HOUR, tries: 9 });
      expect(await roster.dueGrants(now, 10)).toEqual([]);
    });

    test('the claim of somebody who died with it is void; one by a clock some seconds ahead holds', async () => {
      const { roster } = await open();
      await roster.admit({ ...mia, phone, verifiedAt: now }, 1);
      await claimOn(roster, mia, ahead);
      expect(await claimOn(roster, mia, now)).toBe(true);
      await roster.renewClaim(mia, `claim-${now}`, now + 30_000);
      expect(await claimOn(roster, mia, now + 1)).toBe(false);
    });

    test('a role to take is due; one that is put off for the longest wait is not', async () => {
      const { pendingRoles } = await open();
      await pendingRoles.keep([owedMia], ahead);
      await pendingRoles.keep([owedNoor], now);
      expect(await pendingRoles.due(now, 10)).toEqual([owedNoor, owedMia]);
      await pendingRoles.keep([owedMia, owedNoor], now + 6 * HOUR);
      expect(await pendingRoles.due(now, 10)).toEqual([]);
    });

    test('a bill is asked for; one that is put off for the longest wait is not', async () => {
      const { journal } = await open();
      await journal.write({ ...mia, at: ahead, what: 'sent', messageId: 'SM1' });
      expect(await journal.unbilled(now, 10)).toEqual([{ ...mia, messageId: 'SM1', sentAt: ahead, isOver: false }]);
      await journal.bill({ ...mia, messageId: 'SM1' }, undefined, now + DAY);
      expect(await journal.unbilled(now, 10)).toEqual([]);
      expect(await journal.unbilled(now + DAY, 10)).toHaveLength(1);
    });

    test('a proof is void, as a code is: nobody can tell when its life ends', async () => {
      const { proofs } = await open();
      await proofs.keep(mia, phone, ahead);
      expect(await proofs.find(mia, now)).toBeUndefined();
      expect(await proofs.take(mia, now)).toBeUndefined();
      await proofs.keep(mia, phone, now + 10 * MINUTE + 30_000);
      expect(await proofs.take(mia, now)).toEqual(phone);
    });

    test('a block with an end holds for as long as it was meant to, from when the clock is right', async () => {
      const { blocks } = await open();
      const block = { ...mia, ...phone, reason: 'Spam.', by: '300', at: ahead, until: ahead + DAY };
      const right = { ...block, ...otherPhone, at: now, until: now + 90 * DAY };
      for (const one of [block, right]) await blocks.put(one);
      await blocks.prune(now);
      expect(await blocks.find(mia.serverId, phone.phoneKey, now)).toEqual({ ...block, at: now, until: now + DAY });
      expect(await blocks.find(mia.serverId, otherPhone.phoneKey, now)).toEqual(right);
      expect(await blocks.find(mia.serverId, phone.phoneKey, now + DAY)).toBeUndefined();
    });

    test('whose data was deleted by it can verify, and all is kept of them', async () => {
      const place = freshPlace();
      const stampOf = (at: number) => ({ stamp: () => at * 1000, began: () => at * 1000 });
      const wrong = await place.open({ beginnings: stampOf(ahead) });
      await wrong.erasures.note(mia);
      const { roster, erasures, journal } = await place.open({ beginnings: stampOf(now) });
      expect(await erasures.isUnderway(mia)).toBe(false);
      expect(await roster.admit({ ...mia, phone, verifiedAt: now }, 1)).toEqual({ is: 'admitted' });
      expect(await journal.write({ ...mia, at: now, what: 'verified' })).toBe(true);
      const second = await place.open({ beginnings: stampOf(now + 30_000) });
      await second.erasures.note(mia);
      expect(await erasures.isUnderway(mia)).toBe(true);
    });
  });
});
