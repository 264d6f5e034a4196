import fc from 'fast-check';
import { expect, it } from 'vitest';
import { waitBefore } from '../../src/discord/gateway/identify.ts';

const hour = 60 * 60_000;

it('case 40: a start waits for nothing while Discord’s connections of the day are plenty', () => {
  expect(waitBefore({ total: 1000, remaining: 999, reset_after: 24 * hour }, 1)).toBe(0);
  expect(waitBefore({ total: 1000, remaining: 250, reset_after: hour }, 4)).toBe(0);
});

it('case 40: a bot that is started again and again at once never uses them up', () => {
  const day = fc.record({
    total: fc.integer({ min: 1, max: 2000 }),
    reset_after: fc.integer({ min: 0, max: 24 * hour }),
  });
  fc.assert(
    fc.property(day, ({ total, reset_after }) => {
      let [remaining, left] = [total, reset_after];
      while (left > 0) {
        const wait = waitBefore({ total, remaining, reset_after: left }, 1);
        left -= wait + 100;
        if (left > 0) remaining -= 1;
        if (remaining < 0) return false;
      }
      return true;
    }),
  );
});
