import { type PhonePolicy, type PhoneResult, type Reading, readPhone } from '../../src/otp/number/phone.ts';

/** A result as one word or few: the number, the numbers to choose from, or why there is none. */
export function inWords(result: PhoneResult): string {
  switch (result.is) {
    case 'phone':
      return result.phone;
    case 'choice':
      return `choice of ${result.readings.map(({ phone }) => phone).join(' and ')}`;
    case 'problem':
      return result.problem;
  }
}

/** All numbers that a result names. */
export function readingsOf(result: PhoneResult): readonly Reading[] {
  if (result.is === 'problem') return [];
  return result.is === 'phone' ? [result] : result.readings;
}

/** What two fields are read as, in every country unless a policy says otherwise. */
export function read(country: string, number: string, policy: PhonePolicy = { allowedCountries: [] }): string {
  return inWords(readPhone(country, number, policy));
}
