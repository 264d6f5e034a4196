import {
  type PhoneNumber,
  type PhoneNumberType,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import { keyedDigest, keyId } from '../../base/digest.ts';
import { callingCodeOf, type Origin, readOrigin } from './country.ts';
import { plain } from './plain.ts';
import { otherNumbers, subscriberOf } from './subscriber.ts';

export { callingCode, countryOfLocale } from './country.ts';

declare const e164: unique symbol;

/** A phone number as `+` and 7 to 15 digits (ITU-T E.164). */
export type E164 = string & { readonly [e164]: true };

/** `unknown`: a valid number whose country does not tell kinds of lines apart. */
export type LineType = 'mobile' | 'fixedOrMobile' | 'voip' | 'unknown';

export type PhoneProblem =
  | 'noCountry'
  | 'badCountry'
  | 'badNumber'
  | 'tooShort'
  | 'tooLong'
  | 'hasExtension'
  /** The operator does not send to this country. */
  | 'countryOff'
  /** A landline, premium, toll-free or other number that an SMS does not reach, or costs too much. */
  | 'notMobile'
  /** A satellite phone's, or of another network that belongs to no country: an SMS there costs most and reaches nobody here. */
  | 'noPlace'
  /** A kind of line that the server does not take, though an SMS reaches it. */
  | 'lineRefused';

/** `country`: ISO 3166-1 alpha-2, of the number that stands for the phone (see `subscriber.ts`). */
export type PhoneResult =
  | { readonly is: 'phone'; readonly phone: E164; readonly country: string; readonly lineType: LineType }
  | { readonly is: 'problem'; readonly problem: PhoneProblem };

export interface PhonePolicy {
  /** ISO 3166-1 alpha-2 in upper case; empty means every country. */
  readonly allowedCountries: readonly string[];
  /** The member's language, in which the name of a country is understood besides English. */
  readonly locale?: string;
}

const longestInput = 40;
const betweenDigits = /[\s\p{Pd}−().·/]/gu;
const extension = /^[^a-z;,#]*\d[^a-z;,#]*(?:[;,]?\s*(?:extension|extn|ext|xtn|x)[\s.:=]*|[;,#]+\s*)\d+$/i;

const lineTypes: Readonly<Partial<Record<PhoneNumberType, LineType>>> = {
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'fixedOrMobile',
  VOIP: 'voip',
};

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
  if (digits.startsWith('+')) return readDigits(digits, undefined, policy);

  const origin = readOrigin(countryText, policy.locale);
  if (origin.is === 'problem') return origin;
  const result = readDigits(digits, origin, policy);
  if (result.is === 'phone') return result;
  // Some type the whole number, country code and all, but leave out the "+".
  const whole = withOwnCountry(digits, origin.callingCode);
  const second = whole ? readDigits(whole, undefined, policy) : result;
  return second.is === 'phone' ? second : result;
}

/** Whether a text is a number in E.164. It may still belong to nobody. */
export function isE164(text: string): text is E164 {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

/** A number for showing to its owner: the calling code and the last two digits, and nothing between. */
export function maskPhone(phone: E164): string {
  const code = callingCodeOf(phone) ?? parsePhoneNumberFromString(phone)?.countryCallingCode ?? '•';
  return `+${code} ••• ••• ••${phone.slice(-2)}`;
}

/**
 * What lasts of a number: the id of the pepper, `:` and the number's keyed hash, the same for the same number. A plain hash
 * could be reversed by trying all numbers; this cannot without the pepper. All numbers by which one phone is reached have one key.
 */
export function phoneKey(pepper: Buffer, phone: E164): string {
  return keyOf(pepper, subscriberOf(phone));
}

/** Keys that the phone had while each of its numbers had one of its own. */
export function formerPhoneKeys(pepper: Buffer, phone: E164): string[] {
  return otherNumbers(phone).map((number) => keyOf(pepper, number));
}

const keyOf = (pepper: Buffer, number: string) => `${keyId(pepper)}:${keyedDigest(pepper, 'phone', number)}`;

/** The id of the pepper that a number's key was made with. */
export function keyIdOf(phoneKey: string): string {
  return phoneKey.slice(0, phoneKey.indexOf(':'));
}

function withOwnCountry(digits: string, callingCode: string): string | undefined {
  const dialled = callingCode === '1' ? digits.replace(/^011/, '') : digits;
  return dialled !== digits || digits.startsWith(callingCode) ? `+${dialled}` : undefined;
}

function readDigits(digits: string, origin: Origin | undefined, policy: PhonePolicy): PhoneResult {
  const from = defaultsOf(origin);
  const number = parsePhoneNumberFromString(digits, from);
  // What is of some kind is valid. To say whether it is valid, the library would look for the kind as well.
  const type = number?.getType();
  if (!number || !(type || number.isValid())) return refused(lengthProblem(digits, from));
  return admit(number, type, policy);
}

function defaultsOf(origin: Origin | undefined) {
  if (!origin) return {};
  return origin.is === 'country' ? { defaultCountry: origin.country } : { defaultCallingCode: origin.callingCode };
}

function admit(number: PhoneNumber, type: PhoneNumberType | undefined, policy: PhonePolicy): PhoneResult {
  const country = countryOf(number);
  const lineType = type ? lineTypes[type] : 'unknown';
  if (!isE164(number.number)) return refused('badNumber');
  if (!lineType) return refused('notMobile');
  if (policy.allowedCountries.length > 0 && !policy.allowedCountries.includes(country ?? ''))
    return refused('countryOff');
  if (!country) return refused('noPlace');
  return { is: 'phone', phone: number.number, country, lineType };
}

/** Canada's area codes without a place, satellite phones' among them: the library has them as VoIP. */
const nowhere = /^\+16(?:00|22|33|44|55|77|88)/;

/** The country of the number that stands for the phone. */
function countryOf({ number, country }: PhoneNumber): string | undefined {
  if (nowhere.test(number)) return undefined;
  const one = subscriberOf(number);
  return one === number ? country : parsePhoneNumberFromString(one)?.country;
}

function lengthProblem(digits: string, from: ReturnType<typeof defaultsOf>): PhoneProblem {
  switch (validatePhoneNumberLength(digits, from)) {
    case 'TOO_SHORT':
      return 'tooShort';
    case 'TOO_LONG':
      return 'tooLong';
    case 'INVALID_COUNTRY':
      return 'badCountry';
    default:
      return 'badNumber';
  }
}

function refused(problem: PhoneProblem): PhoneResult {
  return { is: 'problem', problem };
}
