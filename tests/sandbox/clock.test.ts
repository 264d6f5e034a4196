import { expect, it } from 'vitest';
import { manualClock } from '../../sandbox/sandbox.ts';

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

/** A clock, and at which instants from its start on a task ran that comes again `pause` after each of its runs. */
function ticking(pause: number) {
  const clock = manualClock(0);
  const ran: number[] = [];
  const again = () =>
    clock.after(pause, () => {
      ran.push(clock.now());
      again();
    });
  again();
  return { clock, ran };
}

it('what is due runs at its instant while up to ten minutes are skipped', async () => {
  const { clock, ran } = ticking(7000);
  await clock.skip(10 * MINUTE);
  expect(ran).toEqual(Array.from({ length: 85 }, (_, index) => (index + 1) * 7000));
  expect(clock.now()).toBe(10 * MINUTE);
});

it('while a longer time is skipped, what is due runs up to a fortieth of it late, in its order, and never after its end', async () => {
  const { clock, ran } = ticking(1000);
  const order: string[] = [];
  clock.after(30_400, () => order.push(`second at ${clock.now()}`));
  clock.after(30_100, () => order.push(`first at ${clock.now()}`));
  clock.after(20 * MINUTE, () => order.push(`last at ${clock.now()}`));
  await clock.skip(20 * MINUTE);
  expect(ran).toHaveLength(40);
  expect(order).toEqual(['first at 60000', 'second at 60000', 'last at 1200000']);
});

it('nothing runs 15 minutes late, however long the time is', async () => {
  const pause = DAY + MINUTE;
  const { clock, ran } = ticking(pause);
  await clock.skip(40 * DAY);
  const late = ran.map((at, index) => at - (ran[index - 1] ?? 0) - pause);
  expect(late).toHaveLength(39);
  expect(Math.max(...late)).toBeLessThan(15 * MINUTE);
});
