import { describe, expect, test } from 'vitest';
import { freshSettings } from '../../../src/gate/settings/settings.ts';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import type { Place } from './place.ts';

const { serverId } = mia;
const now = 1_700_000_000_000;
const account = (memberId: string) => ({ serverId, memberId });
const held = (key: string) => ({ ...phone, phoneKey: `v1:${key}` });

export function banReachContract(freshPlace: () => Place): void {
  describe('the reach of bans', () => {
    test('case 31: among accounts are found those that hold a number, held one, or stand on a block, each once', async () => {
      const { roster, blocks, banReach } = await freshPlace().open();
      for (const memberId of ['holds', 'held', 'blocked']) {
        await roster.admit({ ...account(memberId), phone: held(memberId), verifiedAt: now }, 1);
      }
      await roster.remove(account('held'));
      await roster.add(account('by-hand'), { approval: { by: '1', reason: 'Met in person.' } }, now);
      await blocks.put({ ...account('blocked'), ...otherPhone, reason: 'Spam.', by: '900', at: now });
      await roster.admit({ serverId: 'other', memberId: 'elsewhere', phone, verifiedAt: now }, 1);

      const others = Array.from({ length: 450 }, (_, index) => `stranger-${index}`);
      const asked = ['by-hand', 'elsewhere', ...others.slice(0, 300), 'holds', 'held', ...others.slice(300), 'blocked'];
      expect((await banReach.among(serverId, asked)).toSorted()).toEqual(['blocked', 'held', 'holds']);
      expect(await banReach.among(serverId, [])).toEqual([]);
    });

    test('a server counts with settings and with anything that a ban could reach', async () => {
      const { roster, settings, banReach } = await freshPlace().open();
      await roster.admit({ ...mia, phone, verifiedAt: now }, 1);
      expect(await banReach.isAny(serverId)).toBe(false);
      await settings.save(serverId, freshSettings);
      expect(await banReach.isAny(serverId)).toBe(true);
      await roster.remove(mia);
      expect(await banReach.isAny(serverId)).toBe(true);
      await settings.save('other', freshSettings);
      expect(await banReach.isAny('other')).toBe(false);
    });

    test('the accounts whose bans block numbers are named once, and none of the staff’s blocks', async () => {
      const { blocks, banReach } = await freshPlace().open();
      const how = { reason: 'Banned.', at: now };
      for (const number of [phone, otherPhone]) await blocks.ban(mia, number, how);
      await blocks.put({ ...noor, ...phone, reason: 'Spam.', by: '900', at: now });
      expect(await banReach.banned(serverId)).toEqual([mia.memberId]);
      await blocks.unban(mia);
      expect(await banReach.banned(serverId)).toEqual([]);
    });
  });
}
