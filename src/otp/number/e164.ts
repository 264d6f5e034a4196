import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { keyedDigest, keyId } from '../../base/digest.ts';
import { callingCodeOf } from './country.ts';
import { otherNumbers, subscriberOf } from './subscriber.ts';

declare const e164: unique symbol;

/** A phone number as `+` and 7 to 15 digits (ITU-T E.164). */
export type E164 = string & { readonly [e164]: true };

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
 * What is kept of a number: the id of the pepper, `:` and the number's keyed hash, the same for the same number. A plain hash
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
