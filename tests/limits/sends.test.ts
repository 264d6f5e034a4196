import { describe, expect, it } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import type { Limits } from '../../src/limits/budgets.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import { e164 } from '../storage/fixtures.ts';
import { inParallel } from '../storage/support.ts';
import { createPlace, createPlaceWithTwilio } from '../support/place.ts';
import { american, british, type Latchkey, memberOf, numberOf } from '../support/verifier.ts';

const [hour, day] = [3_600_000, 86_400_000];
const noon = Date.UTC(2026, 7, 1, 12);
const midnight = noon + day / 2;

async function sendTo(latchkey: Latchkey, who: Who, phone: E164) {
  await latchkey.enter(who, phone);
  return latchkey.send(who);
}

/** The `index`-th of a thousand American numbers, each of a prefix of its own. */
const far = (index: number) => e164(`+1415${String(200 + index).padStart(3, '0')}0100`);
/** British ones, of a prefix each. */
const abroad = (index: number) => e164(`+4477009${String(index).padStart(2, '0')}123`);

interface Row {
  /** Its name, where that is not the row's. */
  readonly budget?: string;
  readonly limits: Partial<Limits>;
  readonly window: number;
  /** Sends that all count against the one budget. */
  readonly nth: (index: number) => readonly [Who, E164];
}

/** Every budget of a send with a limit of 3, and sends that meet no other. */
const rows: Readonly<Record<string, Row>> = {
  'sends-member': { limits: { sendsPerMember: 3 }, window: day, nth: (i) => [memberOf(1, String(i)), far(i)] },
  'sends-member-number': {
    limits: { sendsPerMemberAndNumber: 3 },
    window: day,
    nth: (i) => [memberOf(1, String(i)), american],
  },
  'numbers-member': { limits: { numbersPerMember: 3 }, window: day, nth: (i) => [memberOf(1, String(i)), far(i)] },
  'sends-number': { limits: { sendsPerNumber: 3 }, window: day, nth: (i) => [memberOf(i), american] },
  'sends-prefix': { limits: { sendsPerPrefixAnHour: 3 }, window: hour, nth: (i) => [memberOf(i), numberOf(i)] },
  'sends-dial': { limits: { sendsPerDialCode: 3 }, window: day, nth: (i) => [memberOf(i), abroad(i)] },
  'sends-dial of +1': {
    budget: 'sends-dial',
    limits: { sendsPerOwnDialCode: 3 },
    window: day,
    nth: (i) => [memberOf(i), far(i)],
  },
  'sends-all': { limits: { sendsInAll: 3 }, window: day, nth: (i) => [memberOf(i), far(i)] },
};

describe.each(Object.entries(rows))('%s', (name, { budget = name, limits, window, nth }) => {
  it.each([1, 2])('is exact under 20 parallel sends, from %i process(es)', async (processes) => {
    const place = createPlace({ limits });
    const all = await inParallel(processes, () => place.start());
    const ends = await inParallel(20, async (index) => {
      const latchkey = all[index % processes];
      return latchkey && sendTo(latchkey, ...nth(index));
    });
    expect(place.sent).toHaveLength(3);
    expect(ends.filter((end) => end?.is === 'budgetSpent' && end.budget === budget)).toHaveLength(17);
  });

  it('ends with its window, to the millisecond', async () => {
    const place = createPlace({ limits });
    const latchkey = await place.start();
    const until = (Math.floor(noon / window) + 1) * window;
    for (const index of [0, 1, 2]) expect(await sendTo(latchkey, ...nth(index))).toMatchObject({ is: 'sent' });
    expect(await sendTo(latchkey, ...nth(3))).toEqual({ is: 'budgetSpent', budget, until });
    await place.clock.skip(until - 1 - noon);
    expect(await sendTo(latchkey, ...nth(4))).toEqual({ is: 'budgetSpent', budget, until });
    await place.clock.skip(1);
    expect(await sendTo(latchkey, ...nth(5))).toMatchObject({ is: 'sent' });
  });

  it('does not count what the carrier refused', async () => {
    const place = await createPlaceWithTwilio({ limits });
    const latchkey = await place.start();
    for (let index = 0; index < 10; index++) place.world.optedOut.add(nth(index)[1]);
    for (let index = 0; index < 10; index++)
      expect(await sendTo(latchkey, ...nth(index))).toMatchObject({ is: 'refused' });
    place.world.optedOut.clear();
    for (const index of [10, 11, 12]) expect(await sendTo(latchkey, ...nth(index))).toMatchObject({ is: 'sent' });
    expect(await sendTo(latchkey, ...nth(13))).toMatchObject({ budget });
  });
});

