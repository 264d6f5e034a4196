import { describe, expect, test } from 'vitest';
import type { Block } from '../../../src/gate/ports.ts';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const block: Block = { ...mia, ...phone, reason: 'Spam.', by: 'ban', at: now };
const { serverId } = mia;

export function blocksContract(freshPlace: () => Place): void {
  const open = async () => (await freshPlace().open()).blocks;

  describe('blocks', () => {
    test('a blocked number is found by the number and by its account, also after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      await before.blocks.put(block);
      await before.close();

      const { blocks } = await place.open();
      expect(await blocks.find(serverId, phone.phoneKey, now)).toEqual(block);
      expect(await blocks.ofMember(mia, now)).toEqual([block]);
    });

    test('a block is of one number on one server', async () => {
      const blocks = await open();
      await blocks.put(block);
      expect(await blocks.find(serverId, otherPhone.phoneKey, now)).toBeUndefined();
      expect(await blocks.find('100000000000000009', phone.phoneKey, now)).toBeUndefined();
      expect(await blocks.ofMember(noor, now)).toEqual([]);
    });

    test('a second block of a number replaces the first one', async () => {
      const blocks = await open();
      await blocks.put({ ...block, until: now + 5 });
      const second = { ...block, ...noor, reason: 'Threats.', by: '300', at: now + 1 };
      await blocks.put(second);

      expect(await blocks.find(serverId, phone.phoneKey, now + 10)).toEqual(second);
      expect(await blocks.ofMember(mia, now)).toEqual([]);
    });

    test('a block holds until its time is up; then it is gone, and its row with the next pruning', async () => {
      const blocks = await open();
      const forAWhile = { ...block, until: now + 5 };
      await blocks.put(forAWhile);
      await blocks.put({ ...block, ...otherPhone });

      expect(await blocks.find(serverId, phone.phoneKey, now + 4)).toEqual(forAWhile);
      expect(await blocks.find(serverId, phone.phoneKey, now + 5)).toBeUndefined();
      expect(await blocks.ofMember(mia, now + 5)).toEqual([{ ...block, ...otherPhone }]);

      await blocks.prune(now + 4);
      expect(await blocks.find(serverId, phone.phoneKey, now)).toEqual(forAWhile);
      await blocks.prune(now + 5);
      expect(await blocks.find(serverId, phone.phoneKey, now)).toBeUndefined();
      expect(await blocks.find(serverId, otherPhone.phoneKey, now)).toBeDefined();
    });

    test('lifting frees every number of an account, and only of it', async () => {
      const blocks = await open();
      const ofNoor = { ...block, ...noor, phoneKey: 'v1:noor' };
      for (const one of [block, { ...block, ...otherPhone }, ofNoor]) await blocks.put(one);

      expect(await blocks.liftMember(mia)).toBe(2);

      expect(await blocks.liftMember(mia)).toBe(0);
      expect(await blocks.find(serverId, phone.phoneKey, now)).toBeUndefined();
      expect(await blocks.ofMember(noor, now)).toEqual([ofNoor]);
    });

    test('a block outlives its account: the number stays blocked, and nothing leads to whose it was', async () => {
      const blocks = await open();
      const { memberId: _, ...ofNobody } = block;
      const ofNoor = { ...block, ...noor, ...otherPhone };
      for (const one of [block, ofNoor]) await blocks.put(one);

      await blocks.detach(mia);

      expect(await blocks.find(serverId, phone.phoneKey, now)).toEqual(ofNobody);
      expect(await blocks.ofMember(mia, now)).toEqual([]);
      expect(await blocks.liftMember(mia)).toBe(0);
      expect(await blocks.ofMember(noor, now)).toEqual([ofNoor]);
      await blocks.attach(mia, phone.phoneKey);
      await blocks.attach(noor, phone.phoneKey);
      expect(await blocks.ofMember(mia, now)).toEqual([block]);
      expect(await blocks.ofMember(noor, now)).toEqual([ofNoor]);
    });

    test('an unban lifts what the ban made and leaves what the staff made', async () => {
      const blocks = await open();
      const ofStaff = { ...block, ...otherPhone, by: '300', at: now + 1 };
      await blocks.put(ofStaff);
      const how = { reason: 'Banned.', at: now };
      expect(await blocks.ban(mia, phone, how)).toBe(true);
      expect(await blocks.ban(mia, phone, how)).toBe(false);
      expect(await blocks.ban(mia, otherPhone, how)).toBe(true);
      expect(await blocks.ofMember(mia, now)).toEqual([{ ...block, ...how }, ofStaff]);
      expect(await blocks.allOfMember(mia, now)).toHaveLength(3);

      expect((await blocks.unban(mia)).toSorted()).toEqual([phone.phoneKey, otherPhone.phoneKey].toSorted());

      expect(await blocks.unban(mia)).toEqual([]);
      expect(await blocks.allOfMember(mia, now)).toEqual([ofStaff]);
    });
  });
}
