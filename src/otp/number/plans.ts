import { getExampleNumber, isSupportedCountry, type PhoneNumber } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { countryOfCode } from './country.ts';

/** The edition of the phone library, whose plans of all countries' numbers are as old as itself. */
export const plansOf = { version: '1.13.16', released: Date.UTC(2026, 10, 10) };

/** Area codes of +1 that are no place's: services, machines, personal and toll-free numbers, and what is kept back. https://www.nanpa.com/numbering */
const american =
  /^(?!.11|37|96|5(?:00|2[1-9]|33|44|66|77|88)|6(?:00|22|33|44|55|77|88)|7(?:00|10)|8(?:00|22|33|44|55|66|77|88)|900)[2-9][0-8]\d[2-9]\d{6}$/;

/**
 * The country of a number that is in no plan, and may be in one that is newer: it has as many digits as the country's mobiles.
 * Undefined for others. Of +1 it is the United States.
 */
export function countryOfNew({ country, countryCallingCode, nationalNumber }: PhoneNumber): string | undefined {
  const code: string = countryCallingCode;
  if (code === '1') return american.test(nationalNumber) ? 'US' : undefined;
  const owner = country ?? countryOfCode(code);
  const example = isSupportedCountry(owner) ? getExampleNumber(owner, examples) : undefined;
  return example?.nationalNumber.length === nationalNumber.length ? owner : undefined;
}
