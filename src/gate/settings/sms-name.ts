import { isGsm7, septets } from '../../base/gsm7.ts';
import { withoutNumbers } from '../privacy/redacting.ts';

/** Room for a name in the SMS's alphabet; as much as Twilio Verify gives the name of a service. */
export const LONGEST_SMS_NAME = 32;

/**
 * A name without what it must not bring into an SMS. It goes out under our sender, and phones turn addresses and numbers in a text into
 * links: the name must not be able to lead anybody anywhere, nor pass for the code.
 */
export function harmless(name: string): string {
  return name
    .slice(0, 200)
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cs}]/gu, '')
    .replace(/[.:/\\@。]+(?=\S)/g, ' ')
    .replace(/\d[\d\s-]{2,}\d/g, ' ')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** Whether a name says anything: a letter or a digit is in it. */
export const isTelling = (name: string): boolean => /[\p{L}\p{N}]/u.test(name);

/** Whether an admin may have the SMS name a server so: it would be written just as it is. */
export function isSmsName(name: string): boolean {
  const isKept = harmless(name) === name && withoutNumbers(name) === name;
  return isKept && isTelling(name) && isGsm7(name) && septets(name) <= LONGEST_SMS_NAME;
}
