import { expect, test } from 'vitest';
import { manualClock, type SandboxClock, skippableClock } from '../../../sandbox/clock.ts';

const clocks: [string, () => SandboxClock][] = [
  ['the manual clock', () => manualClock()],
  ['the skippable clock', () => skippableClock()],
];

test.each(clocks)('%s runs what became due, in order, at its time', async (_name, create) => {
  const clock = create();
  const start = clock.now();
  const ran: [string, number][] = [];
  const note = (name: string) => () => void ran.push([name, clock.now() - start]);
  clock.after(120_000, note('second'));
  clock.after(60_000, () => {
    note('first')();
    clock.after(30_000, note('begun by first'));
  });
  clock.after(600_000, note('later'));
  const cancel = clock.after(90_000, note('cancelled'));
  cancel();
  await clock.skip(300_000);
  expect(ran.map(([name]) => name)).toEqual(['first', 'begun by first', 'second']);
  for (const [index, due] of [60_000, 90_000, 120_000].entries()) {
    expect(ran[index]?.[1]).toBeGreaterThanOrEqual(due);
    expect(ran[index]?.[1]).toBeLessThan(due + 5_000);
  }
  expect(clock.now() - start).toBeGreaterThanOrEqual(300_000);
});

test('promises begun by one task are settled before the next', async () => {
  const clock = manualClock();
  const ran: string[] = [];
  clock.after(1, () => void Promise.resolve().then(() => ran.push('promise of the first')));
  clock.after(2, () => void ran.push('second'));
  await clock.skip(2);
  expect(ran).toEqual(['promise of the first', 'second']);
});

test('the manual clock stands still', async () => {
  const clock = manualClock(1_000);
  await new Promise((resolve) => setImmediate(resolve));
  expect(clock.now()).toBe(1_000);
});
