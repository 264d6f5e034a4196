import { isSupportedCountry } from 'libphonenumber-js/max';
import { callingCode, callingCodeOf, countryOfLocale } from './country.ts';
import { judge } from './judging.ts';
import { inE164 } from './readings.ts';

interface Expected {
  readonly allowedCountries: readonly string[];
  readonly locale?: string;
}

/** Where many people are whose form may have opened with another country's code. */
const usual = 'US GB IN BR DE FR PH MX RU TR ID AU'.split(' ');

/** Fewer digits are a whole number in some country or other, and more in none. */
const [shortest, longest] = [8, 13];

/**
 * Other countries whose mobile number it would be: the one whose code it begins with, the one of the member's language, those that the
 * operator allows, and those where many people are. Three at most.
 * @param digits without a `+`
 * @param but the country that it was read for
 */
export function fitting(digits: string, but: string, { allowedCountries, locale = '' }: Expected): string[] {
  if (digits.length < shortest || digits.length > longest) return [];
  const whole = judge(`+${digits}`, { allowedCountries });
  const found = new Set(whole.is === 'phone' ? [whole.country] : []);
  const few = allowedCountries.length <= usual.length ? allowedCountries : [];
  for (const country of new Set([countryOfLocale(locale) ?? '', ...few, ...usual])) {
    const other = mobileIn(digits, country, allowedCountries);
    if (other !== undefined) found.add(other);
    found.delete(but);
    if (found.size === 3) break;
  }
  return [...found];
}

function mobileIn(digits: string, country: string, allowedCountries: readonly string[]): string | undefined {
  const code = callingCode(country)?.slice(1);
  if (code === undefined || !isSupportedCountry(country)) return undefined;
  const judged = judge(inE164(digits, { country, callingCode: code }), { allowedCountries });
  const isMobile = judged.is === 'phone' && judged.lineType !== 'voip' && callingCodeOf(judged.phone) === code;
  return isMobile ? judged.country : undefined;
}
