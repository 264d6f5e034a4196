import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Who } from '../../../src/base/member-ref.ts';
import { type EndingRule, endingAct, endOf, MONTH, REMINDED_BEFORE } from '../../../src/gate/endings/ending.ts';
import type { RosterEntry } from '../../../src/gate/ports.ts';
import type { Stores } from '../../../src/storage/stores.ts';
import { grantOn } from '../../support/roles.ts';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const DAY = 24 * 60 * 60_000;
const now = 1_800_000_000_000;
const { serverId } = mia;
const entry = { ...mia, phone, verifiedAt: now - 10 * MONTH };
const approval = { by: '200000000000000099', reason: 'Met in person.' };
const letIn = { by: '200000000000000099', reason: 'SMS is down.', opening: 'opening-1' };

export function endingsContract(freshPlace: () => Place): void {
  const open = () => freshPlace().open();

  describe('endings', () => {
    test('asking sets until when those of one opening hold, and no others', async () => {
      const { roster, endings } = await open();
      await roster.add(mia, { letIn }, now);
      await roster.add(noor, { letIn: { ...letIn, opening: 'opening-2' } }, now);
      expect(await endings.serversAsking()).toEqual([]);
      expect(await endings.ask(serverId, { batch: 'opening-1' }, now + DAY)).toBe(1);
      expect(await endings.serversAsking()).toEqual([serverId]);
      expect(await roster.find(mia)).toEqual({ ...mia, letIn, verifiedAt: now, endsAt: now + DAY });
      expect(await roster.find(noor)).not.toHaveProperty('endsAt');
      expect(await endings.ask(serverId, { memberIds: [noor.memberId] }, now + DAY)).toBe(1);
    });

    test('a renewal keeps the role and takes the number that is proven, which nobody else may hold', async () => {
      const { roster, endings, pastNumbers } = await open();
      await roster.admit(entry, 1);
      await grantOn(roster, mia, now);
      const before = await roster.find(mia);
      if (!before) throw new Error('Mia is not on the roster.');
      await endings.noticed(before, 'warn', now);

      expect(await endings.renew({ ...mia, phone, verifiedAt: now + 1, locale: 'de' }, 1)).toEqual({ is: 'renewed' });
      expect(await roster.find(mia)).toEqual({ ...before, verifiedAt: now + 1, locale: 'de' });
      expect(await pastNumbers.ofMember(mia)).toEqual([]);
      // A notice about what was read before is none of this verification.
      await endings.noticed(before, 'warn', now + 2);
      expect(await roster.find(mia)).not.toHaveProperty('warnedAt');

      expect(await endings.renew({ ...mia, phone: otherPhone, verifiedAt: now + 3 }, 1)).toEqual({ is: 'renewed' });
      expect((await roster.find(mia))?.phone).toEqual(otherPhone);
      expect(await pastNumbers.ofMember(mia)).toMatchObject([{ phoneKey: phone.phoneKey }]);
      expect(await roster.admit({ ...entry, ...noor }, 1)).toEqual({ is: 'admitted' });
      const taken = await endings.renew({ ...mia, phone, verifiedAt: now + 4 }, 1);
      expect(taken).toEqual({ is: 'numberTaken', holders: [noor.memberId] });
      expect(await endings.renew({ ...mia, phone, verifiedAt: now + 4 }, 2)).toEqual({ is: 'renewed' });
    });

    test('a renewal heeds a block, and finds nobody who is off the roster', async () => {
      const { roster, endings, blocks } = await open();
      await roster.add(mia, { letIn }, now);
      await blocks.put({ ...noor, ...phone, reason: 'Spam.', by: '1', at: now });
      expect(await endings.renew({ ...mia, phone, verifiedAt: now }, 1)).toEqual({ is: 'blocked' });
      expect(await endings.renew({ ...mia, phone: otherPhone, verifiedAt: now }, 1)).toEqual({ is: 'renewed' });
      expect(await roster.find(mia)).toEqual({ ...mia, phone: otherPhone, verifiedAt: now });
      await roster.remove(mia);
      expect(await endings.renew({ ...mia, phone: otherPhone, verifiedAt: now }, 1)).toEqual({ is: 'gone' });
    });

    test.each([1, 2])(
      'fifty who renew onto one number and fifty who come with it: %d hold it in the end',
      async (allowed) => {
        const place = freshPlace();
        const both = [await place.open(), await place.open()] as const;
        const account = (index: number) => ({ serverId, memberId: `account-${index}` });
        for (let index = 0; index < 50; index++) await both[0].roster.add(account(index), { approval }, now);
        const results = await inParallel<{ readonly is: string }>(100, (index) => {
          const { roster, endings } = both[index % 2 === 0 ? 0 : 1];
          const member = { ...account(index), phone, verifiedAt: now + index };
          return index < 50 ? endings.renew(member, allowed) : roster.admit(member, allowed);
        });
        expect(results.filter(({ is }) => is === 'renewed' || is === 'admitted')).toHaveLength(allowed);
        expect(await both[0].roster.holders(serverId, phone.phoneKey)).toHaveLength(allowed);
      },
    );

    test('of an end and a renewal in the same instant one is done', async () => {
      const { roster, endings } = await open();
      for (let run = 0; run < 20; run++) {
        await roster.admit(entry, 1);
        await endings.noticed(entry, 'warn', now);
        const warned = { ...entry, warnedAt: now };
        const [gone, renewed] = await Promise.all([
          endings.removeEnded(warned),
          endings.renew({ ...mia, phone, verifiedAt: now + 1 }, 1),
        ]);
        expect([gone !== undefined, renewed.is]).toEqual(gone ? [true, 'gone'] : [false, 'renewed']);
        expect((await roster.find(mia))?.verifiedAt).toBe(gone ? undefined : now + 1);
        await roster.remove(mia);
      }
    });

    test('the word of the staff renews a number, and makes of who was let in a member by hand', async () => {
      const { roster, endings } = await open();
      await roster.admit(entry, 1);
      await roster.add(noor, { letIn }, now);
      await endings.ask(serverId, { memberIds: [noor.memberId] }, now);
      expect(await endings.vouch(mia, approval, now)).toBe(true);
      expect(await endings.vouch(noor, approval, now)).toBe(true);
      expect(await roster.find(mia)).toEqual({ ...entry, verifiedAt: now });
      expect(await roster.find(noor)).toEqual({ ...noor, approval, verifiedAt: now });
      expect(await endings.vouch({ ...mia, memberId: 'nobody' }, approval, now)).toBe(false);
    });

    test('finds exactly those for whom the rule has a notice, and counts those who end', async () => {
      const { roster, endings } = await open();
      const rows = await scattered({ roster, endings });
      const found = await Promise.all(rows.map((who) => roster.find(who)));
      const all = found.filter((one) => one !== undefined);
      const some: readonly (EndingRule | undefined)[] = [
        undefined,
        { months: 6, since: now - 5 * DAY },
        { months: 1, since: now + DAY },
        { months: 12, since: 0 },
      ];
      for (const rule of some) {
        const found = await endings.unnoticed(serverId, rule, { now, until: now + REMINDED_BEFORE }, 1000);
        expect(found.map(({ memberId }) => memberId).sort()).toEqual(noticesDue(all, rule));
        const noticed = await endings.noticedBefore(serverId, rule, now - 7 * DAY, 1000);
        expect(noticed.map(({ memberId }) => memberId).sort()).toEqual(noticedOf(all, rule, now - 7 * DAY));
        const ends = endsOf(all, rule);
        const until = now + 3 * DAY;
        const over = ends.filter((at) => at <= until);
        expect(await endings.count(serverId, rule, until)).toEqual({ ending: over.length, inAll: ends.length });
        const listed = await endings.list(serverId, rule, until, { limit: 1000, offset: 0 });
        expect(listed.map(({ end }) => end)).toEqual(over);
      }
    });
  });
}

