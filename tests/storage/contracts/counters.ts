import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Take } from '../../../src/limits/counters.ts';
import { takeOne } from '../stored.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const day = 24 * 60 * 60_000;

export function countersContract(freshPlace: () => Place): void {
  describe('counters', () => {
    test('takes are numbered from one to the limit, then there is none', async () => {
      const { counters } = await freshPlace().open();
      const take = () => takeOne(counters, 'guesses|mia|1', 3, day);

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
        takeOne(both[index % 2 === 0 ? 0 : 1].counters, 'total|all|1', 7, day),
      );

      const numbers = taken.filter((number) => number !== undefined).sort();
      expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7]);
    });

    test('case 16: what was taken stays taken after closing and opening again', async () => {
      const place = freshPlace();
      const before = await place.open();
      await takeOne(before.counters, 'sends|mia|1', 2, day);
      await before.close();

      const { counters } = await place.open();

      expect(await takeOne(counters, 'sends|mia|1', 2, day)).toBe(2);
      expect(await takeOne(counters, 'sends|mia|1', 2, day)).toBeUndefined();
    });

    test('keys count apart from each other', async () => {
      const { counters } = await freshPlace().open();
      await takeOne(counters, 'sends|mia|1', 1, day);

      expect(await takeOne(counters, 'sends|noor|1', 1, day)).toBe(1);
      expect(await takeOne(counters, 'sends|mia|2', 1, day)).toBe(1);
    });

    test('giving one back frees one place, however many were refused before', async () => {
      const { counters } = await freshPlace().open();
      await inParallel(50, () => takeOne(counters, 'sends|mia|1', 2, day));

      await counters.giveBack([{ key: 'sends|mia|1' }]);

      expect(await takeOne(counters, 'sends|mia|1', 2, day)).toBe(2);
      expect(await takeOne(counters, 'sends|mia|1', 2, day)).toBeUndefined();
    });

    test('giving back what was never taken makes no extra place', async () => {
      const { counters } = await freshPlace().open();
      await counters.giveBack([{ key: 'sends|mia|1' }]);
      expect(await takeOne(counters, 'sends|mia|1', 1, day)).toBe(1);
      await counters.giveBack([{ key: 'sends|mia|1' }]);
      await counters.giveBack([{ key: 'sends|mia|1' }]);

      expect(await takeOne(counters, 'sends|mia|1', 1, day)).toBe(1);
      expect(await takeOne(counters, 'sends|mia|1', 1, day)).toBeUndefined();
    });

    test('what is cleared begins again, and nothing else does', async () => {
      const { counters } = await freshPlace().open();
      for (const key of ['k|1', 'k|1', 'k|2', 'k|3']) await takeOne(counters, key, 5, day);
      await counters.clear(['k|1', 'k|2', 'k|none']);
      await counters.clear([]);

      expect(await counters.counts(['k|1', 'k|2', 'k|3'])).toEqual([0, 0, 1]);
      expect(await takeOne(counters, 'k|1', 1, day)).toBe(1);
    });

    test('a limit that was lowered refuses at once, one that was raised allows more', async () => {
      const { counters } = await freshPlace().open();
      await takeOne(counters, 'k|1', 5, day);
      await takeOne(counters, 'k|1', 5, day);

      expect(await takeOne(counters, 'k|1', 1, day)).toBeUndefined();
      expect(await takeOne(counters, 'k|1', 3, day)).toBe(3);
    });

    test('a counter is kept for its time, counted from the first take', async () => {
      const place = freshPlace();
      place.hold();
      const { counters } = await place.open();
      await takeOne(counters, 'k|1', 1, day);

      await place.pass(day - place.grain);
      expect(await takeOne(counters, 'k|1', 1, day)).toBeUndefined();
      await place.pass(place.grain);
      expect(await takeOne(counters, 'k|1', 1, day)).toBe(1);
    });

    test('counts are read in the order asked for, and reading takes nothing', async () => {
      const { counters } = await freshPlace().open();
      await inParallel(3, () => takeOne(counters, 'k|1', 2, day));
      await takeOne(counters, 'k|2', 5, day);
      await counters.giveBack([{ key: 'k|2' }]);

      expect(await counters.counts(['k|3', 'k|1', 'k|2', 'k|1'])).toEqual([0, 2, 0, 2]);
      expect(await counters.counts([])).toEqual([]);
      expect(await takeOne(counters, 'k|3', 1, day)).toBe(1);
    });

    const both = (limit: number, other = limit): Take[] => [
      { key: 'one|1', limit, keepFor: day },
      { key: 'two|1', limit: other, keepFor: day },
    ];

    test('several are taken together, or none of them', async () => {
      const { counters } = await freshPlace().open();
      expect(await counters.take(both(2))).toEqual({ is: 'taken', counts: [1, 1] });
      expect(await takeOne(counters, 'two|1', 2, day)).toBe(2);
      expect(await counters.take(both(2))).toEqual({ is: 'refused', by: 1 });
      expect(await counters.take(both(1))).toEqual({ is: 'refused', by: 0 });
      expect(await counters.counts(['one|1', 'two|1'])).toEqual([1, 2]);
      await counters.giveBack([{ key: 'one|1' }, { key: 'two|1' }, { key: 'three|1' }]);
      expect(await counters.counts(['one|1', 'two|1', 'three|1'])).toEqual([0, 1, 0]);
      await counters.giveBack([]);
      expect(await counters.take(both(1, 2))).toEqual({ is: 'taken', counts: [1, 2] });
    });

    test('an amount is taken as a whole or not at all, and given back as it was taken', async () => {
      const { counters } = await freshPlace().open();
      const some = (amount: number): Take[] => [
        { key: 'one|1', limit: 9, keepFor: day },
        { key: 'money|1', amount, limit: 1000, keepFor: day },
      ];
      expect(await counters.take(some(83))).toEqual({ is: 'taken', counts: [1, 83] });
      expect(await counters.take(some(900))).toEqual({ is: 'taken', counts: [2, 983] });
      expect(await counters.take(some(18))).toEqual({ is: 'refused', by: 1 });
      expect(await counters.counts(['one|1', 'money|1'])).toEqual([2, 983]);
      await counters.giveBack(some(83));
      expect(await counters.counts(['one|1', 'money|1'])).toEqual([1, 900]);
      await counters.giveBack(some(950));
      expect(await counters.counts(['one|1', 'money|1'])).toEqual([0, 0]);
    });

    test('amounts of parallel callers never pass the limit', async () => {
      const place = freshPlace();
      const connections = [await place.open(), await place.open()] as const;
      const taken = await inParallel(60, (index) =>
        connections[index % 2 === 0 ? 0 : 1].counters.take([{ key: 'money|1', amount: 30, limit: 1000, keepFor: day }]),
      );
      expect(taken.filter(({ is }) => is === 'taken')).toHaveLength(33);
      expect(await connections[0].counters.counts(['money|1'])).toEqual([990]);
    });

    test('case 23: a caller who takes several in different orders neither waits for another nor takes too many', async () => {
      const place = freshPlace();
      const connections = [await place.open(), await place.open()] as const;
      const ends = await inParallel(100, (index) => {
        const { counters } = connections[index % 2 === 0 ? 0 : 1];
        return counters.take(index % 3 === 0 ? both(20) : both(20).toReversed());
      });
      expect(ends.filter(({ is }) => is === 'taken')).toHaveLength(20);
      expect(await connections[0].counters.counts(['one|1', 'two|1'])).toEqual([20, 20]);
    });

    test('case 18: nobody sees one of several taken of which none is had', async () => {
      const place = freshPlace();
      const [{ counters }, watcher] = [await place.open(), await place.open()] as const;
      await takeOne(counters, 'full|1', 1, day);
      const refused = inParallel(50, () =>
        counters.take([
          { key: 'mark|1', limit: 1, keepFor: day },
          { key: 'full|1', limit: 1, keepFor: day },
        ]),
      );
      const seen = await inParallel(50, async () => (await watcher.counters.counts(['mark|1']))[0]);
      expect(new Set((await refused).map(({ is }) => is))).toEqual(new Set(['refused']));
      expect(new Set(seen)).toEqual(new Set([0]));
    });

    test('a counter that is past its time counts as nothing', async () => {
      const place = freshPlace();
      place.hold();
      const { counters } = await place.open();
      await takeOne(counters, 'k|1', 1, day);

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
          if (is === 'take') answers.push(await takeOne(counters, key, limit, day));
          else await counters.giveBack([{ key }]);
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
