import { type CountryCode, getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/max';

const callingCodes: ReadonlySet<string> = new Set(getCountries().map((country) => getCountryCallingCode(country)));

/** Of the calling codes that countries share, the one that most numbers belong to. */
const mainCountries: Readonly<Record<string, CountryCode>> = {
  1: 'US',
  7: 'RU',
  39: 'IT',
  44: 'GB',
  47: 'NO',
  61: 'AU',
  212: 'MA',
  262: 'RE',
  290: 'SH',
  358: 'FI',
  590: 'GP',
  599: 'CW',
};

/** Spoken in so many countries that the language alone does not point to one. */
const worldLanguages = new Set(['en', 'es', 'pt', 'ar']);

/** A country's calling code with its `+`; undefined for what is not a country.
 * @param country ISO 3166-1 alpha-2, in upper case. */
export function callingCode(country: string): string | undefined {
  return isSupportedCountry(country) ? `+${getCountryCallingCode(country)}` : undefined;
}

/** Whether some country has a calling code, given without its `+`. */
export const isCallingCode = (digits: string): boolean => callingCodes.has(digits);

/** The country of a calling code without its `+`; where several share it, the one that most of its numbers belong to. `ZZ` is none. */
export function countryOfCode(callingCode: string): string {
  const country =
    mainCountries[callingCode] ?? getCountries().find((one) => getCountryCallingCode(one) === callingCode);
  return country ?? 'ZZ';
}

/** The calling code that a number in E.164 begins with: no code is the beginning of another. Undefined for one that is no country's. */
export function callingCodeOf(phone: string): string | undefined {
  return [2, 3, 4].map((end) => phone.slice(1, end)).find((digits) => callingCodes.has(digits));
}

/**
 * What sends are counted by: the calling code, which some countries share. Of +1 only the United States and Canada do; in
 * its other countries, which cost ten times as much, the area code stands for the country, so each counts by itself.
 * @param country ISO 3166-1 alpha-2, or what stands in its place for a number that belongs to none
 */
export function dialCode(country: string): string {
  const code = callingCode(country) ?? country;
  return code === '+1' && country !== 'US' && country !== 'CA' ? `${code} ${country}` : code;
}

/** The country that a Discord locale points to, to prefill a form with: `de` → DE, `en-GB` → GB, `es-419` → undefined. */
export function countryOfLocale(locale: string): string | undefined {
  const [, language, named] = /^([a-z]{2,3})(?:-([A-Z]{2}))?$/.exec(locale) ?? [];
  if (language === undefined || (named === undefined && worldLanguages.has(language))) return undefined;
  const region = named ?? new Intl.Locale(language).maximize().region;
  return region && isSupportedCountry(region) ? region : undefined;
}
