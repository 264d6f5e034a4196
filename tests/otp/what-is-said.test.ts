import { describe, expect, it } from 'vitest';
import { readPhone } from '../../src/otp/number/phone.ts';
import { inWords } from '../support/reading.ts';

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

describe('a word beside the number', () => {
  const said = (country: string, number: string, policy: Parameters<typeof readPhone>[2] = everywhere) =>
    inWords(readPhone(country, number, policy));

  it('that names another country than the field is asked about, where the number fits both', () => {
    expect(said('US', 'CO: 303 234 5678')).toBe('choice of +573032345678 and +13032345678');
    expect(said('US', 'IN: 765 432 1098')).toBe('choice of +917654321098 and +17654321098');
    expect(said('+1', 'ID: 812 345 6789', prefilled)).toBe('choice of +628123456789 and +18123456789');
  });

  it('is no country where the number fits the field alone, and wins where it does not', () => {
    expect(said('GB', 'Jordan 07911 123456')).toBe('choice of +447911123456');
    expect(said('US', 'UK 07911 123456')).toBe('+447911123456');
    expect(said('US', 'CA 604 234 5678')).toBe('+16042345678');
    expect(said('GB', 'UK: 07911 123456')).toBe('+447911123456');
  });

  it('may be a flag, wherever it stands', () => {
    expect(said('', '0151 23456789 🇩🇪')).toBe('+4915123456789');
    expect(said('US', '🇩🇪🇩🇪 0151 23456789')).toBe('+4915123456789');
    expect(said('', '📞 🇩🇪 0151 23456789')).toBe('+4915123456789');
  });
});

it('a plus behind a number is one that was typed from the right', () => {
  const said = (country: string, number: string) => inWords(readPhone(country, number, everywhere));
  expect(said('', '966501234567+')).toBe('+966501234567');
  expect(said('', '\u202b966 50 123 4567+\u202c')).toBe('+966501234567');
  expect(said('US', '415 555 0123 +')).toBe('+14155550123');
  expect(inWords(readPhone('+1', '972502345678+', prefilled))).toBe('+972502345678');
});

it('011 behind a plus is the way out of North America', () => {
  expect(inWords(readPhone('', '+011 44 7911 123456', everywhere))).toBe('+447911123456');
});

it('one or two digits in brackets at the end are no part of the number', () => {
  expect(inWords(readPhone('ID', '0812-3456-789 (2)', everywhere))).toBe('hasExtension');
  expect(inWords(readPhone('US', '415 555 (0123)', everywhere))).toBe('+14155550123');
});

it('a plus before what is a mobile of the typed country as well is asked about', () => {
  const said = (country: string, policy = everywhere) => inWords(readPhone(country, '+151 23456789', policy));
  expect(said('DE')).toBe('choice of +15123456789 and +4915123456789');
  expect(said('US')).toBe('+15123456789');
  expect(said('GB')).toBe('+15123456789');
  expect(inWords(readPhone('+49', '+151 23456789', { ...everywhere, prefilled: '+49' }))).toBe('+15123456789');
});
