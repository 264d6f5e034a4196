import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import { budgetTable, type Limits } from '../../src/limits/budgets.ts';
import type { Counters } from '../../src/limits/counters.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import { createSendLimits } from '../../src/otp/sending/send-limits.ts';
import { secretKey } from '../storage/fixtures.ts';
import { onEachStore } from '../storage/places.ts';
import { inParallel } from '../storage/support.ts';
import { createPlace, createPlaceWithTwilio, recordingPhones, wrongCode } from '../support/place.ts';
import { american, type Latchkey, memberOf, numberOf, wideLimits } from '../support/verifier.ts';

const noon = Date.UTC(2026, 7, 1, 12);
const hour = 3_600_000;

async function sendTo(latchkey: Latchkey, who: Who, phone: E164) {
  await latchkey.enter(who, phone);
  return latchkey.send(who);
}

/** Every budget of refused sends with a limit of 3, and sends that meet no other. */
const rows: Readonly<Record<string, readonly [Partial<Limits>, (index: number) => readonly [Who, E164]]>> = {
  'refused-member': [{ refusedPerMember: 3 }, (i) => [memberOf(1, String(i)), numberOf(i)]],
  'refused-number': [{ refusedPerNumber: 3 }, (i) => [memberOf(i, String(i)), american]],
  'refused-server': [{ refusedPerServer: 3 }, (i) => [memberOf(i), numberOf(i)]],
  'refused-all': [{ refusedInAll: 3 }, (i) => [memberOf(i, String(i)), numberOf(i)]],
};

describe.each(Object.entries(rows))('%s', (budget, [limits, nth]) => {
  it.each([true, false])(
    'stops requests that the carrier refuses, for the rest of the hour (breaker: %s)',
    async (breaker) => {
      const place = await createPlaceWithTwilio({ limits, breaker });
      const latchkey = await place.start();
      for (let index = 0; index < 10; index++) place.world.optedOut.add(nth(index)[1]);
      const ends = [];
      for (let index = 0; index < 10; index++) ends.push(await sendTo(latchkey, ...nth(index)));
      const refused = { is: 'refused', problem: 'optedOut' };
      const until = noon + hour;
      expect(ends).toMatchObject([...Array(3).fill(refused), ...Array(7).fill({ is: 'budgetSpent', budget, until })]);
      expect(place.world.messages).toEqual([]);

      const other = await place.start();
      expect(await sendTo(other, ...nth(11))).toMatchObject({ budget });
      await place.clock.skip(hour);
      expect(await sendTo(other, ...nth(11))).toMatchObject({ is: expect.stringMatching(/sent|refused/) });
    },
  );
});

onEachStore((freshPlace) => {
  it('goes beyond the limit by those under way at one moment, over two processes, and by nobody later in the hour', async () => {
    const stores = freshPlace();
    const all = [await stores.open(), await stores.open()].map(({ counters }) => limitsOver(counters));
    let servers = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 6 }), async (rounds) => {
        const server = String(++servers);
        let asked = 0;
        for (const count of rounds) {
          const reservations = await inParallel(count, async (index) =>
            all[index % 2]?.reserve(memberOf(index, server), destination(index), {}, noon),
          );
          // Only now does the carrier answer the first of them.
          await inParallel(count, async (index) => {
            const reservation = reservations[index];
            if (reservation?.is !== 'reserved') return;
            asked += 1;
            await all[index % 2]?.refused(memberOf(index, server), destination(index), noon);
            await reservation.giveBack();
          });
        }
        expect(asked).toBeLessThanOrEqual(perServer - 1 + Math.max(...rounds));
        expect(asked).toBeGreaterThanOrEqual(Math.min(perServer, sum(rounds)));
        const late = await all[0]?.reserve(memberOf(99, server), destination(99), {}, noon);
        expect(late?.is).toBe(asked < perServer ? 'reserved' : 'spent');
      }),
      { numRuns: 10 },
    );
  });
});

const perServer = 5;
const destination = (index: number) => ({ phone: numberOf(index), country: 'US', channel: 'sms' as const });
const sum = (all: readonly number[]) => all.reduce((total, one) => total + one, 0);

function limitsOver(counters: Counters) {
  const refused = { refusedPerMember: 500, refusedPerNumber: 500, refusedPerServer: perServer };
  const budgets = budgetTable({ ...wideLimits, ...refused });
  const settings = { budgets, ownCountries: [], ways: {}, breaker: false, ttl: hour / 12, onNews: () => {} };
  return createSendLimits({ counters, pepper: secretKey, ...settings });
}

it('what never reached the carrier is held against nobody', async () => {
  const { sms } = recordingPhones(() => ({ is: 'refused', problem: 'busy', asked: false }));
  const latchkey = await createPlace({ sms, limits: { refusedPerMember: 1 } }).start();
  for (let times = 0; times < 5; times++)
    expect(await sendTo(latchkey, memberOf(1), american)).toMatchObject({ is: 'refused' });
});

describe('an SMS whose code nobody could use', () => {
  it('is not paid for where the tries of the day are used up, and the member reads until when', async () => {
    const place = createPlace({ limits: { guessesPerMember: 2 } });
    const latchkey = await place.start();
    await sendTo(latchkey, memberOf(1), american);
    for (const _ of [1, 2]) await latchkey.submit(memberOf(1), wrongCode);
    await place.clock.skip(hour / 6);
    const spent = { is: 'budgetSpent', budget: 'guesses-member', until: Date.UTC(2026, 7, 2) };
    expect(await latchkey.resend(memberOf(1))).toEqual(spent);
    expect(await sendTo(latchkey, memberOf(1, '9'), american)).toEqual(spent);
    expect(place.sent).toHaveLength(1);
    await place.clock.skip(12 * hour);
    expect(await sendTo(latchkey, memberOf(1), american)).toMatchObject({ is: 'sent' });
  });

  it('is not paid for while the member has to wait after wrong codes', async () => {
    const place = createPlace();
    const latchkey = await place.start();
    await sendTo(latchkey, memberOf(1), american);
    for (const _ of [1, 2, 3]) await latchkey.submit(memberOf(1), wrongCode);
    expect(await latchkey.resend(memberOf(1))).toEqual({ is: 'locked', until: noon + 600_000 });
    expect(await sendTo(latchkey, memberOf(1), numberOf(1))).toMatchObject({ is: 'locked' });
    expect(place.sent).toHaveLength(1);
  });
});
