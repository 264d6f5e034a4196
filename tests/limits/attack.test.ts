import { expect, it } from 'vitest';
import { attackDay } from '../../bench/attack/day.ts';
import { moneyOf, verdictsOf } from '../../bench/attack/verdict.ts';

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
  // None of the countries is the United States or Canada: an SMS is 0.20 by the table, a call 0.30.
  const sum = (counts: ReadonlyMap<string, number>) => [...counts.values()].reduce((total, count) => total + count, 0);
  const sms = sum(day.hostile.lost) + day.servers.named;
  const calls = sum(day.hostile.called) + day.calls.landlines;
  expect(moneyOf(day)).toBeCloseTo(sms * 0.2 + calls * 0.3);
  const dear = verdictsOf({ ...day, hostile: { ...day.hostile, called: new Map([['LV', 500]]) } });
  expect(dear.filter(({ met, what }) => !met && what.includes('US dollars'))).toHaveLength(1);
}, 60_000);
