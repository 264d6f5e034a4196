import { describe, expect, test } from 'vitest';
import { endOf, MONTH, REMINDED_BEFORE } from '../../../src/gate/endings/ending.ts';
import { placeOf, storedStates } from '../../../src/gate/list/member-list.ts';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import type { Place } from './place.ts';

const { serverId } = mia;
const now = 1_700_000_000_000;

export function memberListContract(freshPlace: () => Place): void {
  describe('the list of members', () => {
    test('finds everybody once, forth and back, also those of one instant', async () => {
      const { roster, memberList } = await freshPlace().open();
      for (let index = 0; index < 25; index++) {
        const who = { serverId, memberId: `2000000000000000${10 + index}` };
        await roster.add(who, { approval: { by: '1', reason: 'Met.' } }, now + Math.floor(index / 5));
      }
      await roster.add({ serverId: '1', memberId: '2' }, { approval: { by: '1', reason: 'Met.' } }, now);
      const all = await memberList.page(serverId, 'hand', { limit: 50, now });
      expect(all).toHaveLength(25);
      const forth = [];
      for (let after = undefined as (typeof all)[number] | undefined; ; ) {
        const page = await memberList.page(serverId, 'verified', { limit: 4, now, ...(after && { after }) });
        forth.push(...page);
        after = page.at(-1);
        if (page.length < 4) break;
      }
      expect(forth).toEqual(all);
      const [before] = all.slice(10, 11);
      if (!before) throw new Error('nobody');
      expect(await memberList.page(serverId, 'verified', { limit: 4, now, before })).toEqual(all.slice(6, 10));
      expect(await memberList.count(serverId, 'verified', { now })).toBe(25);
    });

    test('finds whose verification ends soon by when it ends, the soonest first, forth and back', async () => {
      const { roster, endings, memberList } = await freshPlace().open();
      const endsAfter = { months: 1, since: now + 1000 };
      const soon = now + REMINDED_BEFORE;
      // From long past its time to later than soon; some of one instant.
      for (let index = 0; index < 12; index++) {
        const who = { serverId, memberId: `2000000000000000${10 + index}` };
        const at = soon - MONTH + (Math.floor(index / 3) - 3) * 10_000_000 + 5_000_000;
        await roster.admit(
          { ...who, phone: { ...phone, phoneKey: `v1:${index}` }, verifiedAt: at - (index % 2) * 5 },
          1,
        );
      }
      await roster.admit({ ...mia, phone, verifiedAt: now - 9 * MONTH }, 1);
      await roster.add(noor, { approval: { by: '1', reason: 'Met.' } }, now);
      await endings.ask(serverId, { memberIds: [noor.memberId] }, soon);
      const ids = await roster.members(serverId);
      const entries = await Promise.all(ids.map((memberId) => roster.find({ serverId, memberId })));
      const expected = entries
        .flatMap((entry) => (entry ? [{ memberId: entry.memberId, endsAt: endOf(entry, { endsAfter }) ?? 0 }] : []))
        .filter(({ endsAt }) => endsAt <= soon)
        .toSorted((one, other) => one.endsAt - other.endsAt || (one.memberId < other.memberId ? -1 : 1));
      const time = { now, endsAfter };
      const all = await memberList.page(serverId, 'ending', { limit: 50, ...time });
      expect(all.map(({ memberId, endsAt }) => ({ memberId, endsAt }))).toEqual(expected);
      expect(all).toHaveLength(11);
      expect(await memberList.count(serverId, 'ending', time)).toBe(11);
      const [third, sixth] = [all[2], all[5]];
      if (!third || !sixth) throw new Error('nobody');
      expect(await memberList.page(serverId, 'ending', { limit: 3, ...time, after: placeOf(third) })).toEqual(
        all.slice(3, 6),
      );
      expect(await memberList.page(serverId, 'ending', { limit: 3, ...time, before: placeOf(sixth) })).toEqual(
        all.slice(2, 5),
      );
      // Without a rule those alone who were asked end.
      expect(await memberList.count(serverId, 'ending', { now })).toBe(1);
    });

    test('knows each state', async () => {
      const { roster, blocks, requests, memberList } = await freshPlace().open();
      await roster.admit({ ...mia, phone, verifiedAt: now }, 2);
      await roster.admit({ ...noor, phone, verifiedAt: now + 1 }, 2);
      const one = (end: number) => ({ serverId, memberId: `20000000000000001${end}` });
      await roster.add(one(1), { exempt: { is: 'boost' } }, now);
      await roster.add(one(2), { letIn: { by: '1', reason: 'Twilio is down.', opening: 'o' } }, now);
      await blocks.put({ ...one(3), ...otherPhone, reason: 'Spam.', by: '1', at: now });
      await blocks.put({
        ...one(4),
        ...otherPhone,
        phoneKey: 'v1:x',
        reason: 'Spam.',
        by: '1',
        at: now,
        until: now + 1,
      });
      await requests.open({ ...one(5), id: 'r', cause: 'cannotVerify', words: 'Help.', at: now, locale: 'de' });
      const counts = await Promise.all(
        storedStates.map((state) => memberList.count(serverId, state, { now: now + 1 })),
      );
      expect(Object.fromEntries(storedStates.map((state, index) => [state, counts[index]]))).toEqual({
        ...{ verified: 4, hand: 0, exempt: 1, letIn: 1, owed: 4, ending: 0, shared: 2, blocked: 1, requests: 1 },
      });
      for (const [index, state] of storedStates.entries()) {
        expect(await memberList.page(serverId, state, { limit: 9, now: now + 1 })).toHaveLength(counts[index] ?? 0);
      }
      const [newest] = await memberList.page(serverId, 'shared', { limit: 9, now });
      expect(newest).toEqual({ memberId: noor.memberId, at: now + 1, how: 'number', hasRole: false, country: 'US' });
    });
  });
}
