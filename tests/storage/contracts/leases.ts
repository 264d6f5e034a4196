import { describe, expect, test } from 'vitest';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const now = 1_700_000_000_000;
const until = now + 60_000;

export function leasesContract(freshPlace: () => Place): void {
  describe('leases', () => {
    test('of 100 parallel takers over two connections one holds the lease', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      const taken = await inParallel(100, (index) =>
        both[index % 2 === 0 ? 0 : 1].leases.take('retention', `run-${index}`, now, until),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    test('the holder renews, and nobody else takes it before it has run out', async () => {
      const { leases } = await freshPlace().open();
      expect(await leases.take('retention', 'a', now, until)).toBe(true);
      expect(await leases.take('retention', 'a', now + 20_000, until + 20_000)).toBe(true);
      expect(await leases.take('retention', 'b', until + 19_999, until + 79_999)).toBe(false);
      expect(await leases.take('retention', 'b', until + 20_000, until + 80_000)).toBe(true);
      expect(await leases.take('retention', 'a', until + 20_000, until + 80_000)).toBe(false);
    });

    test('of 100 parallel takers one takes over what has run out', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;
      await both[0].leases.take('retention', 'dead', now, until);
      const taken = await inParallel(100, (index) =>
        both[index % 2 === 0 ? 0 : 1].leases.take('retention', `run-${index}`, until, until + 60_000),
      );
      expect(taken.filter(Boolean)).toHaveLength(1);
    });

    test('only the holder gives it back, and then it is free', async () => {
      const { leases } = await freshPlace().open();
      await leases.take('retention', 'a', now, until);
      await leases.release('retention', 'b');
      expect(await leases.take('retention', 'b', now, until)).toBe(false);
      await leases.release('retention', 'a');
      await leases.release('retention', 'a');
      expect(await leases.take('retention', 'b', now, until)).toBe(true);
    });

    test('case 34: one that was taken by a clock that was ahead is free, and one by a clock some seconds ahead is not', async () => {
      const { leases } = await freshPlace().open();
      await leases.take('retention', 'ahead', now + 3_600_000, until + 3_600_000);
      expect(await leases.take('retention', 'right', now, until)).toBe(true);
      await leases.release('retention', 'right');
      await leases.take('retention', 'ahead', now + 30_000, until + 30_000);
      expect(await leases.take('retention', 'right', now, until)).toBe(false);
    });

    test('work of another name has a lease of its own', async () => {
      const { leases } = await freshPlace().open();
      await leases.take('retention', 'a', now, until);
      expect(await leases.take('deadlines', 'b', now, until)).toBe(true);
    });
  });
}
