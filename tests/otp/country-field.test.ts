import { getCountries } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { callingCode } from '../../src/otp/number/phone.ts';
import { read } from '../support/reading.ts';

const everywhere = { allowedCountries: [] };

const american = '+14155550123';
const german = '+4915123456789';

describe('the country field', () => {
  it.each([
    '1',
    '+1',
    '001',
    '01',
    'US',
    'us',
    '+1 (US)',
    'US +1',
    '(+1)',
    ' +1 ',
    '1.',
    'United States',
    '＋１',
    '+\u200e1',
    '١',
  ])('understands %j', (country) => {
    expect(read(country, '4155550123')).toBe(american);
  });

  it.each(['49', '0049', '01149', 'DE', 'germany', 'Deutschland', 'de (+49)', '+49 Germany'])(
    'understands %j',
    (country) => {
      expect(read(country, '0151 23456789', { ...everywhere, locale: 'de' })).toBe(german);
    },
  );

  it('understands UK for GB, and names with accents typed without them', () => {
    expect(read('UK', '07911 123456')).toBe('+447911123456');
    expect(read('Curacao', '9 518 1234')).toBe('+59995181234');
  });

  it('is asked for when it is empty', () => {
    expect(read('', '4155550123')).toBe('noCountry');
    expect(read(' \u200b ', '4155550123')).toBe('noCountry');
    expect(read('+', '4155550123'), 'as it is prefilled where nothing points to a country').toBe('noCountry');
    expect(read('+-', '4155550123')).toBe('noCountry');
  });

  it.each([
    '999',
    '0',
    'XX',
    'Narnia',
    '+49 (US)',
    '1 2',
    'constructor',
    '__proto__',
    'x'.repeat(1000),
    '1'.repeat(61),
  ])('is refused: %j', (country) => {
    expect(read(country, '4155550123')).toBe('badCountry');
  });

  it('understands every country by its ISO code, its calling code and its name', () => {
    for (const country of getCountries()) {
      const name = new Intl.DisplayNames('en', { type: 'region' }).of(country) ?? '';
      for (const text of [country, callingCode(country) ?? '', name])
        expect(read(text, '1'), text).not.toMatch(/Country/);
    }
  });
});
