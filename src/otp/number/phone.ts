import { type Origin, readOrigin } from '../country/origin.ts';
import { callingCodeOf, countryOfCode } from './country.ts';
import { fitting } from './fitting.ts';
import { judge, type PhoneProblem, type Taken, type Textable } from './judging.ts';
import { plain } from './plain.ts';
import { distinct, inE164, type Readings, readingsOfWhole, readingsWithin } from './readings.ts';
import { readTyped, type Typed } from './typed.ts';

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

export interface PhonePolicy extends Taken {
  /** The member's language, in which the name of a country is understood besides English. */
  readonly locale?: string;
  /** What stood in the country field when the form was opened, unless the member had typed that before. */
  readonly prefilled?: string;
}

/**
 * Reads a number as people type it into two fields. A number that names its own country (`+44…`, `0044…`) wins over the
 * country field; where it is a number of a country that was typed there as well, both are a choice. The phone library is only
 * ever handed digits: given `;phone-context=` or letters, it answers differently from one call to the next.
 */
export function readPhone(countryText: string, numberText: string, policy: PhonePolicy): PhoneResult {
  const typed = readTyped(numberText, policy.locale);
  if (typed.is === 'problem') return typed;
  const { digits, withZero } = typed;
  const forms = withZero === undefined ? [digits] : [digits, withZero];
  if (typed.hasPlus) {
    const readings = withLandline(merged(forms.map(readingsOfWhole)), `+${digits}`, true, policy);
    if (readings.numbers.length > 0) return outcome(withHome(readings, typed, countryText, policy), policy);
    // No country has this code: the plus stands before a number as it is dialled at home.
    if (callingCodeOf(`+${digits}`) !== undefined) return judged(`+${digits}`, policy);
  }
  const origin = readOrigin(typed.country ?? countryText, policy.locale);
  if (origin.is === 'problem') return withoutOrigin(typed, origin, policy);
  const isAssumed = typed.country === undefined && isPrefilled(countryText, policy);
  const within = (from: Origin) => {
    const dialled = withMixed(merged(forms.map((form) => readingsWithin(form, from))), typed);
    return withLandline(dialled, inE164(digits, from), false, policy);
  };
  const field = readOrigin(typed.country === undefined ? '' : countryText, policy.locale);
  const both = field.is === 'problem' ? within(origin) : ofBoth(within(origin), within(field));
  const readings = withElsewhere(both, digits, isAssumed);
  if (readings.numbers.length > 0) return outcome(readings, policy, isAssumed);
  const result = judged(inE164(digits, origin), policy, isAssumed);
  if (result.is !== 'problem') return result;
  const readFor = { ...countryOf(origin), isAssumed };
  const fits = fitting(digits, readFor.country, policy);
  return { ...result, readFor, ...(fits.length > 0 && { fits }) };
}

/** Where landlines are called, the number as it is may be one. That is certain, unless a mobile may be meant as well. */
function withLandline(readings: Readings, number: string, hasCode: boolean, { ways }: PhonePolicy): Readings {
  const result = judge(number, { allowedCountries: [], ...(ways && { ways }) });
  if (result.is === 'problem' || result.lineType !== 'landline') return readings;
  const mobiles = readings.isCertain ? readings.numbers : [];
  const { phone, country, lineType } = result;
  return { isCertain: true, numbers: [...mobiles, { phone, country, lineType, hasCode }] };
}

/** Some type a `+` before a number as it is dialled at home: +151 2345 6789 under +49 is a German mobile, and a number of Austin. */
function withHome(readings: Readings, { digits, country }: Typed, countryText: string, policy: PhonePolicy): Readings {
  const field = readOrigin(country ?? countryText, policy.locale);
  if (field.is === 'problem' || isPrefilled(countryText, policy)) return readings;
  if (field.callingCode === callingCodeOf(`+${digits}`)) return readings;
  const home = readingsWithin(digits, field);
  const numbers = distinct([...readings.numbers, ...(home.isCertain ? home.numbers : [])]);
  return { isCertain: readings.isCertain && numbers.length === readings.numbers.length, numbers };
}

/** Some type a `+` and a 0 before a country's code, some a `+` before a trunk prefix, and where one writes from the right a `+` may end up behind. */
function withMixed(readings: Readings, { digits, isMixed }: Typed): Readings {
  const whole = isMixed ? readingsOfWhole(digits.replace(/^0+/, '')) : none;
  if (!whole.isCertain) return readings;
  return { isCertain: true, numbers: distinct([...whole.numbers, ...(readings.isCertain ? readings.numbers : [])]) };
}

/**
 * A word beside the number names another country than the field. It may be no country at all, but a name or a state: `Jordan`, `CO:`.
 * @param named as the word has it
 * @param field as the country field has it
 */
function ofBoth(named: Readings, field: Readings): Readings {
  if (!field.isCertain) return named;
  const numbers = distinct([...(named.isCertain ? named.numbers : []), ...field.numbers]);
  return { isCertain: named.isCertain && numbers.length === named.numbers.length, numbers };
}

/** Some leave the country field as it is, and type all of the number but its plus. */
function withElsewhere(readings: Readings, digits: string, isAssumed: boolean): Readings {
  if (!isAssumed || !/^[1-9]\d{9}/.test(digits)) return readings;
  const numbers = distinct([...readings.numbers, ...readingsOfWhole(digits).numbers]);
  return { isCertain: readings.isCertain && numbers.length === readings.numbers.length, numbers };
}

/** A number whose country nothing names may have its code all the same: behind the way out of a country. */
function withoutOrigin({ digits, hasPlus, isMixed }: Typed, problem: Refusal, policy: PhonePolicy): PhoneResult {
  const way = isMixed ? /^(?:011|0*)([1-9]\d+)$/ : /^(?:00+|011)([1-9]\d+)$/;
  const whole = hasPlus ? digits : way.exec(digits)?.[1];
  if (whole === undefined) return problem;
  const readings = readingsOfWhole(whole);
  return readings.numbers.length > 0 ? outcome(readings, policy) : judged(`+${whole}`, policy);
}

const none: Readings = { isCertain: false, numbers: [] };

/** Of some readings the first that are certain, or else the first that there are. */
function merged(all: readonly Readings[]): Readings {
  const some = all.filter(({ numbers }) => numbers.length > 0);
  return some.find(({ isCertain }) => isCertain) ?? some[0] ?? none;
}

const isPrefilled = (countryText: string, { prefilled }: PhonePolicy) =>
  prefilled !== undefined && plain(prefilled) === plain(countryText);

/** One number, or those that the member has to choose from, within what the operator allows. */
function outcome({ isCertain, numbers }: Readings, policy: PhonePolicy, isAssumed = false): PhoneResult {
  const { allowedCountries } = policy;
  const readings = numbers
    .filter(({ country }) => allowedCountries.length === 0 || allowedCountries.includes(country))
    .map(({ hasCode, ...number }) => ({ ...number, isAssumed: isAssumed && !hasCode }));
  const [first] = readings;
  if (!first) return { is: 'problem', problem: 'countryOff' };
  return isCertain && numbers.length === 1 ? { is: 'phone', ...first } : { is: 'choice', readings };
}

function countryOf(origin: Origin) {
  const country = origin.country ?? countryOfCode(origin.callingCode);
  return { country, callingCode: `+${origin.callingCode}` };
}

/** A number that has no reading: one of a plan that is newer than ours, where the operator takes those, or why it cannot be texted. */
function judged(number: string, policy: PhonePolicy, isAssumed = false): PhoneResult {
  const result = judge(number, policy);
  return result.is === 'phone' ? { ...result, isAssumed } : result;
}
