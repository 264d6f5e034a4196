import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { E164 } from './phone.ts';

/** A number in full, in the groups in which its country writes it for callers from abroad: `+1 415 555 0123`. Only for its owner's eyes. */
export function writtenOut(phone: E164): string {
  return parsePhoneNumberFromString(phone)?.formatInternational() ?? phone;
}
