import { describe, expect, it } from 'vitest';
import { readPhone } from '../../src/otp/number/phone.ts';

const everywhere = { allowedCountries: [] };
const prefilled = { ...everywhere, prefilled: '+1' };

describe('what is said of a number', () => {
  it('is whether its country was only assumed', () => {
    expect(readPhone('+1', '415 555 0123', prefilled)).toMatchObject({ is: 'phone', isAssumed: true });
    expect(readPhone(' ＋1', '415 555 0123', prefilled)).toMatchObject({ isAssumed: true });
    expect(readPhone('US', '415 555 0123', prefilled)).toMatchObject({ isAssumed: false });
    expect(readPhone('+1', '+1 415 555 0123', prefilled)).toMatchObject({ isAssumed: false });
    expect(readPhone('+1', '415 555 0123', everywhere)).toMatchObject({ isAssumed: false });
  });

  it.each([
    ['+1', '415 555 012', 'tooShort', 1],
    ['+1', '415 555', 'tooShort', 4],
    ['+1', '415 555 01234', 'tooLong', 1],
    ['+1', '415 555 0123 45', 'tooLong', 2],
    ['+44', '07911 1234567', 'tooLong', 1],
    ['', '+1 415 555 01', 'tooShort', 2],
  ])('is by how many digits it misses: %j %j is %s by %d', (country, number, problem, digits) => {
    expect(readPhone(country, number, everywhere)).toMatchObject({ is: 'problem', problem, digits });
  });

  it('is for which country it was refused', () => {
    const readFor = { country: 'US', callingCode: '+1', isAssumed: true };
    expect(readPhone('+1', '07911 123456', prefilled)).toMatchObject({ is: 'problem', readFor });
    expect(readPhone('+1', '+1 415', prefilled)).not.toHaveProperty('readFor');
    expect(readPhone('Jamaica', '415', prefilled)).toMatchObject({
      readFor: { country: 'JM', callingCode: '+1', isAssumed: false },
    });
  });
});

describe('a landline', () => {
  const called = { ...everywhere, ways: { call: { countries: [] } } };

  it('is taken where it can be called', () => {
    expect(readPhone('+49', '030 123456', called)).toMatchObject({ is: 'phone', lineType: 'landline' });
    expect(readPhone('', '+49 30 123456', called)).toMatchObject({ is: 'phone', lineType: 'landline' });
    expect(readPhone('+49', '0151 23456789', called)).toMatchObject({ is: 'phone', lineType: 'mobile' });
  });

  it('and a mobile that is written as one are told apart by the member', () => {
    const readings = [
      { phone: '+5491123456789', country: 'AR', lineType: 'mobile', isAssumed: false },
      { phone: '+541123456789', country: 'AR', lineType: 'landline', isAssumed: false },
    ];
    expect(readPhone('+54', '11 2345-6789', called)).toEqual({ is: 'choice', readings });
    expect(readPhone('', '+54 11 2345-6789', called)).toEqual({ is: 'choice', readings });
    expect(readPhone('+54', '11 2345-6789', everywhere)).toMatchObject({ is: 'phone', phone: '+5491123456789' });
  });
});

describe('a refusal', () => {
  it('names countries where the number would fit', () => {
    expect(readPhone('+1', '98765 43210', prefilled)).toMatchObject({ problem: 'badNumber', fits: ['IN', 'BR', 'PH'] });
    const german = { allowedCountries: ['DE', 'AT'] };
    expect(readPhone('+1', '0151 23456789', german)).toMatchObject({ fits: ['DE'] });
    expect(readPhone('+1', '0 1 512 345 67 89', german), 'no number of Austin').toMatchObject({ problem: 'tooLong' });
    expect(readPhone('+44', '33 6 12 34 56 78', everywhere)).toMatchObject({ fits: expect.arrayContaining(['FR']) });
    expect(readPhone('+1', '0532 123 45 67', { ...everywhere, locale: 'tr' })).toMatchObject({
      fits: expect.arrayContaining(['TR']),
    });
  });

  it('names no country for what is short, or is nobody’s', () => {
    expect(readPhone('+1', '12345', everywhere)).not.toHaveProperty('fits');
    expect(readPhone('+1', '0000000000', everywhere)).not.toHaveProperty('fits');
  });
});

it('what may be of two countries is a choice', () => {
  const choice = (country: string, number: string, policy: Parameters<typeof readPhone>[2] = everywhere) => {
    const result = readPhone(country, number, policy);
    return result.is === 'choice' ? result.readings.map(({ phone }) => phone) : result;
  };
  expect(choice('CG', '0068284567')).toEqual(['+68284567', '+242068284567']);
  expect(choice('CG', '0068284567', { allowedCountries: ['CG'] })).toEqual(['+242068284567']);
  expect(choice('Jamaica', '555 0123')).toMatchObject({ is: 'phone', phone: '+18765550123' });
  expect(choice('Puerto Rico', '234 5678')).toEqual(['+17872345678', '+19392345678']);
  expect(choice('+1', '65 9234 5678', prefilled)).toEqual(['+16592345678', '+6592345678']);
  expect(choice('+1', '65 9234 5678')).toMatchObject({ is: 'phone', phone: '+16592345678' });
  expect(choice('+1', '44 7911 123456', prefilled)).toEqual(['+447911123456']);
  expect(choice('MX', '+0 91 81234 56789')).toEqual(['+918123456789', '+18123456789']);
  expect(choice('', '+0 91 81234 56789')).toMatchObject({ is: 'phone', phone: '+918123456789' });
  expect(choice('GB', '+0 7911 123456')).toMatchObject({ is: 'phone', phone: '+447911123456' });
  expect(choice('', '+44 44 7911 123456')).toEqual(['+447911123456']);
});
