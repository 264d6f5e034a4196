import { describe, expect, test } from 'vitest';
import type { Who } from '../../../src/base/member-ref.ts';
import { freshSettings } from '../../../src/gate/settings/settings.ts';
import type { Stores } from '../../../src/storage/stores.ts';
import { mia, noor, otherPhone, phone, sentChallenge } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = Date.now();
const { serverId } = mia;
const nothing = {
  server: undefined,
  entry: undefined,
  stored: {},
  hasBlock: false,
  hasOpening: false,
  hasRequest: false,
  latest: undefined,
};

/** The same by a question for each. */
async function oneByOne({ settings, roster, challenges, blocks, openings, requests, journal }: Stores, who: Who) {
  const entries = await journal.ofMember(who, 10);
  return {
    server: await settings.load(serverId),
    entry: await roster.find(who),
    stored: await challenges.load(who),
    hasBlock: (await blocks.allOfMember(who, now)).length > 0,
    hasOpening: (await openings.current(serverId)) !== undefined,
    hasRequest: (await requests.ofMember(who)) !== undefined,
    latest: entries.find(({ what }) => what !== 'lookedUp')?.what,
  };
}

const opening = { id: 'o1', serverId, by: '1', reason: 'No codes come.', openedAt: now, endsAt: now + 1 };
const request = { ...mia, id: 'r1', cause: 'youngAccount', words: 'Please.', at: now, locale: 'en-US' } as const;

/** What comes to be of Mia, one after another. */
const changes: Readonly<Record<string, (stores: Stores) => Promise<unknown>>> = {
  'settings of her server': ({ settings }) => settings.save(serverId, { ...freshSettings, roleId: '300' }),
  'a challenge': ({ challenges }) => challenges.replace(mia, {}, sentChallenge(), 60_000),
  'an entry of her journal': ({ journal }) => journal.write({ ...mia, at: now, what: 'declined' }),
  'a look-up by the staff': ({ journal }) => journal.write({ ...mia, at: now + 1, what: 'lookedUp' }),
  'a request': ({ requests }) => requests.open(request),
  'an open gate': ({ openings }) => openings.open(opening, now),
  'a block': ({ blocks }) => blocks.put({ ...mia, ...phone, reason: 'Spam.', by: '900', at: now }),
  'her place on the roster': ({ roster }) =>
    roster.admit({ ...mia, phone: otherPhone, verifiedAt: now, locale: 'de' }, 1),
  'her roles': ({ roster }) =>
    roster.claimGrant(mia, { id: 'one', at: now, life: 1, give: ['300'], take: ['301'], held: false }),
};

export function situationsContract(freshPlace: () => Place): void {
  describe('where a member stands', () => {
    test('is nowhere at first', async () => {
      expect(await (await freshPlace().open()).situations.of(mia)).toEqual(nothing);
    });

    test('is what each store says, from the moment on at which another process has changed it', async () => {
      const place = freshPlace();
      const [own, other] = [await place.open(), await place.open()];
      let before = await own.situations.of(mia);
      for (const [what, change] of Object.entries(changes)) {
        await change(other);
        const now = await own.situations.of(mia);
        expect(now, what).toEqual(await oneByOne(own, mia));
        if (what !== 'a look-up by the staff') expect(now, what).not.toEqual(before);
        before = now;
      }
      expect(await own.situations.of(noor)).toEqual({ ...nothing, server: before.server, hasOpening: true });
      await other.openings.close(opening, now, undefined, now);
      await other.settings.save(serverId, { ...freshSettings, roleId: '301' });
      expect(await own.situations.of(mia)).toMatchObject({ hasOpening: false, server: { roleId: '301' } });
    });

    test('is no challenge of another member, and none that is over', async () => {
      const place = freshPlace();
      place.hold();
      const stores = await place.open();
      await stores.challenges.replace(noor, {}, sentChallenge(), 20_000);
      expect((await stores.situations.of(mia)).stored).toEqual({});
      await place.pass(20_000);
      expect((await stores.situations.of(noor)).stored).toEqual({});
    });

    test('is found by a new secret key under the one before, too', async () => {
      const place = freshPlace();
      const [before, after] = [Buffer.alloc(32, 'before'), Buffer.alloc(32, 'after')];
      const old = await place.open({ secretKey: before });
      await old.challenges.replace(mia, {}, sentChallenge(), 60_000);
      const rotated = await place.open({ secretKey: after, previousKeys: [before] });
      expect((await rotated.situations.of(mia)).stored.challenge).toEqual(sentChallenge());
    });

    test('is told of many members at once, of each their own', async () => {
      const { situations, challenges } = await freshPlace().open();
      const members = Array.from({ length: 20 }, (_, index) => ({ serverId, memberId: String(300 + index) }));
      for (const who of members) await challenges.replace(who, {}, sentChallenge({ id: who.memberId }), 60_000);
      const found = await inParallel(members.length, (index) => situations.of(members[index] ?? mia));
      expect(found.map(({ stored }) => stored.challenge?.id)).toEqual(members.map(({ memberId }) => memberId));
    });
  });
}
