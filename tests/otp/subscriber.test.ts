import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { derivePepper } from '../../src/base/digest.ts';
import { formerPhoneKeys, phoneKey, readPhone } from '../../src/otp/number/phone.ts';
import { otherNumbers, sameSubscriber, subscriberOf } from '../../src/otp/number/subscriber.ts';
import { e164, secretKey } from '../storage/fixtures.ts';
import { onEachStore } from '../storage/places.ts';
import { createPlace } from '../support/place.ts';
import { memberOf } from '../support/verifier.ts';

const pairs = [
  ['PS', '+970599123456', ['+972599123456']],
  ['PS', '+970569123456', ['+972569123456']],
  ['XK', '+38344123456', ['+37744123456']],
  ['XK', '+38345123456', ['+37745123456']],
  ['XK', '+38343123456', ['+38643123456']],
  ['GA', '+24177123456', ['+24107123456', '+2417123456']],
  ['GA', '+24166123456', ['+24106123456', '+2416123456']],
  ['GA', '+24174123456', ['+24104123456', '+2414123456']],
  ['GA', '+24165123456', ['+24105123456', '+2415123456']],
  ['GA', '+24162123456', ['+24102123456', '+2412123456']],
  ['GA', '+2413123456', ['+24103123456']],
  ['GM', '+220877123456', ['+2207123456']],
  ['GM', '+220833123456', ['+2203123456']],
  ['GM', '+220866123456', ['+2206123456']],
  ['GM', '+220899123456', ['+2209123456']],
  ['BR', '+5511971234567', ['+551171234567']],
  ['BR', '+5511987654321', ['+551187654321']],
  ['MX', '+525512345678', ['+5215512345678']],
  ['AR', '+5491123456789', ['+541123456789']],
  ['BJ', '+2290197123456', ['+22997123456']],
  ['GP', '+590690001234', ['+33690001234']],
  ['GF', '+594694201234', ['+33694201234']],
  ['MQ', '+596696201234', ['+33696201234']],
  ['RE', '+262692123456', ['+33692123456']],
  ['YT', '+262639012345', ['+33639012345']],
] as const;

describe('case 33: one phone is one number, however it is dialled', () => {
  it.each(pairs)('in %s, %s is also %j: one key, one country', (country, one, others) => {
    const read = (number: string) => readPhone('', number, { allowedCountries: [] });
    const key = phoneKey(Buffer.alloc(32), e164(one));
    for (const other of others) {
      // What is dialled works: it stays what was typed, unless that is out of use.
      const dialled = parsePhoneNumberFromString(other)?.getType() === 'MOBILE' ? other : one;
      expect(read(other)).toMatchObject({ is: 'phone', phone: dialled, country });
      expect(phoneKey(Buffer.alloc(32), e164(other))).toBe(key);
      expect(sameSubscriber(one, other)).toBe(true);
    }
    expect(read(one)).toMatchObject({ is: 'phone', phone: one, country });
    expect(subscriberOf(one)).toBe(one);
    expect([...otherNumbers(one)].sort()).toEqual([...others].sort());
  });

  it.each([
    '+972501234567', // Israel's own
    '+37740123456', // Monaco's own
    '+38640123456', // Slovenia's own
    '+33612345678',
    '+52123456789', // too short for the 1 of before
    '+551133334444',
    '+447911123456',
    '+447797712345',
    '+14155550123',
    '+2201234567',
  ])('%s is nobody else’s', (number) => {
    expect(subscriberOf(number)).toBe(number);
    expect(otherNumbers(number)).toEqual([]);
  });

  it('by a form that stands for itself: no rule leads to another', () => {
    for (const [, one, others] of pairs) {
      for (const number of [one, ...others]) expect(subscriberOf(subscriberOf(number))).toBe(one);
      expect(parsePhoneNumberFromString(one)?.isValid()).toBe(true);
    }
  });

  it('its former keys are those of its other numbers', () => {
    const pepper = Buffer.alloc(32, 'p');
    const keys = formerPhoneKeys(pepper, e164('+972599123456'));
    expect(keys).toHaveLength(1);
    expect(keys).not.toContain(phoneKey(pepper, e164('+970599123456')));
    expect(formerPhoneKeys(pepper, e164('+14155550123'))).toEqual([]);
  });
});

it.each([
  '+881612345678',
  '+870773111632',
  '+8835100012345',
  '+878101234567890',
  '+88213312345',
  '+97912345678',
  '+80012345678',
  '+80812345678',
  '+88812345678901',
  '+999123456789',
  '+15005550006',
  '+15215550123',
  '+16005550123',
  '+16225550123',
  '+17005550123',
  '+17105550123',
  '+19005550123',
])('case 33: %s belongs to no country and gets no SMS', (number) => {
  const read = readPhone('', number, { allowedCountries: [] });
  expect(read.is).toBe('problem');
});

onEachStore((freshPlace) => {
  it('case 33: an account that holds a phone by one of its numbers is found by the others, also from before', async () => {
    const place = createPlace({}, undefined, freshPlace());
    const { admit, stores } = await place.start();
    const [mia, noor, vesper] = [memberOf(1), memberOf(2), memberOf(3)];
    const palestinian = { phone: e164('+970599123456'), country: 'PS' };
    const israeli = { phone: e164('+972599123456'), country: 'PS' };
    expect(await admit(mia, palestinian)).toMatchObject({ is: 'admitted' });
    expect(await admit(noor, israeli)).toMatchObject({ is: 'numberTaken', holders: [mia.memberId] });

    // As it stood before the two were known to be one.
    const entry = await stores.roster.find(mia);
    if (!entry?.phone) throw new Error('no number on the roster');
    const [former = ''] = formerPhoneKeys(derivePepper(secretKey), israeli.phone);
    await stores.rekey(mia.serverId, [entry.phone.phoneKey], former);
    expect(await stores.roster.holders(mia.serverId, former)).toHaveLength(1);
    expect(await admit(vesper, palestinian)).toMatchObject({ is: 'numberTaken', holders: [mia.memberId] });
  });
});
