import { describe, expect, it } from 'vitest';
import type { E164 } from '../../src/otp/number/phone.ts';
import { e164 } from '../storage/fixtures.ts';
import { inParallel } from '../storage/support.ts';
import { createPlace } from '../support/place.ts';
import { type Latchkey, memberOf, numberOf, verdict } from '../support/verifier.ts';

const [minute, hour] = [60_000, 3_600_000];
/** Longer than a code lives, and than it takes until that is seen. */
const aWhile = 11 * minute;
type Place = ReturnType<typeof createPlace>;

/** British numbers, of a prefix each. */
const abroad = (index: number) => e164(`+447${String(700_900 + index).padStart(6, '0')}123`);

async function sendTo(latchkey: Latchkey, index: number, phone: E164) {
  await latchkey.enter(memberOf(index), phone);
  return latchkey.send(memberOf(index));
}

/** So many members ask for a code, one after another, and type it in if they `verify`. @returns what became of each */
async function come(place: Place, latchkey: Latchkey, from: number, to: number, verify: boolean, number = abroad) {
  const said: string[] = [];
  for (let index = from; index < to; index++) {
    const phone = number(index);
    const end = await sendTo(latchkey, index, phone);
    said.push(end.is === 'budgetSpent' ? end.budget : end.is);
    if (verify && end.is === 'sent') {
      expect(verdict(await latchkey.submit(memberOf(index), place.code(phone)))).toBe('admitted');
    }
  }
  return said;
}

const count = (said: readonly string[], one: string) => said.filter((is) => is === one).length;

describe('a prefix', () => {
  /** American numbers, of a prefix each. */
  const others = (index: number) => e164(`+1415${String(200 + index)}0100`);

  it('case 21: a hundred sequential numbers in a prefix trip the prefix, not other prefixes', async () => {
    const place = createPlace({ breaker: true, limits: { sendsPerPrefixAnHour: 20 } });
    const latchkey = await place.start();
    const ends = await inParallel(100, (index) => sendTo(latchkey, index, numberOf(index)));
    expect(ends.filter(({ is }) => is === 'sent')).toHaveLength(10);
    expect(ends.filter((end) => end.is === 'budgetSpent' && end.budget === 'sends-prefix')).toHaveLength(90);

    await place.clock.skip(aWhile);
    const [until, figures] = [Date.UTC(2026, 7, 1, 14), { sent: 10, verified: 0 }];
    const refused = { is: 'budgetSpent', budget: 'breaker-prefix', until, figures };
    for (const index of [200, 201]) expect(await sendTo(latchkey, index, numberOf(index % 100))).toEqual(refused);
    expect(latchkey.news).toEqual([{ is: 'opened', scope: 'prefix', channel: 'sms', country: 'US', figures, until }]);
    expect(await come(place, latchkey, 300, 310, false, others)).toEqual(Array(10).fill('sent'));
  });

  it('case 21: is tried again with few, and may send an hour what its own budget says once they verify', async () => {
    const place = createPlace({ breaker: true, limits: { sendsPerPrefixAnHour: 20 } });
    const latchkey = await place.start();
    expect(count(await come(place, latchkey, 0, 20, false, numberOf), 'sent')).toBe(10);
    await place.clock.skip(2 * hour);
    expect(await come(place, latchkey, 20, 50, true, numberOf)).toEqual([
      ...Array(20).fill('sent'),
      ...Array(10).fill('sends-prefix'),
    ]);
  });
});

