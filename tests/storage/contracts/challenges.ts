import { describe, expect, test } from 'vitest';
import { mia, noor, sentChallenge } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const minute = 60_000;

export function challengeStoreContract(freshPlace: () => Place): void {
  describe('challenges', () => {
    test('what was saved is loaded, by any connection', async () => {
      const place = freshPlace();
      const [one, other] = [await place.open(), await place.open()];
      const challenge = sentChallenge({ round: { id: 'round-7', wrong: 2, lastWrongAt: 5 } });

      await one.challenges.save(mia, challenge, minute);

      expect(await one.challenges.load(mia)).toEqual(challenge);
      expect(await other.challenges.load(mia)).toEqual(challenge);
    });

    test('case 16: a challenge is still there after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      await before.challenges.save(mia, sentChallenge(), minute);
      await before.close();

      const after = await place.open();

      expect(await after.challenges.load(mia)).toEqual(sentChallenge());
    });

    test('case 7: each member of each server has their own', async () => {
      const { challenges } = await freshPlace().open();
      const elsewhere = { ...mia, serverId: '100000000000000009' };
      await challenges.save(mia, sentChallenge({ id: 'of-mia' }), minute);
      await challenges.save(elsewhere, sentChallenge({ id: 'of-mia-elsewhere' }), minute);

      expect(await challenges.load(noor)).toBeUndefined();
      expect(await challenges.load(mia)).toMatchObject({ id: 'of-mia' });
      expect(await challenges.load(elsewhere)).toMatchObject({ id: 'of-mia-elsewhere' });
    });

    test('a later save replaces the earlier one, its life included', async () => {
      const place = freshPlace();
      place.hold();
      const { challenges } = await place.open();
      await challenges.save(mia, sentChallenge({ id: 'first' }), minute);
      await challenges.save(mia, sentChallenge({ id: 'second' }), 10 * minute);

      await place.pass(5 * minute);

      expect(await challenges.load(mia)).toMatchObject({ id: 'second' });
    });

    test('a challenge is kept for its time and then gone', async () => {
      const place = freshPlace();
      place.hold();
      const { challenges } = await place.open();
      await challenges.save(mia, sentChallenge(), minute);

      await place.pass(minute - place.grain);
      expect(await challenges.load(mia)).toEqual(sentChallenge());
      await place.pass(place.grain);
      expect(await challenges.load(mia)).toBeUndefined();
      expect(await challenges.remove(mia)).toBe(false);
    });

    test.each([0, -1])('a challenge to be kept for %d ms does not stay for ever', async (keepFor) => {
      const place = freshPlace();
      place.hold();
      const { challenges } = await place.open();
      await challenges.save(mia, sentChallenge(), keepFor);

      await place.pass(minute);

      expect(await challenges.load(mia)).toBeUndefined();
    });

    test('a save is not lost to another process that finds the one before expired', async () => {
      const place = freshPlace();
      place.hold();
      const [one, other] = [await place.open(), await place.open()];
      for (let round = 0; round < 20; round++) {
        await one.challenges.save(mia, sentChallenge({ id: 'old' }), minute);
        await place.pass(minute);
        const loads = inParallel(round, () => other.challenges.load(mia));
        await Promise.all([loads, one.challenges.save(mia, sentChallenge({ id: 'new' }), minute)]);

        expect(await one.challenges.load(mia)).toMatchObject({ id: 'new' });
      }
    });

    test('case 1: of 100 parallel removals over two connections one wins', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      await both[0].challenges.save(mia, sentChallenge(), minute);

      const won = await inParallel(100, (index) => both[index % 2 === 0 ? 0 : 1].challenges.remove(mia));

      expect(won.filter(Boolean)).toHaveLength(1);
      expect(await both[1].challenges.load(mia)).toBeUndefined();
    });

    test('removing what is not there is no win', async () => {
      const { challenges } = await freshPlace().open();
      expect(await challenges.remove(mia)).toBe(false);
    });
  });
}
