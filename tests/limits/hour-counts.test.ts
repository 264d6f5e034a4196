import { expect, it } from 'vitest';
import { createHourCounts } from '../../src/limits/hourCounts.ts';

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

it('asks for an hour until nothing of it can change, and then no more', async () => {
  const counts = new Map([['noon', 1]]);
  const { asked, read } = counted(counts);
  const hours = [{ key: 'noon', at: noon + 1 }];
  for (const now of [noon + 1, settles - 1]) {
    counts.set('noon', (counts.get('noon') ?? 0) + 1);
    expect((await read(hours, [], now))('noon')).toBe(counts.get('noon'));
  }
  expect((await read(hours, [], settles))('noon')).toBe(3);
  counts.set('noon', 99);
  expect((await read(hours, [], settles))('noon')).toBe(3);
  expect(asked).toEqual([['noon'], ['noon'], ['noon'], []]);
});

it('asks for the others every time, together with the hours', async () => {
  const { asked, read } = counted(new Map([['lately', 4]]));
  for (const _ of [1, 2]) expect((await read([{ key: 'noon', at: noon }], ['lately'], settles))('lately')).toBe(4);
  expect(asked).toEqual([['noon', 'lately'], ['lately']]);
});

it('forgets what it knows when that is much, and answers the same', async () => {
  const keys = Array.from({ length: 20_000 }, (_, index) => `hour ${index}`);
  const counts = new Map(keys.map((key, index) => [key, index]));
  const { asked, read } = counted(counts);
  const hours = (some: readonly string[]) => some.map((key) => ({ key, at: noon }));
  await read(hours(keys), [], settles);
  const countOf = await read(hours(['hour 7', 'another']), [], settles);
  expect([countOf('hour 7'), countOf('another')]).toEqual([7, 0]);
  expect((await read(hours(['hour 8']), [], settles))('hour 8')).toBe(8);
  expect(asked.slice(1)).toEqual([['another'], ['hour 8']]);
});
