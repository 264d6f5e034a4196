import { expect, test } from 'vitest';
import { adoptKey, UnknownKey } from '../../src/gate/database-key.ts';
import { derivePeppers } from '../../src/otp/pepper.ts';
import { mia, noor, phone } from './fixtures.ts';
import { onEveryStore } from './places.ts';
import { inParallel } from './support.ts';

const { serverId } = mia;
const [first, second, third] = ['k1:00', 'k2:00', 'k3:00'];
const under = (phoneKey: string) => ({ ...phone, phoneKey });

onEveryStore(
  (freshPlace) => {
    /** One number under two keys: a key was lost, the number was proved again, and the key was found. */
    async function twice() {
      const place = freshPlace();
      const [stores, other] = [await place.open(), await place.open()];
      await stores.roster.admit({ ...mia, phone: under(first), verifiedAt: 1 }, 1);
      await stores.roster.admit({ ...noor, phone: under(second), verifiedAt: 2 }, 1);
      const block = { ...mia, reason: 'Spam.', by: '900', at: 1 };
      await stores.blocks.put({ ...block, ...under(first), until: 50 });
      await stores.blocks.put({ ...block, ...under(second) });
      return { stores, other };
    }

    test.each([
      ['the newer key', [first], second],
      ['the older key', [second], first],
      ['a third key', [second, first], third],
      ['a third key, the other way round', [first, second], third],
    ])('case 52: a number under two keys comes under %s, and nothing of it is lost', async (_, from, to) => {
      const { stores, other } = await twice();
      await inParallel(4, (index) => (index % 2 ? stores : other).rekey(serverId, from, to));
      const holders = await stores.roster.holders(serverId, to);
      expect(holders.map(({ memberId }) => memberId)).toEqual([mia.memberId, noor.memberId]);
      const held = await stores.blocks.find(serverId, to, 10);
      expect(held).toMatchObject({ reason: 'Spam.' });
      expect(held?.until).toBeUndefined();
      for (const key of from) expect(await stores.blocks.find(serverId, key, 10)).toBeUndefined();
    });

    test('case 52: of processes that start at once with different keys on an empty database, one goes on', async () => {
      const place = freshPlace();
      const opened = await inParallel(4, () => place.open());
      const ends = await Promise.all(
        opened.map(({ facts }, index) => {
          const ring = derivePeppers({ current: Buffer.alloc(32, `key ${index}`), previous: [] });
          return adoptKey(facts, ring, false).then(
            () => 'goes on',
            (error: unknown) => (error instanceof UnknownKey ? 'refused' : error),
          );
        }),
      );
      expect(ends.toSorted()).toEqual(['goes on', 'refused', 'refused', 'refused']);
    });
  },
  ['SQLite', 'PostgreSQL'],
);
