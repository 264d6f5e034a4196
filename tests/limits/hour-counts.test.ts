import { expect, it } from 'vitest';
import { createHourCounts } from '../../src/limits/hour-counts.ts';

const HOUR = 3_600_000;
const ttl = 300_000;
const noon = Date.UTC(2026, 7, 1, 12);
/** When no code of the hour from noon on can be typed back any more, with an hour to spare. */
const settles = noon + 2 * HOUR + ttl;

/** Counters that answer with what `counts` holds, and remember what they were asked for. */
function counted(counts: Map<string, number>) {
  const asked: string[][] = [];
  const read = createHourCounts(
    {
      async counts(keys) {
        asked.push([...keys]);
        return keys.map((key) => counts.get(key) ?? 0);
      },
    },
    ttl,
  );
  return { asked, read };
}

/** Counters of the hour from noon on, on a day of their own. */
const atNoon = (...keys: readonly string[]) => keys.map((key) => ({ key, at: noon + 1, days: ['day'] }));

it('asks for an hour until nothing of it can change, once more, and then no more', async () => {
  const counts = new Map([
    ['noon', 1],
    ['day', 1],
  ]);
  const { asked, read } = counted(counts);
  for (const now of [noon + 1, settles - 1]) {
    counts.set('noon', (counts.get('noon') ?? 0) + 1);
    expect((await read(atNoon('noon'), ['day'], now))('noon')).toBe(counts.get('noon'));
  }
  expect((await read(atNoon('noon'), ['day'], settles))('noon')).toBe(3);
  counts.set('noon', 99);
  expect((await read(atNoon('noon'), ['day'], settles))('noon')).toBe(3);
  expect(asked).toEqual([['noon', 'day'], ['noon', 'day'], ['day'], ['noon'], ['day']]);
});

it('asks for no hour that is over for long where its day has nothing', async () => {
  const { asked, read } = counted(new Map());
  expect((await read(atNoon('noon'), ['day'], settles))('noon')).toBe(0);
  expect(asked).toEqual([['day']]);
});

it('asks for the others every time, together with the hours', async () => {
  const { asked, read } = counted(new Map([['lately', 4]]));
  for (const _ of [1, 2]) expect((await read(atNoon('noon'), ['lately'], noon))('lately')).toBe(4);
  expect(asked).toEqual([
    ['noon', 'lately'],
    ['noon', 'lately'],
  ]);
});

it('forgets what it knows when that is much, and answers the same', async () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `hour ${index}`);
  const counts = new Map([['day', 1], ...keys.map((key, index) => [key, index] as const)]);
  const { asked, read } = counted(counts);
  await read(atNoon(...keys), ['day'], settles);
  const countOf = await read(atNoon('hour 7', 'another'), ['day'], settles);
  expect([countOf('hour 7'), countOf('another')]).toEqual([7, 0]);
  expect((await read(atNoon('hour 8'), ['day'], settles))('hour 8')).toBe(8);
  expect(asked.slice(2)).toEqual([['day'], ['another'], ['day'], ['hour 8']]);
});
