import { describe, expect, onTestFinished, test } from 'vitest';
import type { Stored } from '../../../src/otp/challenge-store.ts';
import { shortLivedInDatabase } from '../../../src/storage/move/short-lived-in-database.ts';
import { shortLivedInRedis } from '../../../src/storage/move/short-lived-in-redis.ts';
import { openDatabase } from '../../../src/storage/open-database.ts';
import { mia, noor, secretKey, sentChallenge } from '../fixtures.ts';
import { loadChallenge, saveChallenge } from '../stored.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const minute = 60_000;

export function challengeStoreContract(freshPlace: () => Place): void {
  describe('challenges', () => {
    test('what was saved is loaded, by any connection', async () => {
      const place = freshPlace();
      const [one, other] = [await place.open(), await place.open()];
      const challenge = sentChallenge({ round: { id: 'round-7', wrong: 2, lastWrongAt: 5 } });

      await saveChallenge(one.challenges, mia, challenge, minute);

      expect(await loadChallenge(one.challenges, mia)).toEqual(challenge);
      expect(await loadChallenge(other.challenges, mia)).toEqual(challenge);
    });

    test('case 16: a challenge is still there after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      await saveChallenge(before.challenges, mia, sentChallenge(), minute);
      await before.close();

      const after = await place.open();

      expect(await loadChallenge(after.challenges, mia)).toEqual(sentChallenge());
    });

    test('case 51: a challenge lies under a name that says nothing of its member', async () => {
      const place = freshPlace();
      const { challenges } = await place.open();
      await saveChallenge(challenges, mia, sentChallenge(), minute);
      const address = await place.address();
      const database = await openDatabase(address.databaseUrl);
      onTestFinished(() => database.close());
      const kept =
        address.redisUrl === undefined
          ? shortLivedInDatabase(database.patient)
          : await shortLivedInRedis(address.redisUrl);
      const keys: string[] = [];
      for await (const batch of kept.read('challenges')) keys.push(...batch.map(({ key }) => key));
      if (address.redisUrl !== undefined) await kept.close();
      expect(keys).toEqual([expect.stringMatching(/^[0-9a-f]{64}$/)]);
    });

    test('case 51: a challenge is found, replaced once and removed once after the secret key was replaced', async () => {
      const place = freshPlace();
      const before = await place.open();
      await saveChallenge(before.challenges, mia, sentChallenge(), minute);
      await saveChallenge(before.challenges, noor, sentChallenge(), minute);
      const keys = { secretKey: Buffer.alloc(32, 'another key'), previousKeys: [secretKey] };
      const { challenges } = await place.open(keys);
      const other = await place.open(keys);

      const stored = await challenges.load(mia);
      const saves = await inParallel(6, (index) =>
        (index % 2 ? challenges : other.challenges).replace(mia, stored, sentChallenge({ id: `${index}` }), minute),
      );
      expect(saves.filter((done) => done !== undefined)).toHaveLength(1);
      expect(await loadChallenge(other.challenges, mia)).toEqual(saves.find((done) => done !== undefined)?.challenge);

      const removals = await inParallel(6, (index) => (index % 2 ? challenges : other.challenges).remove(noor));
      expect(removals.filter((done) => done)).toHaveLength(1);
      expect(await challenges.load(noor)).toEqual({});
      await saveChallenge(challenges, noor, sentChallenge({ id: 'after' }), minute);
      expect(await loadChallenge(before.challenges, noor)).toBeUndefined();
    });

    test('case 7: each member of each server has their own', async () => {
      const { challenges } = await freshPlace().open();
      const elsewhere = { ...mia, serverId: '100000000000000009' };
      await saveChallenge(challenges, mia, sentChallenge({ id: 'of-mia' }), minute);
      await saveChallenge(challenges, elsewhere, sentChallenge({ id: 'of-mia-elsewhere' }), minute);

      expect(await loadChallenge(challenges, noor)).toBeUndefined();
      expect(await loadChallenge(challenges, mia)).toMatchObject({ id: 'of-mia' });
      expect(await loadChallenge(challenges, elsewhere)).toMatchObject({ id: 'of-mia-elsewhere' });
    });

    test('a later save replaces the earlier one, its life included', async () => {
      const place = freshPlace();
      place.hold();
      const { challenges } = await place.open();
      await saveChallenge(challenges, mia, sentChallenge({ id: 'first' }), minute);
      await saveChallenge(challenges, mia, sentChallenge({ id: 'second' }), 10 * minute);

      await place.pass(5 * minute);

      expect(await loadChallenge(challenges, mia)).toMatchObject({ id: 'second' });
    });

    test('a challenge is kept for its time and then gone', async () => {
      const place = freshPlace();
      place.hold();
      const { challenges } = await place.open();
      await saveChallenge(challenges, mia, sentChallenge(), minute);

      await place.pass(minute - place.grain);
      expect(await loadChallenge(challenges, mia)).toEqual(sentChallenge());
      await place.pass(place.grain);
      expect(await loadChallenge(challenges, mia)).toBeUndefined();
      expect(await challenges.remove(mia)).toBe(false);
    });

    test.each([0, -1])('a challenge to be kept for %d ms does not stay for ever', async (keepFor) => {
      const place = freshPlace();
      place.hold();
      const { challenges } = await place.open();
      await saveChallenge(challenges, mia, sentChallenge(), keepFor);

      await place.pass(minute);

      expect(await loadChallenge(challenges, mia)).toBeUndefined();
    });

    test('a save is not lost to another process that finds the one before expired', async () => {
      const place = freshPlace();
      place.hold();
      const [one, other] = [await place.open(), await place.open()];
      for (let round = 0; round < 20; round++) {
        await saveChallenge(one.challenges, mia, sentChallenge({ id: 'old' }), minute);
        await place.pass(minute);
        const loads = inParallel(round, () => loadChallenge(other.challenges, mia));
        await Promise.all([loads, saveChallenge(one.challenges, mia, sentChallenge({ id: 'new' }), minute)]);

        expect(await loadChallenge(one.challenges, mia)).toMatchObject({ id: 'new' });
      }
    });

    test('case 6: what another connection has replaced, removed or entered again in between is not replaced', async () => {
      const place = freshPlace();
      const [one, other] = [await place.open(), await place.open()];
      const replace = async (before: Stored, id: string) =>
        (await other.challenges.replace(mia, before, sentChallenge({ id }), minute))?.challenge?.id;
      const nothing = await other.challenges.load(mia);
      await saveChallenge(one.challenges, mia, sentChallenge({ id: 'first' }), minute);
      expect(await replace(nothing, 'late')).toBeUndefined();

      const first = await other.challenges.load(mia);
      await saveChallenge(one.challenges, mia, sentChallenge({ id: 'second' }), minute);
      expect(await replace(first, 'late')).toBeUndefined();

      const second = await other.challenges.load(mia);
      await one.challenges.remove(mia);
      expect(await replace(second, 'late')).toBeUndefined();
      // The same again is not the one that was looked at.
      await saveChallenge(one.challenges, mia, sentChallenge({ id: 'second' }), minute);
      expect(await replace(second, 'late')).toBeUndefined();

      expect(await loadChallenge(one.challenges, mia)).toMatchObject({ id: 'second' });
      expect(await replace(await other.challenges.load(mia), 'in time')).toBe('in time');
    });

    test.each(['nothing', 'the same'])(
      'case 6: of 50 parallel replacements of %s over two connections one is done',
      async (what) => {
        const place = freshPlace();
        const both = [await place.open(), await place.open()] as const;
        if (what === 'the same') await saveChallenge(both[0].challenges, mia, sentChallenge(), minute);
        const before = await both[0].challenges.load(mia);

        const ends = await inParallel(50, (index) =>
          both[index % 2 === 0 ? 0 : 1].challenges.replace(mia, before, sentChallenge({ id: `at ${index}` }), minute),
        );

        const done = ends.filter((end) => end !== undefined);
        expect(done).toEqual([await both[0].challenges.load(mia)]);
      },
    );

    test('what was replaced is what a replacement goes on from', async () => {
      const { challenges } = await freshPlace().open();
      const first = await challenges.replace(mia, {}, sentChallenge({ id: 'first' }), minute);
      const second = await challenges.replace(mia, first ?? {}, sentChallenge({ id: 'second' }), minute);
      expect(second).toEqual(await challenges.load(mia));
      expect(second?.challenge).toMatchObject({ id: 'second' });
    });

    test('one that has expired is no longer in the way of a new one', async () => {
      const place = freshPlace();
      place.hold();
      const { challenges } = await place.open();
      const first = await challenges.replace(mia, {}, sentChallenge({ id: 'first' }), minute);
      await place.pass(minute);
      expect(await challenges.replace(mia, first ?? {}, sentChallenge({ id: 'late' }), minute)).toBeUndefined();
      expect(await challenges.replace(mia, {}, sentChallenge({ id: 'new' }), minute)).toBeDefined();
      expect(await loadChallenge(challenges, mia)).toMatchObject({ id: 'new' });
    });

    test('case 1: of 100 parallel removals over two connections one wins', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      await saveChallenge(both[0].challenges, mia, sentChallenge(), minute);

      const won = await inParallel(100, (index) => both[index % 2 === 0 ? 0 : 1].challenges.remove(mia));

      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await loadChallenge(both[1].challenges, mia)).toBeUndefined();
    });

    test('removing what is not there is no win', async () => {
      const { challenges } = await freshPlace().open();
      expect(await challenges.remove(mia)).toBe(false);
    });
  });
}
