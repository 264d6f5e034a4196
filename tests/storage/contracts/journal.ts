import { describe, expect, test } from 'vitest';
import type { JournalEntry } from '../../../src/gate/ports.ts';
import type { Entry } from '../../support/entries.ts';
import { mia, noor } from '../fixtures.ts';
import { entriesIn } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const hour = 3_600_000;
const started: JournalEntry = { ...mia, at: now, what: 'started' };
const sent = {
  ...mia,
  at: now,
  what: 'sent',
  country: 'US',
  messageId: 'SM1',
  segments: 2,
  price: 0.0158,
  currency: 'USD',
} as const;
const revoked: JournalEntry = { ...mia, at: now + 1, what: 'revoked', by: '300', reason: 'Asked for it.' };

export function journalContract(freshPlace: () => Place): void {
  const open = async () => (await freshPlace().open()).journal;

  describe('journal', () => {
    test('what is written is read as it was, also after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      for (const entry of [started, sent, revoked]) await before.journal.write(entry);
      await before.close();

      const { journal } = await place.open();
      expect(await entriesIn(journal, mia.serverId, now)).toEqual([started, sent, revoked]);
      expect(await journal.ofMember(mia, 10)).toEqual([revoked, sent, started]);
    });

    test('a cause is read as what it was written as, also where a staff member wrote one of this program’s words', async () => {
      const journal = await open();
      const by = '300';
      const entries: Entry[] = [
        { what: 'undelivered', messageId: 'SM1', problem: 'filtered' },
        { what: 'sendRefused', country: 'US', problem: 'busy' },
        { what: 'grantFailed', obstacle: 'notSetUp' },
        { what: 'gaveUpNumber', country: 'US', obstacle: 'roleGone' },
        { what: 'gaveUpNumber', country: 'US', by, reason: 'roleGone' },
        { what: 'transferred', country: 'US', by, reason: 'busy' },
        { what: 'capReached', country: 'US', budget: 'sends-all' },
        { what: 'requested', cause: 'numberTaken', locale: 'de' },
        { what: 'consented', version: '2026-11-29', locale: 'pt-BR' },
        { what: 'consented', version: '2026-11-29' },
        { what: 'reminded', notice: 'warn' },
        { what: 'approved', by, reason: 'filtered' },
        { what: 'lookedUp', by },
        { what: 'removed' },
      ];
      for (const entry of entries) await journal.write({ ...mia, at: now, ...entry });
      expect(await journal.ofMember(mia, 20)).toEqual(
        entries.map((entry) => ({ ...mia, at: now, ...entry })).reverse(),
      );
    });

    test('a cause in the words of another version is left out', async () => {
      const journal = await open();
      const foreign = JSON.parse('{"problem":"tooFarAway"}');
      await journal.write({ ...mia, at: now, what: 'undelivered', messageId: 'SM1', ...foreign });
      expect(await journal.ofMember(mia, 1)).toEqual([{ ...mia, at: now, what: 'undelivered', messageId: 'SM1' }]);
    });

    test('entries of one moment keep their order, others that of their time', async () => {
      const journal = await open();
      for (const entry of [revoked, started, sent]) await journal.write(entry);
      expect(await entriesIn(journal, mia.serverId)).toEqual([started, sent, revoked]);
      expect(await journal.ofMember(mia, 2)).toEqual([revoked, sent]);
    });

    test('who is in a period, and what happened to them in it, one after the other', async () => {
      const journal = await open();
      const ofNoor = { ...started, ...noor, at: now + 5 };
      for (const entry of [ofNoor, revoked, started, sent]) await journal.write(entry);

      const period = { from: now, until: now + 6 };
      const both = [mia.memberId, noor.memberId];
      expect((await journal.membersIn(mia.serverId, period)).sort()).toEqual(both);
      expect(await journal.ofMembers(mia.serverId, both, period)).toEqual([started, sent, revoked, ofNoor]);
      expect(await journal.ofMembers(mia.serverId, [noor.memberId], period)).toEqual([ofNoor]);
      expect(await journal.membersIn(mia.serverId, { ...period, until: now + 5 })).toEqual([mia.memberId]);
      expect(await journal.ofMembers(mia.serverId, both, { from: now + 1, until: now + 5 })).toEqual([revoked]);
    });

    test('reading a server, however long it takes, leaves others their turns', async () => {
      const journal = await open();
      const turns: string[] = [];
      setImmediate(() => turns.push('first'));
      await journal.membersIn(mia.serverId, { from: 0, until: now });
      setImmediate(() => turns.push('second'));
      await journal.ofMembers(mia.serverId, [mia.memberId], { from: 0, until: now });
      expect(turns).toEqual(['first', 'second']);
    });

    test('an SMS is due for its price an hour after it was sent, until it is not to be asked for any more', async () => {
      const journal = await open();
      const { segments, price, currency, ...bare } = sent;
      const sms = { ...mia, messageId: 'SM1' };
      const due = [{ ...sms, sentAt: now, isOver: true }];
      const { messageId: _, ...unnamed } = bare;
      for (const entry of [started, bare, unnamed, { ...bare, what: 'delivered' as const }]) await journal.write(entry);
      await journal.write({ ...bare, ...noor, messageId: 'SM2', at: now - 1 });

      expect(await journal.unbilled(now + hour - 2, 10)).toEqual([]);
      expect(await journal.unbilled(now + hour, 10)).toEqual([
        { ...noor, messageId: 'SM2', sentAt: now - 1, isOver: false },
        ...due,
      ]);
      expect(await journal.unbilled(now + hour, 1)).toHaveLength(1);
      await journal.bill({ ...noor, messageId: 'SM2' }, undefined);

      await journal.bill(sms, { segments: 2 }, now + 2 * hour);
      expect(await journal.unbilled(now + 2 * hour - 1, 10)).toEqual([]);
      expect(await journal.unbilled(now + 2 * hour, 10)).toEqual(due);

      await journal.bill(sms, { segments: 2, price: 0.0158, currency: 'USD' });
      expect(await journal.unbilled(now + 100 * hour, 10)).toEqual([]);
      expect(await journal.ofMember(mia, 10)).toContainEqual(sent);
      expect(await journal.ofMember(noor, 10)).toEqual([expect.not.objectContaining({ segments: 2 })]);
    });

    test('what an SMS cost is not written down again where its sending is forgotten', async () => {
      const journal = await open();
      await journal.write(sent);
      await journal.forget(mia);
      await journal.bill({ ...mia, messageId: 'SM1' }, { segments: 2 }, now);
      expect(await journal.ofMember(mia, 10)).toEqual([]);
      expect(await journal.unbilled(now + hour, 10)).toEqual([]);
    });

    test('a server sees its own entries from a time on, and a member their own', async () => {
      const journal = await open();
      const ofNoor = { ...started, ...noor };
      const elsewhere = { ...started, serverId: '100000000000000009' };
      for (const entry of [started, ofNoor, elsewhere, revoked]) await journal.write(entry);

      expect(await entriesIn(journal, mia.serverId, now + 1)).toEqual([revoked]);
      expect(await entriesIn(journal, mia.serverId, now + 2)).toEqual([]);
      expect(await entriesIn(journal, elsewhere.serverId)).toEqual([elsewhere]);
      expect(await journal.ofMember(noor, 10)).toEqual([ofNoor]);
    });

    test('pruning forgets what is older', async () => {
      const journal = await open();
      for (const entry of [started, revoked]) await journal.write(entry);
      await journal.prune(now + 1);
      expect(await entriesIn(journal, mia.serverId)).toEqual([revoked]);
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
      expect(await entriesIn(journal, mia.serverId)).toEqual(others.slice(0, 1));
      expect(await entriesIn(journal, '100000000000000009')).toEqual(others.slice(1));
    });
  });
}
