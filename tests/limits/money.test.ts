import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hearingPrices } from '../../src/app/carrier.ts';
import type { SmsBills } from '../../src/gate/journal/billing.ts';
import { moneyOf, unitsOf } from '../../src/limits/money.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import { spendingAt } from '../../src/otp/sending/day-money.ts';
import { createPrices, type Tariff } from '../../src/otp/sending/prices.ts';
import type { SmsSender } from '../../src/otp/sms.ts';
import { e164 } from '../storage/fixtures.ts';
import { inParallel } from '../storage/support.ts';
import { createPlace, recordingPhones } from '../support/place.ts';
import { american, british, memberOf, numberOf } from '../support/verifier.ts';

const day = 24 * 3_600_000;
const morning = Date.UTC(2026, 7, 1, 6);

describe('money', () => {
  it('is counted in ten-thousandths, rounded up, and read back', () => {
    expect([0.0083, 0.00831, 20, 0].map(moneyOf)).toEqual([83, 84, 200_000, 0]);
    expect(unitsOf(83)).toBe(0.0083);
    fc.assert(fc.property(fc.nat({ max: 1_000_000_000 }), (money) => moneyOf(unitsOf(money)) === money));
  });
});

/** Prices by tariffs that a test sets, and what was asked for. */
function pricing(tariffs: Readonly<Record<string, number | 'none'>> = {}, fee = 0, currency = 'EUR') {
  const clock = { time: morning, now: () => clock.time };
  const asked: string[] = [];
  const ask = async (channel: string, country: string): Promise<Tariff | undefined> => {
    asked.push(`${channel} ${country}`);
    const price = tariffs[`${channel} ${country}`];
    if (price === undefined) return undefined;
    return { priceOf: () => (price === 'none' ? undefined : price), currency };
  };
  return { clock, asked, prices: createPrices({ ask, fee, clock }) };
}

const us = { phone: american, country: 'US', channel: 'sms' } as const;

describe('what a code costs', () => {
  it('is the carrier’s tariff, asked for once a day, with the product’s fee', async () => {
    const { clock, asked, prices } = pricing({ 'sms US': 0.0083 }, 0.05);
    expect([await prices.of(us), await prices.of(us)]).toEqual([583, 583]);
    clock.time += day - 1;
    await prices.of(us);
    expect(asked).toEqual(['sms US']);
    clock.time += 1;
    await prices.of(us);
    expect(asked).toHaveLength(2);
    expect(prices.currency()).toBe('EUR');
  });

  it('is a rounded figure where the carrier says nothing, which is asked again after an hour', async () => {
    const { clock, asked, prices } = pricing();
    expect(await prices.of(us)).toBe(125);
    expect(await prices.of({ ...us, country: 'GB' })).toBe(2000);
    expect(await prices.of({ ...us, channel: 'call' })).toBe(200);
    clock.time += 3_600_000;
    await prices.of(us);
    expect(asked).toEqual(['sms US', 'sms GB', 'call US', 'sms US']);
  });

  it('is corrected by what messages to the country cost, the dearest of the latest', async () => {
    const { prices } = pricing({ 'sms US': 0.0083 });
    for (const [index, price] of [0.02, 0.011].entries()) {
      prices.sent(`SM${index}`, us);
      prices.charged(`SM${index}`, { segments: 1, price, currency: 'USD' });
      prices.charged(`SM${index}`, { segments: 1, price: 9, currency: 'USD' });
    }
    prices.charged('SM9', { segments: 1, price: 9, currency: 'USD' });
    expect(await prices.of(us)).toBe(200);
    for (let index = 10; index < 30; index++) {
      prices.sent(`SM${index}`, us);
      prices.charged(`SM${index}`, { segments: 1, price: 0.009, currency: 'USD' });
    }
    expect(await prices.of(us)).toBe(90);
    expect(await prices.of({ ...us, channel: 'call' })).toBe(200);
  });
});

describe('what a code costs is never nothing', () => {
  const charge = (
    prices: ReturnType<typeof pricing>['prices'],
    to: Parameters<typeof prices.sent>[1],
    price: number,
  ) => {
    prices.sent('SM1', to);
    prices.charged('SM1', { segments: 1, price, currency: 'USD' });
  };

  it('where the price list has none, or a message was free', async () => {
    const { prices } = pricing({ 'sms US': 0, 'call US': 0.014 });
    expect(await prices.of(us)).toBe(125);
    for (const price of [0, Number.NaN, -1]) charge(prices, us, price);
    expect(await prices.of(us)).toBe(125);
    charge(prices, { ...us, channel: 'call' }, 0);
    expect(await prices.of({ ...us, channel: 'call' })).toBe(140);
  });

  it('nor a cheap line’s, for a call to a dear one', async () => {
    const listed: Tariff = { priceOf: (phone) => (phone === british ? 0.4 : 0.015), currency: 'USD' };
    const prices = createPrices({ ask: async () => listed, fee: 0, clock: { now: () => morning } });
    const called = (phone: E164) => ({ phone, country: 'GB', channel: 'call' }) as const;
    charge(prices, called(american), 0.016);
    expect(await prices.of(called(american))).toBe(160);
    expect(await prices.of(called(british))).toBe(4000);
  });

  it('what failed teaches no price', async () => {
    const { prices } = pricing({ 'sms US': 0.014 });
    const bill = { segments: 1, price: 0.001, currency: 'USD' };
    const failed = { is: 'failed', problem: 'unreachable', bill } as const;
    const sms: SmsSender & SmsBills = {
      ...recordingPhones().sms,
      status: async () => failed,
      report: async () => failed,
    };
    const hearing = hearingPrices(sms, prices);
    prices.sent('SM1', us);
    expect([await hearing.status('SM1'), await hearing.report('SM1')]).toEqual([failed, failed]);
    expect(await prices.of(us)).toBe(140);
  });
});

