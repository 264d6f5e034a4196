import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { E164 } from './phone.ts';

/** Whether a number is certainly a landline's: many countries, such as those of +1, do not tell landlines from mobiles. */
export const isLandline = (phone: E164): boolean => parsePhoneNumberFromString(phone)?.getType() === 'FIXED_LINE';