/** Members of every kind, with ends and notices at all times. */
async function scattered({ roster, endings }: Pick<Stores, 'roster' | 'endings'>): Promise<Who[]> {
  const instant = fc.integer({ min: now - 800 * DAY, max: now + 30 * DAY });
  const rows = fc.sample(fc.tuple(instant, fc.option(instant), fc.option(instant), fc.option(instant)), 60);
  const all = rows.map((_, index) => ({ serverId, memberId: `account-${index}` }));
  for (const [index, [verifiedAt, endsAt, remindedAt, warnedAt]] of rows.entries()) {
    const who = { serverId, memberId: `account-${index}` };
    const held = { ...phone, phoneKey: `key:${index}` };
    if (index % 3 === 0) await roster.add(who, { approval }, verifiedAt);
    else await roster.admit({ ...who, phone: held, verifiedAt }, 1);
    if (endsAt !== null && index % 2 === 0) await endings.ask(serverId, { memberIds: [who.memberId] }, endsAt);
    const one = await roster.find(who);
    if (one && remindedAt !== null) await endings.noticed(one, 'remind', remindedAt);
    if (one && warnedAt !== null) await endings.noticed(one, 'warn', warnedAt);
  }
  return all;
}

const ruled = (rule: EndingRule | undefined) => (rule ? { endsAfter: rule } : {});

function noticesDue(all: readonly RosterEntry[], rule: EndingRule | undefined): string[] {
  const due = all.filter((one) => ['remind', 'warn'].includes(endingAct(one, ruled(rule), [], now)?.is ?? ''));
  return due.map(({ memberId }) => memberId).sort();
}

/** Of whom a last notice counts that was sent until then. */
function noticedOf(all: readonly RosterEntry[], rule: EndingRule | undefined, before: number): string[] {
  const counts = ({ warnedAt, ...one }: RosterEntry) => {
    const end = endOf(one, ruled(rule));
    return end !== undefined && warnedAt !== undefined && warnedAt >= end && warnedAt <= before;
  };
  return all
    .filter(counts)
    .map(({ memberId }) => memberId)
    .sort();
}

function endsOf(all: readonly RosterEntry[], rule: EndingRule | undefined): number[] {
  const ends = all.map((one) => endOf(one, ruled(rule))).filter((at) => at !== undefined);
  return ends.sort((a, b) => a - b);
}
