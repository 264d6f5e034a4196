import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import { isCallingCode } from '../number/country.ts';
import { plain } from '../number/plain.ts';
import { areaCodes, longerCodes } from './areas.ts';
import { countryNamed } from './names.ts';

/** Where a number is from, as far as a country code tells: +1 alone is the United States, Canada and twenty more. */
export interface Origin {
  /** Without its `+`. */
  readonly callingCode: string;
  /** Missing where the code alone was given, or several countries that share it. */
  readonly country?: CountryCode;
  /** In +1, the area codes that a number of seven digits may have. */
  readonly areas?: readonly string[];
}

export type OriginResult =
  | ({ readonly is: 'origin' } & Origin)
  | { readonly is: 'problem'; readonly problem: 'noCountry' | 'badCountry' };

const bad: OriginResult = { is: 'problem', problem: 'badCountry' };

/**
 * Reads a country as people type it: `49`, `+49`, `0049`, `01149`, `DE`, `DEU`, `Germany`, `+49 (DE)`, a flag, `+44 (0)`, `+1-876`.
 * Words that name no country are passed over beside a code.
 * @param locale the language in which a country's name is understood before others
 */
export function readOrigin(text: string, locale = 'en'): OriginResult {
  if (text.length > 60) return bad;
  const typed = plain(text);
  const digits = typed.replace(/\(\s*0\s*\)/g, '').replace(/\D/g, '');
  // Not made plain: the flags of England, Scotland and Wales are spelt with invisible marks.
  const words = text
    .normalize('NFKC')
    .replace(/[\p{Nd}\p{Variation_Selector}+]|\u20E3/gu, ' ')
    .replace(/^[\s\p{P}]+|[\s\p{P}]+$/gu, '');
  const countries = namedIn(words, locale);
  if (digits === '') {
    if (countries.length > 0) return together(countries) ?? bad;
    return { is: 'problem', problem: /[\p{L}\p{So}]/u.test(words) ? 'badCountry' : 'noCountry' };
  }
  const dialled = digits.replace(/^(011(?=\d)|0+)/, '');
  const code = ofCode(dialled) ?? ofArea(dialled, countries);
  if (!code || countries.length === 0) return code ? { is: 'origin', ...code } : bad;
  return (countries.every((country) => agrees(country, code)) && together(countries, code)) || bad;
}

/** The countries that words name: one, or several with `/`, a comma or "or" between. None if a part names none. */
function namedIn(words: string, locale: string): readonly CountryCode[] {
  const whole = countryNamed(words, locale);
  if (whole) return [whole];
  const parts = words.split(/[/,|&]|\bor\b|\band\b/);
  const named = parts.flatMap((part) => countryNamed(part, locale) ?? []);
  return named.length === parts.length ? named : [];
}

/** Countries that share a code, as one origin; undefined for others. */
function together(countries: readonly CountryCode[], code?: Origin): OriginResult | undefined {
  const codes = new Set(countries.map((country) => getCountryCallingCode(country)));
  const [callingCode] = codes;
  if (callingCode === undefined || codes.size > 1) return undefined;
  const [country] = countries;
  if (country === undefined || new Set(countries).size > 1) return { is: 'origin', callingCode };
  const areas = code?.areas ?? areaCodes[country];
  return { is: 'origin', callingCode, country, ...(areas && { areas }) };
}

const agrees = (country: CountryCode, code: Origin) =>
  getCountryCallingCode(country) === code.callingCode && (code.country === undefined || code.country === country);

function ofCode(digits: string): Origin | undefined {
  if (isCallingCode(digits)) return { callingCode: digits };
  const country = longerCodes[digits];
  if (country) return { callingCode: getCountryCallingCode(country), country };
  const areas = /^1((?:[2-9]\d\d)+)$/.exec(digits)?.[1]?.match(/\d{3}/g) ?? [];
  const owners = new Set(areas.map(countryOfArea));
  const [owner] = owners;
  return owners.size === 1 && owner ? { callingCode: '1', country: owner, areas } : undefined;
}

/** An area code alone, beside the name of the country that it belongs to. */
const ofArea = (digits: string, [country]: readonly CountryCode[]) =>
  country !== undefined && areaCodes[country]?.includes(digits) ? ofCode(`1${digits}`) : undefined;

function countryOfArea(area: string): CountryCode | undefined {
  const island = Object.keys(areaCodes).find(
    (country) => isSupportedCountry(country) && areaCodes[country]?.includes(area),
  );
  if (island !== undefined && isSupportedCountry(island)) return island;
  const number = parsePhoneNumberFromString(`+1${area}2345678`);
  return number?.isValid() ? number.country : undefined;
}
