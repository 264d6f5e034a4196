import { memoize } from '../../base/memoize.ts';
import { countryOfCode } from '../number/country.ts';
import { readOrigin } from './origin.ts';

export interface CountriesRead {
  /** ISO 3166-1 alpha-2, each once, in the order of the text. */
  readonly countries: readonly string[];
  /** The parts that are no country, as they were written. */
  readonly unknown: readonly string[];
}

/**
 * Reads countries with commas, slashes or "and" (also in other languages) between, each as `readCountry` does; +1 is the United States and Canada.
 * Codes of two or three letters may have spaces between.
 */
export function readCountries(text: string, locale = 'en'): CountriesRead {
  const read = text
    .split(/[,;、،，\n]/)
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .flatMap((part) => partsOf(part, locale));
  return {
    countries: [...new Set(read.flatMap(({ countries }) => countries))],
    unknown: read.filter(({ countries }) => countries.length === 0).map(({ part }) => part),
  };
}

interface PartRead {
  readonly part: string;
  readonly countries: readonly string[];
}

/** A part as a whole, or as several countries that something else than a comma stands between. */
function partsOf(part: string, locale: string): readonly PartRead[] {
  const whole = countriesIn(part, locale);
  if (whole.length > 0) return [{ part, countries: whole }];
  const read = (words: readonly string[]) => {
    const parts = words.map((one) => ({ part: one, countries: countriesIn(one, locale) }));
    return parts.length > 1 && parts.every(({ countries }) => countries.length > 0) ? parts : undefined;
  };
  const spaced = part.split(/\s+/);
  const parts = read(part.split(/\s*[/|&]\s*|\s+(?:or|and|und|et|y|e|и|og|och|en|ve)\s+/));
  const several = parts ?? (isOfOneSort(spaced) ? read(spaced) : undefined);
  if (several) return several;
  return [{ part, countries: [] }];
}

/** With spaces between alone, a small word among names is none, and a digit is no calling code: `France et Belgique`, `1. Germany`. */
function isOfOneSort(words: readonly string[]): boolean {
  const isShort = (word: string) => /^[a-z]{2,3}$/.test(word) || /^\d+\W*$/.test(word);
  return words.every(isShort) || !words.some(isShort);
}

function countriesIn(part: string, locale: string): readonly string[] {
  const origin = readOrigin(part, locale);
  if (origin.is === 'problem') return [];
  if (origin.country !== undefined) return [origin.country];
  if (/\p{L}/u.test(part)) return [];
  return origin.callingCode === '1' ? ['US', 'CA'] : [countryOfCode(origin.callingCode)];
}

/**
 * Reads one country, by its name, its ISO code, its flag or its calling code (`49`, `+49`, `0049`, `+1-876`). Of a code that countries
 * share, it is the one that most numbers belong to. Undefined for anything else.
 */
export function readCountry(text: string, locale = 'en'): string | undefined {
  return countriesIn(text, locale)[0];
}

/** Each takes some hundredths of a millisecond to make, and Discord has some thirty languages. */
const regionsIn = memoize((locale) => new Intl.DisplayNames([locale, 'en'], { type: 'region' }), 100);

const named = memoize((place) => {
  const [country = '', locale = ''] = place.split(' ');
  return regionsIn(locale).of(country) ?? country;
}, 2_000);

/** A country's name in a language. */
export const countryName = (country: string, locale: string): string => named(`${country} ${locale}`);
