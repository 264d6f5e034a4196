import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const day = 24 * 60 * 60_000;

export function countersContract(freshPlace: () => Place): void {
  describe('counters', () => {
    test('takes are numbered from one to the limit, then there is none', async () => {
      const { counters } = await freshPlace().open();
      const take = () => counters.take('guesses|mia|1', 3, day);

      expect([await take(), await take(), await take(), await take(), await take()]).toEqual([
        1,
        2,
        3,
        undefined,
        undefined,
      ]);
    });

    test('case 23: of 100 parallel takes over two connections exactly the limit succeed, each with its own number', async () => {
      const place = freshPlace();
      const both = [await place.open(), await place.open()] as const;

      const taken = await inParallel(100, (index) =>
        both[index % 2 === 0 ? 0 : 1].counters.take('total|all|1', 7, day),
      );

      const numbers = taken.filter((number) => number !== undefined).sort();
      expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    test('case 16: what was taken stays taken after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      await before.counters.take('sends|mia|1', 2, day);
      await before.close();

      const { counters } = await place.open();

      expect(await counters.take('sends|mia|1', 2, day)).toBe(2);
      expect(await counters.take('sends|mia|1', 2, day)).toBeUndefined();
    });

    test('keys count apart from each other', async () => {
      const { counters } = await freshPlace().open();
      await counters.take('sends|mia|1', 1, day);

      expect(await counters.take('sends|noor|1', 1, day)).toBe(1);
      expect(await counters.take('sends|mia|2', 1, day)).toBe(1);
    });

    test('giving one back frees one place, however many were refused before', async () => {
      const { counters } = await freshPlace().open();
      await inParallel(50, () => counters.take('sends|mia|1', 2, day));

      await counters.giveBack('sends|mia|1', day);

      expect(await counters.take('sends|mia|1', 2, day)).toBe(2);
      expect(await counters.take('sends|mia|1', 2, day)).toBeUndefined();
    });

    test('giving back what was never taken makes no extra place', async () => {
      const { counters } = await freshPlace().open();
      await counters.giveBack('sends|mia|1', day);
      expect(await counters.take('sends|mia|1', 1, day)).toBe(1);
      await counters.giveBack('sends|mia|1', day);
      await counters.giveBack('sends|mia|1', day);

      expect(await counters.take('sends|mia|1', 1, day)).toBe(1);
      expect(await counters.take('sends|mia|1', 1, day)).toBeUndefined();
    });

    test('a limit that was lowered refuses at once, one that was raised allows more', async () => {
      const { counters } = await freshPlace().open();
      await counters.take('k|1', 5, day);
      await counters.take('k|1', 5, day);

      expect(await counters.take('k|1', 1, day)).toBeUndefined();
      expect(await counters.take('k|1', 3, day)).toBe(3);
    });

    test('a counter is kept for its time, counted from the first take', async () => {
      const place = freshPlace();
      place.hold();
      const { counters } = await place.open();
      await counters.take('k|1', 1, day);

      await place.pass(day - place.grain);
      expect(await counters.take('k|1', 1, day)).toBeUndefined();
      await place.pass(place.grain);
      expect(await counters.take('k|1', 1, day)).toBe(1);
    });

    test('counts are read in the order asked for, and reading takes nothing', async () => {
      const { counters } = await freshPlace().open();
      await inParallel(3, () => counters.take('k|1', 2, day));
      await counters.take('k|2', 5, day);
      await counters.giveBack('k|2', day);

      expect(await counters.counts(['k|3', 'k|1', 'k|2', 'k|1'])).toEqual([0, 2, 0, 2]);
      expect(await counters.counts([])).toEqual([]);
      expect(await counters.take('k|3', 1, day)).toBe(1);
    });

    test('a counter that is past its time counts as nothing', async () => {
      const place = freshPlace();
      place.hold();
      const { counters } = await place.open();
      await counters.take('k|1', 1, day);

      await place.pass(day - place.grain);
      expect(await counters.counts(['k|1'])).toEqual([1]);
      await place.pass(place.grain);
      expect(await counters.counts(['k|1'])).toEqual([0]);
    });

    test('any order of takes and returns counts like a plain number does', async () => {
      const { counters } = await freshPlace().open();
      const step = fc.constantFrom<'take' | 'giveBack'>('take', 'giveBack');
      const history = fc.record({
        key: fc.uuid(),
        limit: fc.integer({ min: 1, max: 4 }),
        steps: fc.array(step, { maxLength: 20 }),
      });
      const real = async ({ key, limit, steps }: History) => {
        const answers: Array<number | undefined> = [];
        for (const is of steps) {
          if (is === 'take') answers.push(await counters.take(key, limit, day));
          else await counters.giveBack(key, day);
        }
        return answers;
      };

      const rule = fc.asyncProperty(history, async (run) => {
        expect(await real(run)).toEqual(model(run));
      });
      await fc.assert(rule, { numRuns: 30 });
    });
  });
}

interface History {
  readonly key: string;
  readonly limit: number;
  readonly steps: ReadonlyArray<'take' | 'giveBack'>;
}

function model({ limit, steps }: History): Array<number | undefined> {
  let held = 0;
  const answers: Array<number | undefined> = [];
  for (const is of steps) {
    if (is === 'giveBack') held = Math.max(0, held - 1);
    else answers.push(held < limit ? ++held : undefined);
  }
  return answers;
}
