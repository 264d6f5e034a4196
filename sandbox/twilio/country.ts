import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** Whose number it is where its digits do not say, as with numbers reserved for fiction: the country that a shared dial code is named after. */
const named: Readonly<Record<string, string>> = { 1: 'US', 7: 'RU', 39: 'IT', 44: 'GB', 47: 'NO', 61: 'AU', 212: 'MA' };

/** The ISO code of the country that an E.164 number belongs to; null where no country has its dial code. */
export function countryOf(number: string): string | null {
  const parsed = parsePhoneNumberFromString(number);
  if (!parsed) return null;
  const { country, countryCallingCode: dialCode } = parsed;
  return country ?? named[dialCode] ?? getCountries().find((iso) => getCountryCallingCode(iso) === dialCode) ?? null;
}

/** Whether it is a number whose calls cost the caller nothing, of the US and Canada. */
export const isTollFree = (number: string | null): boolean => /^\+18(00|33|44|55|66|77|88)/.test(number ?? '');
