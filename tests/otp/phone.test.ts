import { inspect } from 'node:util';
import fc from 'fast-check';
import { getCountries, getCountryCallingCode, getExampleNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { derivePepper } from '../../src/base/digest.ts';
import { callingCode, countryOfLocale, isE164, maskPhone, phoneKey, readPhone } from '../../src/otp/number/phone.ts';
import { anyCharacter } from '../support/characters.ts';
import { read } from '../support/reading.ts';

const everywhere = { allowedCountries: [] };

function phone(text: string) {
  if (!isE164(text)) throw new Error('not in E.164');
  return text;
}

const american = '+14155550123';
const german = '+4915123456789';
const fullWidth = (text: string) => text.replace(/[!-~]/g, (c) => String.fromCharCode(c.charCodeAt(0) + 0xfee0));
const inScript = (zero: number) => (text: string) => text.replace(/\d/g, (d) => String.fromCodePoint(zero + Number(d)));

describe('the number field', () => {
  it.each([
    '415 555 0123',
    '(415) 555-0123',
    '415.555.0123',
    '415–555−0123',
    '1 415 555 0123',
    '+1 415 555 0123',
    '011 1 415 555 0123',
  ])('understands %j with country code 1', (number) => {
    expect(read('1', number)).toBe(american);
  });

  it('takes a leading zero or a whole number without its plus', () => {
    expect(read('49', '0151/23456789')).toBe(german);
    expect(read('49', '151 23456789')).toBe(german);
    expect(read('49', '4915123456789')).toBe(german);
    expect(read('49', '+49 (0) 151 23456789')).toBe(german);
  });

  it('wins over the country field when it names its own country', () => {
    for (const country of ['', '49', 'DE', '999', 'Narnia']) {
      expect(read(country, '+14155550123')).toBe(american);
      expect(read(country, '0014155550123')).toBe(american);
    }
  });

  it('tells the country, where there is one', () => {
    expect(readPhone('1', '4155550123', everywhere)).toEqual({
      is: 'phone',
      phone: american,
      country: 'US',
      lineType: 'fixedOrMobile',
      isAssumed: false,
    });
    expect(readPhone('1', '506 234 5678', everywhere)).toMatchObject({ country: 'CA' });
  });

  it.each([
    ['1', '415 555 012', 'tooShort'],
    ['1', '415 555 0123 4567', 'tooLong'],
    ['1', '5'.repeat(41), 'tooLong'],
    ['1', '', 'badNumber'],
    ['1', 'call me', 'badNumber'],
    ['1', '+', 'badNumber'],
    ['1', '415+5550123', 'badNumber'],
    ['1', '000 000 0000', 'badNumber'],
    ['', '+999 123456789', 'badCountry'],
  ])('is refused: country %j, number %j: %s', (country, number, problem) => {
    expect(read(country, number)).toBe(problem);
  });

  it('only ever yields E.164, never throws, and answers the same again', () => {
    const typed = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.string({ unit: fc.constantFrom(...'+0123456789 ()-.;=x,٣３é') }),
    );
    fc.assert(
      fc.property(typed, typed, (country, number) => {
        const first = readPhone(country, number, everywhere);
        expect(readPhone(country, number, everywhere)).toEqual(first);
        if (first.is === 'phone') expect(first.phone).toMatch(/^\+[1-9]\d{6,14}$/);
      }),
    );
  });
});

describe('case 19: a number in any clothes becomes one number or is refused, the same on every repeat', () => {
  const repeated = (country: string, number: string) => {
    const answers = new Set(Array.from({ length: 20 }, () => read(country, number)));
    expect(answers.size).toBe(1);
    return [...answers][0];
  };

  it.each([
    '+1 (415) 555-0123',
    '0014155550123',
    fullWidth('+1 (415) 555-0123'),
    fullWidth('0014155550123'),
    inScript(0x660)('0014155550123'),
    inScript(0x6f0)('+14155550123'),
    inScript(0x966)('+1 415 555 0123'),
    '\u202a+1 415 555 0123\u202c',
    '+1\u00a0415\u2009555\u20110123',
  ])('case 19: %j is one number', (number) => {
    expect(repeated('', number)).toBe(american);
    expect(repeated('49', number)).toBe(american);
  });

  it.each([
    '+14155550123;ext=5',
    '+1 415 555 0123 x5',
    '4155550123 ext. 12',
    '4155550123 extension 7',
    '4155550123,,9',
    '4155550123#4',
    fullWidth('4155550123 x5'),
  ])('case 19: %j has an extension', (number) => {
    expect(repeated('1', number)).toBe('hasExtension');
  });

  it.each([
    '4155550123;phone-context=+1',
    'tel:4155550123;phone-context=example.com',
    '4155550123;isub=1',
    '1-800-FLOWERS',
    '+1415555O123',
    '+14155550123\u0000',
    '+14155550123 or +14155550124',
    '①②③',
  ])('case 19: %j is refused', (number) => {
    expect(repeated('1', number)).not.toMatch(/^\+/);
    expect(repeated('', number)).not.toMatch(/^\+/);
  });
});

