import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Channel, channels } from '../../src/otp/sms.ts';
import { e164 } from '../storage/fixtures.ts';
import { onEachStore } from '../storage/places.ts';
import { inParallel } from '../storage/support.ts';
import { createPlace, recordingPhones } from '../support/place.ts';
import { type Latchkey, memberOf, numberOf } from '../support/verifier.ts';

const [minute, hour] = [60_000, 3_600_000];
const challenge = { ways: { call: { countries: [] }, whatsapp: { countries: [] } } };

/** A thousand numbers in London, of a range for drama. They share a prefix. */
const landline = (index: number) => e164(`+442079460${String(index).padStart(3, '0')}`);

async function call(latchkey: Latchkey, index: number, serverId?: string) {
  const who = memberOf(index, serverId);
  await latchkey.enter(who, landline(index));
  return latchkey.sendBy(who, 'call');
}

const rows = {
  'calls-all': { calls: { perDialCode: 1000, perOwnDialCode: 1000, inAll: 3 } },
  'calls-dial': { calls: { perDialCode: 3, perOwnDialCode: 1000, inAll: 1000 } },
  'calls-prefix': { sendsPerPrefixAnHour: 3 },
} as const;

onEachStore((freshPlace) => {
  it.each(Object.entries(rows))('%s is exact under 20 parallel calls from two processes', async (budget, limits) => {
    const place = createPlace({ limits, challenge }, recordingPhones(), freshPlace());
    const both = await inParallel(2, () => place.start());
    const ends = await inParallel(20, async (index) => {
      const latchkey = both[index % 2];
      return latchkey && call(latchkey, index);
    });
    expect(ends.filter((end) => end?.is === 'sent')).toHaveLength(3);
    expect(ends.filter((end) => end?.is === 'budgetSpent' && end.budget === budget)).toHaveLength(17);
    expect(place.sent.map(({ channel }) => channel)).toEqual(['call', 'call', 'call']);
  });

  it('whatever is sent by which channel, each keeps to its own total, and all together to what a number may get', async () => {
    const inAll: Record<Channel, number> = { sms: 4, call: 2, whatsapp: 3 };
    const limits = {
      sendsInAll: inAll.sms,
      calls: { perDialCode: 50, perOwnDialCode: 50, inAll: inAll.call },
      whatsapp: { perDialCode: 50, perOwnDialCode: 50, inAll: inAll.whatsapp },
      sendsPerNumber: 3,
    };
    const press = fc.record({ member: fc.nat({ max: 3 }), channel: fc.constantFrom(...channels) });
    await fc.assert(
      fc.asyncProperty(fc.array(press, { minLength: 12, maxLength: 30 }), async (presses) => {
        const place = createPlace({ limits, challenge }, recordingPhones(), freshPlace());
        const both = await inParallel(2, () => place.start());
        for (const member of [0, 1, 2, 3]) await both[0]?.enter(memberOf(member), numberOf(member % 2));
        for (let round = 0; round < 3; round++) {
          // By then every other way is offered, and nobody waits.
          await place.clock.skip(6 * minute);
          await inParallel(presses.length, async (index) => {
            const { member = 0, channel = 'sms' } = presses[index] ?? {};
            await both[index % 2]?.sendBy(memberOf(member), channel);
          });
        }
        for (const channel of channels) {
          expect(place.sent.filter((one) => one.channel === channel).length).toBeLessThanOrEqual(inAll[channel]);
        }
        for (const phone of [numberOf(0), numberOf(1)]) {
          expect(place.sent.filter(({ to }) => to === phone).length).toBeLessThanOrEqual(3);
        }
      }),
      { numRuns: 5 },
    );
  });
});

describe('calls', () => {
  it('leave the SMS of a country theirs, and the other way round', async () => {
    const limits = { sendsInAll: 1, calls: { perDialCode: 1, perOwnDialCode: 1, inAll: 1 } };
    const latchkey = await createPlace({ limits, challenge }).start();
    await latchkey.enter(memberOf(50), numberOf(50));
    expect(await latchkey.send(memberOf(50))).toMatchObject({ is: 'sent' });
    expect(await call(latchkey, 1)).toMatchObject({ is: 'sent' });
    expect(await call(latchkey, 2)).toMatchObject({ budget: 'calls-dial' });
    await latchkey.enter(memberOf(51), numberOf(51));
    expect(await latchkey.send(memberOf(51))).toMatchObject({ budget: 'sends-all' });
  });

  it('count towards what a member, a number and a server may have in all', async () => {
    const limits = { sendsPerMemberAndNumber: 2 };
    const place = createPlace({ limits, challenge });
    const latchkey = await place.start();
    const who = memberOf(1);
    await latchkey.enter(who, numberOf(1));
    expect(await latchkey.send(who, 2)).toMatchObject({ is: 'sent' });
    await place.clock.skip(minute);
    expect(await latchkey.sendBy(who, 'call')).toMatchObject({ is: 'sent' });
    await place.clock.skip(6 * minute);
    for (const channel of channels) {
      expect(await latchkey.sendBy(who, channel)).toMatchObject({ budget: 'sends-member-number' });
    }
    await latchkey.enter(memberOf(2), numberOf(2));
    expect(await latchkey.send(memberOf(2), 2)).toMatchObject({ budget: 'sends-server' });
  });

  it('case 22: of which no code is typed back stop for their country, are told as calls, and leave its SMS alone', async () => {
    const place = createPlace({ breaker: true, challenge, limits: { sendsPerPrefixAnHour: 1000 } });
    const latchkey = await place.start();
    for (let index = 0; index < 12; index++) await call(latchkey, index);
    await place.clock.skip(10 * minute);
    expect(await call(latchkey, 20)).toMatchObject({ is: 'budgetSpent', budget: 'breaker-prefix' });
    expect(latchkey.news).toMatchObject([{ is: 'opened', scope: 'prefix', channel: 'call', country: 'GB' }]);
    const british = e164('+447700900123');
    await latchkey.enter(memberOf(21), british);
    expect(await latchkey.send(memberOf(21))).toMatchObject({ is: 'sent' });

    // Three probes; one whose code is typed back closes it.
    await place.clock.skip(2 * hour);
    expect(await call(latchkey, 30)).toMatchObject({ is: 'sent' });
    await latchkey.submit(memberOf(30), place.code(landline(30)));
    for (const index of [31, 32, 33, 34]) expect(await call(latchkey, index)).toMatchObject({ is: 'sent' });
    expect(latchkey.news.at(-1)).toMatchObject({ is: 'closed', channel: 'call' });
  });
});
