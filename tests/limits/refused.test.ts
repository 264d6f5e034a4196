import { describe, expect, it } from 'vitest';
import type { Limits } from '../../src/limits/budgets.ts';
import type { E164 } from '../../src/otp/phone.ts';
import type { Who } from '../../src/otp/ports.ts';
import { inParallel } from '../storage/support.ts';
import { createPlace, createPlaceWithTwilio, recordingPhones, wrongCode } from '../support/place.ts';
import { american, type Latchkey, memberOf, numberOf } from '../support/verifier.ts';

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

it('a request of each of many who ask at once is all that goes beyond the limit', async () => {
  const { sms, sent } = recordingPhones(() => ({ is: 'refused', problem: 'cannotReceive' }));
  const place = createPlace({ sms, limits: { refusedPerMember: 2, sendsPerMember: 5 } });
  const latchkey = await place.start();
  for (let round = 0; round < 5; round++) {
    await inParallel(10, (index) => sendTo(latchkey, memberOf(1, `${index}`), numberOf(index)));
  }
  // As many may be under way at a time as may be sent.
  expect(sent.length).toBeLessThanOrEqual(2 + 5);
});

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
