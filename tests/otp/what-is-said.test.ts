import { describe, expect, it } from 'vitest';
import { readPhone } from '../../src/otp/number/phone.ts';

const everywhere = { allowedCountries: [] };

describe('what is said of a number', () => {
  const prefilled = { ...everywhere, prefilled: '+1' };

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
