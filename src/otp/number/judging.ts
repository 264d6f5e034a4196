import {
  type PhoneNumber,
  type PhoneNumberType,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/max';
import { isOn, type Ways } from '../channels/ways.ts';
import { type E164, isE164 } from './e164.ts';
import { countryOfNew } from './plans.ts';
import { subscriberOf } from './subscriber.ts';

/** `unknown`: a valid number whose country does not tell kinds of lines apart. */
export type LineType = 'mobile' | 'fixedOrMobile' | 'voip' | 'unknown' | 'landline';

export type PhoneProblem =
  | 'noCountry'
  | 'badCountry'
  | 'badNumber'
  | 'tooShort'
  | 'tooLong'
  | 'hasExtension'
  /** The operator does not send to this country. */
  | 'countryOff'
  /** A landline, which an SMS does not reach. */
  | 'landline'
  /** A premium, toll-free or other number that an SMS does not reach, or costs too much. */
  | 'notMobile'
  /** A satellite phone's, or of another network that belongs to no country: an SMS there costs most and reaches nobody here. */
  | 'noPlace'
  /** A kind of line that the server does not take, though an SMS reaches it. */
  | 'lineRefused'
  /** A kind of line that the staff decide about. */
  | 'lineToStaff';

/** A number that can be texted or, a landline, called. */
export interface Textable {
  readonly phone: E164;
  /** ISO 3166-1 alpha-2, of the number that stands for the phone (see `subscriber.ts`). */
  readonly country: string;
  readonly lineType: LineType;
}

/** Why a number cannot be texted. `digits`: how many are missing from one that is too short, or are too many. */
export interface Untextable {
  readonly is: 'problem';
  readonly problem: PhoneProblem;
  readonly digits?: number;
}

const lineTypes: Readonly<Partial<Record<PhoneNumberType, LineType>>> = {
  MOBILE: 'mobile',
  FIXED_LINE_OR_MOBILE: 'fixedOrMobile',
  VOIP: 'voip',
};

/** Canada's area codes without a place, satellite phones' among them: the library has them as VoIP. */
const nowhere = /^\+16(?:00|22|33|44|55|77|88)/;

/** Which numbers the operator takes. */
export interface Taken {
  /** ISO 3166-1 alpha-2 in upper case; empty means every country. */
  readonly allowedCountries: readonly string[];
  /** Where calls are on, landlines are taken. */
  readonly ways?: Ways;
  /** Numbers that no plan has are taken, as far as a newer plan may have them. */
  readonly newAreaCodes?: boolean;
}

type Judged = ({ readonly is: 'phone' } & Textable) | Untextable;

/** Whether a number in E.164 can be texted, and what it is. Where calls are on, a landline can be called. */
export function judge(phone: string, taken: Taken): Judged {
  const number = parsePhoneNumberFromString(phone);
  // What is of some kind is valid. To say whether it is valid, the library would look for the kind as well.
  const type = number?.getType();
  if (!number) return invalid(phone);
  if (!(type || number.isValid())) {
    const country = taken.newAreaCodes ? countryOfNew(number) : undefined;
    return country === undefined ? invalid(phone) : admitted(number, country, 'unknown', taken);
  }
  const country = countryOf(number);
  const isCalled = type === 'FIXED_LINE' && country !== undefined && isOn('call', { country }, taken.ways ?? {});
  const lineType = isCalled ? 'landline' : type ? lineTypes[type] : 'unknown';
  if (!lineType) return { is: 'problem', problem: type === 'FIXED_LINE' ? 'landline' : 'notMobile' };
  return admitted(number, country, lineType, taken);
}

function admitted(
  { number: phone }: PhoneNumber,
  country: string | undefined,
  lineType: LineType,
  { allowedCountries }: Taken,
): Judged {
  if (!isE164(phone)) return { is: 'problem', problem: 'badNumber' };
  if (allowedCountries.length > 0 && !allowedCountries.includes(country ?? ''))
    return { is: 'problem', problem: 'countryOff' };
  if (!country) return { is: 'problem', problem: 'noPlace' };
  return { is: 'phone', phone, country, lineType };
}

/** The country of the number that stands for the phone. */
function countryOf({ number, country }: PhoneNumber): string | undefined {
  if (nowhere.test(number)) return undefined;
  const one = subscriberOf(number);
  return one === number ? country : parsePhoneNumberFromString(one)?.country;
}

/** What is wrong with a number in E.164 that is not valid: by how many digits it misses one that is, or else misses a length of its country. */
function invalid(phone: string): Untextable {
  const [few, many] = [missing(phone), surplus(phone)];
  if (many && (!few || many <= few)) return { is: 'problem', problem: 'tooLong', digits: many };
  if (few) return { is: 'problem', problem: 'tooShort', digits: few };
  switch (validatePhoneNumberLength(phone)) {
    case 'TOO_SHORT':
      return byLength('tooShort', 'TOO_SHORT', (digits) => `${phone}${'0'.repeat(digits)}`);
    case 'TOO_LONG':
      return byLength('tooLong', 'TOO_LONG', (digits) => phone.slice(0, -digits));
    case 'INVALID_COUNTRY':
      return { is: 'problem', problem: 'badCountry' };
    default:
      return { is: 'problem', problem: 'badNumber' };
  }
}

function byLength(
  problem: PhoneProblem,
  miss: ReturnType<typeof validatePhoneNumberLength>,
  changed: (digits: number) => string,
): Untextable {
  const digits = counts.find((count) => validatePhoneNumberLength(changed(count)) !== miss);
  return { is: 'problem', problem, ...(digits && { digits }) };
}

const counts = [1, 2, 3, 4];
const isTextable = (phone: string) => {
  const type = parsePhoneNumberFromString(phone)?.getType();
  return type !== undefined && lineTypes[type] !== undefined;
};
const missing = (phone: string) => counts.find((digits) => isTextable(`${phone}${'2345'.slice(0, digits)}`));
const surplus = (phone: string) => counts.find((digits) => isTextable(phone.slice(0, -digits)));
