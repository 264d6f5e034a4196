import { callingCode, countryOfCode, isCallingCode } from '../../otp/number/country.ts';
import { plain } from '../../otp/number/plain.ts';

/** What people write for countries besides their names. */
const alsoCalled: Readonly<Record<string, string>> = {
  usa: 'US',
  america: 'US',
  amerika: 'US',
  england: 'GB',
  greatbritain: 'GB',
  grossbritannien: 'GB',
  holland: 'NL',
  turkey: 'TR',
  czechrepublic: 'CZ',
  tschechischerepublik: 'CZ',
  ivorycoast: 'CI',
  elfenbeinkuste: 'CI',
};

export interface CountriesRead {
  /** ISO 3166-1 alpha-2, each once, in the order of the text. */
  readonly countries: readonly string[];
  /** The parts that are no country, as they were written. */
  readonly unknown: readonly string[];
}

/**
 * Reads countries with commas between, by their names in `locale`'s language or in English, or by ISO 3166-1 alpha-2 code.
 * Case, accents, punctuation and flags do not matter.
 */
export function readCountries(text: string, locale: string): CountriesRead {
  const known = countriesByName(locale);
  const read = text
    .split(/[,;、،，\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part) => ({ part, country: isoCode(part) ?? known.get(folded(part)) }));
  return {
    countries: [...new Set(read.flatMap(({ country }) => country ?? []))],
    unknown: read.filter(({ country }) => country === undefined).map(({ part }) => part),
  };
}

/** Reads one country, by its name, its ISO code or its calling code (`49`, `+49`, `0049`). Undefined for anything else. */
export function readCountry(text: string, locale: string): string | undefined {
  const dialled = /^(?:\+|00)?(\d{1,3})$/.exec(plain(text))?.[1];
  if (dialled !== undefined) return isCallingCode(dialled) ? countryOfCode(dialled) : undefined;
  const { countries, unknown } = readCountries(text, locale);
  return countries.length === 1 && unknown.length === 0 ? countries[0] : undefined;
}

/** A country's name in a language. */
export function countryName(country: string, locale: string): string {
  return namesIn(locale, 'long').of(country) ?? country;
}

/** Every country that has phone numbers. */
function allCountries(): string[] {
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  return letters
    .flatMap((one) => letters.map((other) => one + other))
    .filter((code) => callingCode(code) !== undefined);
}

function isoCode(text: string): string | undefined {
  const code = plain(text).toUpperCase();
  return /^[A-Z]{2}$/.test(code) && callingCode(code) !== undefined ? code : undefined;
}

function countriesByName(locale: string): Map<string, string> {
  const names = [locale, 'en'].flatMap((language) => [namesIn(language, 'long'), namesIn(language, 'short')]);
  const named = allCountries().flatMap((country) =>
    names.map((name): [string, string] => [folded(name.of(country) ?? country), country]),
  );
  return new Map([...named, ...Object.entries(alsoCalled)]);
}

const namesIn = (locale: string, style: 'long' | 'short') =>
  new Intl.DisplayNames([locale, 'en'], { type: 'region', style });

/** Only the letters, without case and accents, for comparing names. */
function folded(name: string): string {
  return plain(name)
    .normalize('NFD')
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replace(/[^\p{L}]/gu, '');
}
