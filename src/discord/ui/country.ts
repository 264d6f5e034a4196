import { countryName } from '../../otp/country/lists.ts';
import type { Text } from '../../text/texts.ts';

/** Distance from a letter to the regional indicator that, in pairs, makes a flag. */
const TO_INDICATOR = 0x1f1e6 - 'A'.charCodeAt(0);

/** A country's flag; nothing for `ZZ`. */
export function countryFlag(country: string): string {
  if (country === 'ZZ') return '';
  return [...country].map((letter) => String.fromCodePoint(letter.charCodeAt(0) + TO_INDICATOR)).join('');
}

/**
 * A country in the reader's language behind its flag, with a space between that no line breaks at.
 * @param country ISO 3166-1 alpha-2; `ZZ` is none
 */
export function countryLabel(country: string, { t, locale }: Text): string {
  if (country === 'ZZ') return t('member.noCountry');
  return `${countryFlag(country)}\u00a0${countryName(country, locale)}`;
}