it('what is known in dollars alone is counted in the account’s currency', async () => {
  const { prices } = pricing({ 'sms US': 1.25, 'whatsapp US': 'none' }, 0.05, 'JPY');
  expect(await prices.of({ ...us, channel: 'whatsapp' })).toBe(moneyOf((0.02 + 0.05) * 170));
  expect(await prices.of(us)).toBe(moneyOf(1.25 + 0.05 * 170));
  prices.sent('SM1', us);
  prices.charged('SM1', { segments: 1, price: 1.5, currency: 'JPY' });
  expect(await prices.of(us)).toBe(moneyOf(1.5 + 0.05 * 170));
});

describe('the money of a day', () => {
  const limited = (units: number, price = 0.1) => {
    const { prices } = pricing({ 'sms US': price, 'sms GB': price });
    return createPlace({ limits: { moneyInAll: moneyOf(units) }, prices });
  };

  it.each([1, 2])('is exact under 30 parallel sends from %i process(es)', async (processes) => {
    const place = limited(1);
    const all = await inParallel(processes, () => place.start());
    await inParallel(30, async (index) => {
      const latchkey = all[index % processes];
      await latchkey?.enter(memberOf(index), numberOf(index));
      return latchkey?.send(memberOf(index));
    });
    expect(place.sent).toHaveLength(10);
    expect(await all[0]?.sendLimits.spent(place.clock.now())).toEqual({ spent: 10_000, limit: 10_000 });
  });

  it('is given back by what is refused, and lasts for a day', async () => {
    const place = limited(0.15);
    const latchkey = await place.start();
    await latchkey.enter(memberOf(1), american);
    expect(await latchkey.send(memberOf(1))).toMatchObject({ is: 'sent' });
    await latchkey.enter(memberOf(2), british);
    const midnight = (Math.floor(place.clock.now() / day) + 1) * day;
    expect(await latchkey.send(memberOf(2))).toEqual({ is: 'budgetSpent', budget: 'money-all', until: midnight });
    await place.clock.skip(midnight - place.clock.now());
    await latchkey.enter(memberOf(2), british);
    expect(await latchkey.send(memberOf(2))).toMatchObject({ is: 'sent' });
  });

  it('leaves no room for a server’s members where it is spent for the cheapest of their countries', async () => {
    const { prices, asked } = pricing({ 'sms US': 0.1, 'sms GB': 0.3 });
    const place = createPlace({ limits: { moneyInAll: moneyOf(0.35) }, prices });
    const latchkey = await place.start();
    const hasRoom = (...countries: string[]) =>
      latchkey.sendLimits.hasRoom(memberOf(1).serverId, {}, countries, place.clock.now());
    expect([await hasRoom(), await hasRoom('GB', 'FR', 'DE')]).toEqual([true, true]);
    expect(asked).toEqual(['sms US', 'sms GB']);
    for (const index of [1, 2, 3]) {
      await latchkey.enter(memberOf(index), numberOf(index));
      expect(await latchkey.send(memberOf(index))).toMatchObject({ is: 'sent' });
      expect([await hasRoom('GB'), await hasRoom('GB', 'US')]).toEqual([false, index < 3]);
    }
    expect(await hasRoom()).toBe(false);
    await place.clock.skip(day);
    expect([await hasRoom(), await hasRoom('GB')]).toEqual([true, true]);
  });

  it('is told once at each mark, with when it will be used up', async () => {
    const place = limited(1);
    const latchkey = await place.start();
    const told: number[] = [];
    for (let index = 0; index < 12; index++) {
      await latchkey.enter(memberOf(index), e164(`+1415${200 + index}0100`));
      const outcome = await latchkey.send(memberOf(index));
      if (outcome.is === 'sent' && outcome.spending) told.push(outcome.spending.percent);
    }
    expect(told).toEqual([80, 100]);
  });

  it('is told by the next send where a look-up brought it past a mark', async () => {
    const place = limited(1);
    const latchkey = await place.start();
    const spendingOf = async (index: number) => {
      await latchkey.enter(memberOf(index), numberOf(index));
      const outcome = await latchkey.send(memberOf(index));
      return outcome.is === 'sent' ? outcome.spending : undefined;
    };
    expect(await spendingOf(1)).toBeUndefined();
    await latchkey.sendLimits.paid(moneyOf(0.71), place.clock.now());
    expect(await spendingOf(2)).toMatchObject({ percent: 80, spent: moneyOf(0.91) });
    expect(await spendingOf(3)).toBeUndefined();
  });

  it('has each mark once, whatever the sends cost, and a forecast within the day', () => {
    const sends = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 60 });
    fc.assert(
      fc.property(sends, fc.integer({ min: 100, max: 5000 }), fc.nat({ max: day - 1 }), (amounts, limit, after) => {
        const budget = { name: 'money-all', limit, window: day };
        const now = Math.floor(morning / day) * day + after;
        let spent = 0;
        const told: number[] = [];
        for (const amount of amounts) {
          if (spent + amount > limit) break;
          spent += amount;
          const spending = spendingAt({ budget, subject: 'all', amount }, spent, now);
          if (!spending) continue;
          told.push(spending.percent);
          const end = spending.lastsUntil ?? now;
          expect(end >= now && end < Math.floor(now / day) * day + day).toBe(true);
        }
        expect(told).toEqual([...new Set(told)].toSorted((one, other) => one - other));
        expect(told.includes(100)).toBe(spent === limit);
      }),
    );
  });
});
