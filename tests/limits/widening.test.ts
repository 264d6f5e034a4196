import fc from 'fast-check';
import { expect, it } from 'vitest';
import { allowanceOf, type CountryRule, freshSettings, type ServerSettings } from '../../src/gate/settings/settings.ts';
import { budgetTable } from '../../src/limits/budgets.ts';
import type { Take } from '../../src/limits/counters.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import { createSendLimits } from '../../src/otp/sending/send-limits.ts';
import type { Channel } from '../../src/otp/sms.ts';
import { e164, secretKey } from '../storage/fixtures.ts';
import { createPlace } from '../support/place.ts';
import { memberOf, wideLimits } from '../support/verifier.ts';

const noon = Date.UTC(2026, 7, 1, 12);
const places = [
  { country: 'KE', phone: e164('+254712345678') },
  { country: 'DE', phone: e164('+4915123456789') },
  { country: 'US', phone: e164('+14155550123') },
  { country: 'JM', phone: e164('+18765550123') },
];

const distinct = {
  ...wideLimits,
  calls: { perDialCode: 11, perOwnDialCode: 12, inAll: 13 },
  whatsapp: { perDialCode: 21, perOwnDialCode: 22, inAll: 23 },
};

/** What a send reserves, of counters that are all empty. */
async function takesOf(settings: ServerSettings, to: { country: string; phone: E164 }, channel: Channel = 'sms') {
  const takes: Take[] = [];
  const limits = createSendLimits({
    counters: {
      take: async (asked) => {
        takes.push(...asked);
        return { is: 'taken', counts: asked.map(() => 1) };
      },
      giveBack: async () => {},
      clear: async () => {},
      counts: async (keys) => keys.map(() => 0),
    },
    pepper: secretKey,
    budgets: budgetTable(distinct),
    ownCountries: ['DE'],
    ways: { call: { countries: ['DE'] } },
    breaker: true,
    ttl: 300_000,
    onNews: () => {},
  });
  await limits.reserve(memberOf(1), { ...to, channel }, allowanceOf(settings), noon);
  return takes;
}

const country = fc.constantFrom('KE', 'DE', 'US', 'JM', 'GB');
const rule: fc.Arbitrary<CountryRule> = fc.oneof(
  fc.constant<CountryRule>({ is: 'all' }),
  fc.record({ is: fc.constantFrom<'only' | 'except'>('only', 'except'), countries: fc.array(country) }),
);
const settings: fc.Arbitrary<ServerSettings> = fc
  .record(
    {
      countries: rule,
      defaultCountry: country,
      dailyCap: fc.nat({ max: 1_000_000 }),
      accountsPerNumber: fc.integer({ min: 1, max: 10 }),
      conflict: fc.constantFrom<ServerSettings['conflict']>('deny', 'transfer', 'askStaff'),
      lines: fc.constantFrom<ServerSettings['lines']>({}, { otherVoip: 'refuse' }),
      minimumAgeDays: fc.nat({ max: 365 }),
      deadlineDays: fc.nat({ max: 90 }),
      roleId: fc.constant('1'),
      noticeText: fc.string(),
      smsName: fc.string(),
    },
    { requiredKeys: [] },
  )
  .map((changed) => ({ ...freshSettings, ...changed }));

it('case 53: whatever a server sets, a send takes all that it takes on a fresh server, with no limit that is wider', async () => {
  const property = fc.asyncProperty(settings, fc.constantFrom(...places), async (chosen, to) => {
    const [fresh, theirs] = [await takesOf(freshSettings, to), await takesOf(chosen, to)];
    expect(theirs.map(({ key }) => key)).toEqual(fresh.map(({ key }) => key));
    for (const [index, { limit }] of theirs.entries()) expect(limit).toBeLessThanOrEqual(fresh[index]?.limit ?? 0);
  });
  await fc.assert(property);
});

it('case 53: a country that the operator names for calls widens their limit there, and no other one', async () => {
  const limitsOf = async (country: string, phone: string, channel: Channel) => {
    const takes = await takesOf(freshSettings, { country, phone: e164(phone) }, channel);
    return takes.filter(({ key }) => /^\w+-dial\|/.test(key)).map(({ key, limit }) => [key.split('|')[0], limit]);
  };
  const { calls, whatsapp } = distinct;
  expect(await limitsOf('DE', '+493023125123', 'call')).toEqual([['calls-dial', calls.perOwnDialCode]]);
  expect(await limitsOf('DE', '+4915123456789', 'whatsapp')).toEqual([['whatsapp-dial', whatsapp.perDialCode]]);
  expect(await limitsOf('GB', '+442079460123', 'call')).toEqual([['calls-dial', calls.perDialCode]]);
  expect(await limitsOf('US', '+14155550123', 'whatsapp')).toEqual([['whatsapp-dial', whatsapp.perOwnDialCode]]);
});

it('case 53: a server that names a country sends no more there than the operator’s limit for countries without members', async () => {
  const place = createPlace({ limits: { sendsPerDialCode: 3, sendsPerOwnDialCode: 800 } });
  const latchkey = await place.start();
  const home = { ...freshSettings, defaultCountry: 'KE', countries: { is: 'only', countries: ['KE'] } } as const;
  for (let index = 0; index < 10; index++) {
    await latchkey.enter(memberOf(index), e164(`+2547${String(10_000 + index)}678`));
    await latchkey.send(memberOf(index), allowanceOf(home).cap);
  }
  expect(place.sent).toHaveLength(3);
});
