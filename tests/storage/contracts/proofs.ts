import { describe, expect, test } from 'vitest';
import { mia, noor, otherPhone, phone } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;

export function proofsContract(freshPlace: () => Place): void {
  describe('proofs', () => {
    test('a proof is taken by one of 100 parallel callers over two connections', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      await both[0].proofs.keep(mia, phone, now + 1);

      const taken = await inParallel(100, (index) => both[index % 2 === 0 ? 0 : 1].proofs.take(mia, now));

      expect(taken.filter((one) => one !== undefined)).toEqual([phone]);
    });

    test('a proof lasts over closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      await before.proofs.keep(mia, phone, now + 1);
      await before.close();
      const { proofs } = await place.open();
      expect(await proofs.take(mia, now)).toEqual(phone);
    });

    test('a proof that is looked at stays, and still lapses', async () => {
      const { proofs } = await freshPlace().open();
      await proofs.keep(mia, phone, now + 1);
      expect(await proofs.find(mia, now)).toEqual(phone);
      expect(await proofs.find(noor, now)).toBeUndefined();
      expect(await proofs.find(mia, now + 1)).toBeUndefined();
      expect(await proofs.take(mia, now)).toEqual(phone);
    });

    test('a proof that has lapsed is none', async () => {
      const { proofs } = await freshPlace().open();
      await proofs.keep(mia, phone, now);
      expect(await proofs.take(mia, now)).toBeUndefined();
    });

    test('a proof is of one member; a second one replaces the first', async () => {
      const { proofs } = await freshPlace().open();
      await proofs.keep(mia, phone, now);
      await proofs.keep(mia, otherPhone, now + 5);

      expect(await proofs.take(noor, now)).toBeUndefined();
      expect(await proofs.take({ ...mia, serverId: '100000000000000009' }, now)).toBeUndefined();
      expect(await proofs.take(mia, now + 4)).toEqual(otherPhone);
    });
  });
}
