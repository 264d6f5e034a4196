import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { budgetTable } from '../../src/limits/budgets.ts';
import type { Counters } from '../../src/limits/counters.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import { createSendLimits } from '../../src/otp/sending/send-limits.ts';
import { e164, secretKey } from '../storage/fixtures.ts';
import { onEachStore } from '../storage/places.ts';
import { inParallel } from '../storage/support.ts';
import { isLong } from '../support/form.ts';
import { memberOf, wideLimits } from '../support/verifier.ts';

const [second, minute, hour] = [1000, 60_000, 3_600_000];
const one = Date.UTC(2026, 7, 1, 13);

/** American numbers, of a prefix each; and of one. */
const far = (index: number) => e164(`+1415${200 + index}0100`);
const near = (index: number) => e164(`+14155550${100 + index}`);

function limitsOver(counters: Counters) {
  const budgets = budgetTable({ ...wideLimits, sendsPerPrefixAnHour: 1000 });
  const settings = { budgets, ownCountries: [], ways: {}, breaker: true, ttl: 5 * minute, onNews: () => {} };
  return createSendLimits({ counters, pepper: secretKey, ...settings });
}

type Limits = ReturnType<typeof limitsOver>;
const ask = (limits: Limits, index: number, phone: E164, now: number) =>
  limits.reserve(memberOf(index), { phone, country: 'US', channel: 'sms' }, {}, now);
const reserved = (ends: readonly { readonly is: string }[]) => ends.filter(({ is }) => is === 'reserved').length;

/** Counters of which each question is answered only when so many others are asked, too: all have looked before any takes. */
function allLookFirst(counters: Counters, count: number): Counters {
  let left = count;
  const looked = Promise.withResolvers<void>();
  return {
    ...counters,
    async counts(keys) {
      const answer = await counters.counts(keys);
      left -= 1;
      if (left === 0) looked.resolve();
      await looked.promise;
      return answer;
    },
  };
}

onEachStore((freshPlace) => {
  test.each([
    ['a full hour', one],
    ['half past midnight, where the days of the record begin', Date.UTC(2026, 7, 2, 0, 30)],
    ['midnight', Date.UTC(2026, 7, 2)],
  ])('case 35: 60 and 60 requests of two processes around %s are sent 50 on trust', async (_, edge) => {
    const place = freshPlace();
    const processes = [await place.open(), await place.open()].map(({ counters }) => limitsOver(counters));
    const ends = await inParallel(120, async (index) => {
      const limits = processes[index % 2];
      return limits ? ask(limits, index, far(index), index < 60 ? edge - 1 : edge) : { is: 'none' };
    });
    expect(reserved(ends)).toBe(50);
  });

  test('case 35: the same to a prefix are sent 10', async () => {
    const { counters } = await freshPlace().open();
    const limits = limitsOver(counters);
    const ends = await inParallel(80, (index) => ask(limits, index, near(index), index < 40 ? one - 1 : one));
    expect(reserved(ends)).toBe(10);
  });
});

/** Counters of this process alone. */
function countersInMemory(): Counters {
  const held = new Map<string, number>();
  const count = (key: string) => held.get(key) ?? 0;
  return {
    async take(takes) {
      const by = takes.findIndex(({ key, limit }) => count(key) >= limit);
      if (by >= 0) return { is: 'refused', by };
      for (const { key } of takes) held.set(key, count(key) + 1);
      return { is: 'taken', counts: takes.map(({ key }) => count(key)) };
    },
    async clear(keys) {
      for (const key of keys) held.delete(key);
    },
    async giveBack(takes) {
      for (const { key } of takes) held.set(key, Math.max(0, count(key) - 1));
    },
    counts: async (keys) => keys.map(count),
  };
}

it('case 35: however 120 requests lie around the edge of an hour, all having looked before any is paid for, 50 are sent', async () => {
  const times = fc.array(fc.integer({ min: -4 * minute, max: 4 * minute }), { minLength: 120, maxLength: 120 });
  const start = fc.integer({ min: 0, max: 47 }).map((half) => one + (half * hour) / 2);
  const rule = fc.asyncProperty(times, start, async (offsets, edge) => {
    const limits = limitsOver(allLookFirst(countersInMemory(), offsets.length));
    const ends = await Promise.all(offsets.map((offset, index) => ask(limits, index, far(index), edge + offset)));
    expect(reserved(ends)).toBe(50);
  });
  await fc.assert(rule, { numRuns: isLong ? 20 : 8 });
});

it('case 35: a process whose clock is a second behind knows of what one has sent in the hour that it is not in yet', async () => {
  const counters = countersInMemory();
  const [ahead, behind] = [limitsOver(counters), limitsOver(counters)];
  for (let index = 0; index < 30; index++) await ask(ahead, index, far(index), one + second / 2);
  const ends = await inParallel(60, (index) => ask(behind, 100 + index, far(100 + index), one - second / 2));
  expect(reserved(ends)).toBe(20);
  // Nor does it take codes that were just sent for dead ones.
  expect(await ask(behind, 200, far(200), one - second / 2)).toMatchObject({
    is: 'spent',
    budget: { name: 'sends-country' },
  });
});

it('asks for a few dozen counters for a send, once the country is known', async () => {
  const asked: number[] = [];
  const counters = countersInMemory();
  const limits = limitsOver({
    ...counters,
    counts: (keys) => {
      asked.push(keys.length);
      return counters.counts(keys);
    },
  });
  for (let index = 0; index < 5; index++) await ask(limits, index, far(index), one - 20 * hour + index * minute);
  for (const index of [10, 11]) await ask(limits, index, far(index), one);
  asked.length = 0;
  for (let index = 12; index < 21; index++) await ask(limits, index, far(index), one + index);
  expect(asked).toHaveLength(9);
  expect(Math.max(...asked)).toBeLessThanOrEqual(40);
});