describe('case 20: what costs too much or gets no SMS is refused before anything is sent', () => {
  it.each([
    ['premium', '+1 900 555 0123'],
    ['toll-free', '+1 800 555 0123'],
    ['international toll-free', '+800 1234 5678'],

    ['shared cost', '+49 180 1 123456'],
    ['personal number', '+44 70 1234 5678'],
    ['pager', '+44 7640 123456'],
    ['company number', '+44 55 1234 5678'],
  ])('case 20: a %s number is not mobile', (_kind, number) => {
    expect(read('', number)).toBe('notMobile');
  });

  it('case 20: a landline is known as one', () => {
    expect(read('', '+49 30 123456')).toBe('landline');
    expect(read('+49', '030 123456')).toBe('landline');
  });

  it('case 20: a country that is off is refused, no matter who types its code', () => {
    const policy = { allowedCountries: ['DE', 'CA'] };
    expect(read('1', '4155550123', policy)).toBe('countryOff');
    expect(read('DE', '+14155550123', policy)).toBe('countryOff');
    expect(read('', '+881612345678', policy)).toBe('countryOff');
    expect(read('1', '506 234 5678', policy)).toBe('+15062345678');
    expect(read('49', '0151 23456789', policy)).toBe(german);
  });
});

describe('a masked number', () => {
  it('shows the calling code and two digits', () => {
    expect(maskPhone(phone(american))).toBe('+1 ••• ••• ••23');
    expect(maskPhone(phone(german))).toBe('+49 ••• ••• ••89');
  });

  it('shows the calling code of any country, and of what belongs to none', () => {
    for (const country of getCountries()) {
      const example = getExampleNumber(country, examples);
      if (example) expect(maskPhone(phone(example.number))).toMatch(`+${getCountryCallingCode(country)} •`);
    }
    expect(maskPhone(phone('+881612345678'))).toBe('+881 ••• ••• ••78');
  });

  it('never shows more, whatever the number', () => {
    const any = fc.integer({ min: 1_000_000, max: 999_999_999_999_999 }).map((n) => phone(`+${n}`));
    fc.assert(
      fc.property(any, (number) => {
        const shown = maskPhone(number).replace(/[^\d]/g, '');
        expect(shown.length).toBeLessThanOrEqual(5);
        expect(maskPhone(number).endsWith(`••${number.slice(-2)}`)).toBe(true);
      }),
    );
  });
});

describe('the key of a number', () => {
  const pepper = derivePepper(Buffer.alloc(32, 1));

  it('is the same for the same number and pepper only', () => {
    expect(phoneKey(pepper, phone(american))).toMatch(/^[0-9a-f]{8}:[0-9a-f]{64}$/);
    expect(phoneKey(pepper, phone(american))).toBe(phoneKey(derivePepper(Buffer.alloc(32, 1)), phone(american)));
    expect(phoneKey(pepper, phone(american))).not.toBe(phoneKey(pepper, phone(german)));
    expect(phoneKey(pepper, phone(american))).not.toBe(phoneKey(derivePepper(Buffer.alloc(32, 2)), phone(american)));
  });

  it('stays what it is: a change here would forget who is verified', () => {
    expect(phoneKey(pepper, phone(american))).toBe(
      'a4dd0d54:a86e5da26c966f4aa116d1e70a83c821b1d7ae50768b53287bbfab945f509238',
    );
  });
});

describe('a locale', () => {
  it.each([
    ['de', 'DE'],
    ['en-US', 'US'],
    ['en-GB', 'GB'],
    ['es-ES', 'ES'],
    ['pt-BR', 'BR'],
    ['sv-SE', 'SE'],
    ['uk', 'UA'],
    ['ja', 'JP'],
    ['zh-TW', 'TW'],
    ['es-419', undefined],
    ['en', undefined],
    ['', undefined],
    ['not a locale', undefined],
  ])('%j points to %s', (locale, country) => {
    expect(countryOfLocale(locale)).toBe(country);
  });

  it('leads to a calling code with its plus', () => {
    expect(callingCode('DE')).toBe('+49');
    expect(callingCode('ZZ')).toBeUndefined();
    expect(inspect(callingCode('constructor'))).toBe('undefined');
  });
});