describe('a country', () => {
  /** Noon; 50 are sent on trust and none is typed back; the breaker has seen it. */
  async function attacked() {
    const place = createPlace({ breaker: true, limits: { sendsPerDialCode: 800 } });
    const latchkey = await place.start();
    const said = await come(place, latchkey, 0, 70, false);
    expect([count(said, 'sent'), count(said, 'sends-country')]).toEqual([50, 20]);
    await place.clock.skip(aWhile);
    expect(await come(place, latchkey, 70, 80, false)).toEqual(Array(10).fill('breaker-country'));
    return { place, latchkey };
  }

  it('case 22: with no conversions opens its breaker and staff are told; it recovers through a few probes', async () => {
    const { place, latchkey } = await attacked();
    const until = Date.UTC(2026, 7, 1, 14);
    const figures = { sent: 50, verified: 0 };
    expect(latchkey.news).toEqual([{ is: 'opened', scope: 'country', channel: 'sms', country: 'GB', figures, until }]);
    expect(latchkey.sendLimits.open(place.clock.now())).toEqual([
      { scope: 'country', channel: 'sms', country: 'GB', until },
    ]);
    expect(await come(place, latchkey, 50, 60, true, numberOf)).toEqual(Array(10).fill('sent'));

    await place.clock.skip(until - 1 - place.clock.now());
    expect(await sendTo(latchkey, 80, abroad(80))).toMatchObject({ budget: 'breaker-country', until, figures });
    await place.clock.skip(1);
    const probes = await inParallel(20, (index) => sendTo(latchkey, 100 + index, abroad(100 + index)));
    expect(probes.filter(({ is }) => is === 'sent')).toHaveLength(3);
    const probed = probes.findIndex(({ is }) => is === 'sent');
    await latchkey.submit(memberOf(100 + probed), place.code(abroad(100 + probed)));
    expect(await come(place, latchkey, 200, 230, true)).toEqual(Array(30).fill('sent'));
    expect(latchkey.news.slice(1)).toEqual([{ is: 'closed', scope: 'country', channel: 'sms', country: 'GB' }]);
    expect(latchkey.sendLimits.open(place.clock.now())).toEqual([]);
  });

  it('case 22: stays stopped, and for longer, when the probes are not typed back', async () => {
    const { place, latchkey } = await attacked();
    await place.clock.skip(2 * hour);
    expect(count(await come(place, latchkey, 80, 90, false), 'sent')).toBe(3);
    await place.clock.skip(aWhile);
    const until = Date.UTC(2026, 7, 1, 18);
    expect(await sendTo(latchkey, 90, abroad(90))).toMatchObject({ until, figures: { sent: 3, verified: 0 } });
  });

  it('case 22: is stopped for every process, and after a restart', async () => {
    const { place, latchkey } = await attacked();
    const other = await place.start();
    expect(await sendTo(other, 90, abroad(90))).toMatchObject({ budget: 'breaker-country' });
    await Promise.all([latchkey.close(), other.close()]);
    const restarted = await place.start();
    expect(await sendTo(restarted, 91, abroad(91))).toMatchObject({ budget: 'breaker-country' });
  });

  it('is not stopped by an honest rush: 40 within a minute, who verify two minutes later', async () => {
    const place = createPlace({ breaker: true });
    const latchkey = await place.start();
    for (const wave of [0, 100, 200]) {
      expect(await come(place, latchkey, wave, wave + 40, false)).toEqual(Array(40).fill('sent'));
      await place.clock.skip(2 * minute);
      for (let index = wave; index < wave + 30; index++) {
        await latchkey.submit(memberOf(index), place.code(abroad(index)));
      }
    }
    await place.clock.skip(aWhile);
    expect(await come(place, latchkey, 300, 310, false)).toEqual(Array(10).fill('sent'));
    expect(latchkey.news).toEqual([]);
  });

  it('does not count what the carrier refused', async () => {
    const place = createPlace({
      breaker: true,
      sms: {
        send: async () => ({ is: 'refused', problem: 'cannotReceive' }),
        status: async () => ({ is: 'underway' }),
        settle: async () => {},
      },
    });
    const latchkey = await place.start();
    await come(place, latchkey, 0, 60, false);
    await place.clock.skip(aWhile);
    expect(await come(place, latchkey, 60, 70, false)).toEqual(Array(10).fill('refused'));
  });
});
