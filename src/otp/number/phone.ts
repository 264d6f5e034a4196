import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Ways } from '../channels/ways.ts';
import { type Origin, readOrigin } from '../country/origin.ts';
import { countryOfCode } from './country.ts';
import { judge, type PhoneProblem, type Textable, type Untextable } from './judging.ts';
import { plain } from './plain.ts';

export { callingCode, countryOfLocale } from './country.ts';
export { type E164, formerPhoneKeys, isE164, keyIdOf, maskPhone, phoneKey } from './e164.ts';
export { judge, type LineType, type PhoneProblem } from './judging.ts';

/** A number as it was understood. */
export interface Reading extends Textable {
  /** Nobody typed the country: the number has no code of its own, and the country field was left as it was prefilled. */
  readonly isAssumed: boolean;
}

/** The country that a number without a code of its own was read for. */
export interface ReadFor {
  /** ISO 3166-1 alpha-2; of a code that several countries share, the one with most numbers. */
  readonly country: string;
  /** With its `+`. */
  readonly callingCode: string;
  /** The country field was left as it was prefilled. */
  readonly isAssumed: boolean;
}

/** Why there is no number, with the likeliest mistake as far as it can be told. */
export interface Refusal {
  readonly is: 'problem';
  readonly problem: PhoneProblem;
  /** For `tooShort` and `tooLong`: how many digits are missing, or are too many. */
  readonly digits?: number;
  /** Missing where the number names its own country, or no country is known. */
  readonly readFor?: ReadFor;
  /** Countries whose mobile number it would be as it stands, ISO 3166-1 alpha-2, the likeliest first, three at most. */
  readonly fits?: readonly string[];
}

export type PhoneResult =
  | ({ readonly is: 'phone' } & Reading)
  /** Several numbers may be meant, or one that was not quite typed: one or more readings, from which the member has to choose. */
  | { readonly is: 'choice'; readonly readings: readonly Reading[] }
  | Refusal;

export interface PhonePolicy {
  /** ISO 3166-1 alpha-2 in upper case; empty means every country. */
  readonly allowedCountries: readonly string[];
  /** Where calls are on, landlines are taken. */
  readonly ways?: Ways;
  /** The member's language, in which the name of a country is understood besides English. */
  readonly locale?: string;
  /** What stood in the country field when the form was opened, unless the member had typed that before. */
  readonly prefilled?: string;
}

const longestInput = 40;
const betweenDigits = /[\s\p{Pd}−().·/]/gu;
const extension = /^[^a-z;,#]*\d[^a-z;,#]*(?:[;,]?\s*(?:extension|extn|ext|xtn|x)[\s.:=]*|[;,#]+\s*)\d+$/i;

/**
 * Reads a number as people type it into two fields. A number that names its own country (`+44…`, `0044…`) wins over the
 * country field. The phone library is only ever handed digits: given `;phone-context=` or letters, it answers differently
 * from one call to the next.
 */
export function readPhone(countryText: string, numberText: string, policy: PhonePolicy): PhoneResult {
  if (numberText.length > longestInput) return refused('tooLong');
  const typed = plain(numberText);
  const digits = typed.replace(betweenDigits, '').replace(/^00/, '+');
  if (!/^\+?\d+$/.test(digits)) return refused(extension.test(typed) ? 'hasExtension' : 'badNumber');
  const { allowedCountries, ways } = policy;
  if (digits.startsWith('+')) return withOrigin(judge(digits, allowedCountries, ways));

  const origin = readOrigin(countryText, policy.locale);
  if (origin.is === 'problem') return origin;
  const isAssumed = policy.prefilled !== undefined && plain(policy.prefilled) === plain(countryText);
  const readFor = { ...countryOf(origin), isAssumed };
  const result = judge(inE164(digits, origin), allowedCountries, ways);
  if (result.is === 'phone') return withOrigin(result, readFor);
  // Some type the whole number, country code and all, but leave out the "+".
  const whole = withOwnCountry(digits, origin.callingCode);
  const second = whole ? judge(whole, allowedCountries, ways) : result;
  return withOrigin(second.is === 'phone' ? second : result, readFor);
}

function withOrigin(result: ReturnType<typeof judge>, readFor?: ReadFor): PhoneResult {
  if (result.is === 'phone') return { ...result, isAssumed: readFor?.isAssumed ?? false };
  return readFor ? { ...result, readFor } : result;
}

function countryOf(origin: Origin) {
  const country = origin.country ?? countryOfCode(origin.callingCode);
  return { country, callingCode: `+${origin.callingCode}` };
}

/** A number without a country code, with that of its country and without the trunk prefix. */
function inE164(digits: string, origin: Origin): string {
  const { country, callingCode } = origin;
  const from = country === undefined ? { defaultCallingCode: callingCode } : { defaultCountry: country };
  return parsePhoneNumberFromString(digits, from)?.number ?? `+${callingCode}${digits}`;
}

function withOwnCountry(digits: string, callingCode: string): string | undefined {
  const dialled = callingCode === '1' ? digits.replace(/^011/, '') : digits;
  return dialled !== digits || digits.startsWith(callingCode) ? `+${dialled}` : undefined;
}

function refused(problem: PhoneProblem): Untextable {
  return { is: 'problem', problem };
}
