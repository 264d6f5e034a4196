import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/gate/ports.ts';
import { mia, noor } from '../fixtures.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const started: JournalEntry = { ...mia, at: now, what: 'started' };
const sent: JournalEntry = {
  ...mia,
  at: now,
  what: 'sent',
  country: 'US',
  messageId: 'SM1',
  segments: 2,
  price: 0.0158,
  currency: 'USD',
};
const revoked: JournalEntry = { ...mia, at: now + 1, what: 'revoked', by: '300', why: 'Asked for it.' };

export function journalContract(freshPlace: () => Place): void {
  const open = async () => (await freshPlace().open()).journal;

  describe('journal', () => {
    test('what is written is read as it was, also after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      for (const entry of [started, sent, revoked]) await before.journal.write(entry);
      await before.close();

      const { journal } = await place.open();
      expect(await journal.since(mia.serverId, now)).toEqual([started, sent, revoked]);
      expect(await journal.ofMember(mia, 10)).toEqual([revoked, sent, started]);
    });

    test('entries of one moment keep their order, others that of their time', async () => {
      const journal = await open();
      for (const entry of [revoked, started, sent]) await journal.write(entry);
      expect(await journal.since(mia.serverId, 0)).toEqual([started, sent, revoked]);
      expect(await journal.ofMember(mia, 2)).toEqual([revoked, sent]);
    });

    test('a server sees its own entries from a time on, and a member their own', async () => {
      const journal = await open();
      const ofNoor = { ...started, ...noor };
      const elsewhere = { ...started, serverId: '100000000000000009' };
      for (const entry of [started, ofNoor, elsewhere, revoked]) await journal.write(entry);

      expect(await journal.since(mia.serverId, now + 1)).toEqual([revoked]);
      expect(await journal.since(mia.serverId, now + 2)).toEqual([]);
      expect(await journal.since(elsewhere.serverId, 0)).toEqual([elsewhere]);
      expect(await journal.ofMember(noor, 10)).toEqual([ofNoor]);
    });

    test('pruning forgets what is older', async () => {
      const journal = await open();
      for (const entry of [started, revoked]) await journal.write(entry);
      await journal.prune(now + 1);
      expect(await journal.since(mia.serverId, 0)).toEqual([revoked]);
    });

    test('a member who is forgotten has no entries left; the others keep theirs', async () => {
      const journal = await open();
      const others = [
        { ...started, ...noor },
        { ...started, serverId: '100000000000000009' },
      ];
      for (const entry of [started, ...others, revoked]) await journal.write(entry);

      await journal.forget(mia);

      expect(await journal.ofMember(mia, 10)).toEqual([]);
      expect(await journal.since(mia.serverId, 0)).toEqual(others.slice(0, 1));
      expect(await journal.since('100000000000000009', 0)).toEqual(others.slice(1));
    });
  });
}
