import { expect, it } from 'vitest';
import { attackDay } from '../../bench/attack/day.ts';
import { verdictsOf } from '../../bench/attack/verdict.ts';

const small = { hostile: 60, numbers: 600, honest: 30 };

it('a small attack of a day stays within what the full one may cost, with honest members among it', async () => {
  const day = await attackDay(small, 3);
  expect(verdictsOf(day).filter(({ met }) => !met)).toEqual([]);
  // The attack is one, and the members do come: without either, nothing would be shown.
  const lost = [...day.hostile.lost.values()];
  expect(Math.min(...lost)).toBeGreaterThan(10);
  expect(day.hostile.guesses).toBeGreaterThan(30);
  expect(day.honest.verified).toBeGreaterThan(20);
  expect(day.servers.named).toBeGreaterThan(10);
  expect(day.calls.landlines).toBeGreaterThan(5);
  expect(day.hostile.called.size).toBeGreaterThan(0);
  expect(day.refused.most).toBeGreaterThan(10);
  expect(day.openings).toBeGreaterThanOrEqual(5);
}, 60_000);