describe('numbers of a member', () => {
  it('count once, however often each is texted', async () => {
    const place = createPlace({ limits: { numbersPerMember: 1 } });
    const latchkey = await place.start();
    for (const server of ['1', '2', '3']) {
      expect(await sendTo(latchkey, memberOf(1, server), american)).toMatchObject({ is: 'sent' });
    }
    expect(await sendTo(latchkey, memberOf(1, '4'), british)).toMatchObject({ budget: 'numbers-member' });
    expect(await sendTo(latchkey, memberOf(2, '4'), british)).toMatchObject({ is: 'sent' });
  });

  it('count once in parallel too', async () => {
    const place = createPlace({ limits: { numbersPerMember: 2 } });
    const both = await inParallel(2, () => place.start());
    await inParallel(12, async (index) => {
      const latchkey = both[index % 2];
      return (
        latchkey && sendTo(latchkey, memberOf(1, String(index)), [american, british, far(1)][index % 3] ?? american)
      );
    });
    expect(new Set(place.sent.map(({ to }) => to)).size).toBeLessThanOrEqual(2);
    const [latchkey] = both;
    // Of those who come at once, some may be refused too early; when all is quiet there is room for two, and no third.
    const texted = [...new Set([...place.sent.map(({ to }) => to), american, british])].slice(0, 2);
    for (const [index, phone] of texted.entries()) {
      expect(latchkey && (await sendTo(latchkey, memberOf(1, `9${index}`), phone))).toMatchObject({ is: 'sent' });
    }
    expect(latchkey && (await sendTo(latchkey, memberOf(1, '99'), far(2)))).toMatchObject({ budget: 'numbers-member' });
  });
});

describe('a dial code', () => {
  it('case 37: has the wider limit where the operator names one of its countries, and has used what it has used', async () => {
    const place = createPlace({ limits: { sendsPerDialCode: 1, sendsPerOwnDialCode: 3 } });
    const before = await place.start();
    expect(await sendTo(before, memberOf(1), abroad(1))).toMatchObject({ is: 'sent' });
    expect(await sendTo(before, memberOf(2), abroad(2))).toMatchObject({ budget: 'sends-dial' });
    await before.close();
    const wider = await place.start({ own: ['FR', 'JE'] });
    for (const index of [2, 3])
      expect(await sendTo(wider, memberOf(index), abroad(index))).toMatchObject({ is: 'sent' });
    expect(await sendTo(wider, memberOf(4), abroad(4))).toMatchObject({ budget: 'sends-dial' });
    await wider.close();
    expect(await sendTo(await place.start(), memberOf(4), abroad(4))).toMatchObject({ budget: 'sends-dial' });
  });

  it('of +1 is wide for the United States and Canada alone: its other countries each count by themselves', async () => {
    const latchkey = await createPlace({ limits: { sendsPerDialCode: 1 } }).start();
    const [jamaica, barbados, canada] = [e164('+18765550123'), e164('+12465550123'), e164('+16135550123')];
    for (const index of [1, 2]) expect(await sendTo(latchkey, memberOf(index), canada)).toMatchObject({ is: 'sent' });
    expect(await sendTo(latchkey, memberOf(3), jamaica)).toMatchObject({ is: 'sent' });
    expect(await sendTo(latchkey, memberOf(4), jamaica)).toMatchObject({ budget: 'sends-dial', until: midnight });
    expect(await sendTo(latchkey, memberOf(5), barbados)).toMatchObject({ is: 'sent' });
  });
});
