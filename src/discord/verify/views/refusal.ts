import type { ServerSettings } from '../../../gate/settings/settings.ts';
import { takesCountry } from '../../../gate/settings/settings.ts';
import type { ReadFor, Refusal } from '../../../otp/number/phone.ts';
import { sentences } from '../../../text/sentences.ts';
import type { Text } from '../../../text/texts.ts';
import { countryFlag, countryLabel } from '../../ui/country.ts';
import { quoted } from '../../ui/quote.ts';

/** Countries that are named one by one; of more, the rest is counted. */
const NAMED = 5;
/** Characters of what was typed as a country that are repeated. */
const REPEATED = 40;

/** What was refused: by the reader, or by the rules for a number of `country`. */
export interface Refused extends Refusal {
  /** ISO 3166-1 alpha-2, where the number was read. */
  readonly country?: string;
}

interface Rules {
  /** ISO 3166-1 alpha-2; empty means every country. */
  readonly allowedCountries: readonly string[];
  readonly server: Pick<ServerSettings, 'countries'>;
}

/**
 * Why a number was not taken, with the likeliest mistake: by how many digits it misses, which country it was read for, which countries
 * it would fit, and which ones are taken here.
 * @param typedCountry what stood in the country field
 */
export function refusalWords(refused: Refused, typedCountry: string, rules: Rules, text: Text): string {
  const { t } = text;
  const { problem, digits, readFor, fits = [] } = refused;
  switch (problem) {
    case 'badCountry':
      if (readFor || typedCountry.trim() === '') return t('number.problem.badNumber');
      return t('number.unknownCountry', { typed: quoted(typedCountry, text, REPEATED) });
    case 'countryOff':
      return countryWords(refused, rules, text);
    case 'tooShort':
    case 'tooLong':
      if (!readFor) break;
      return sentences([missWords(problem, digits, codeOf(readFor), text), elsewhere(readFor, fits, text)], text);
    case 'badNumber':
      if (!readFor) break;
      return sentences([t('number.noNumberOf', { country: codeOf(readFor) }), elsewhere(readFor, fits, text)], text);
  }
  return sentences([t(`number.problem.${problem}`), readFor?.isAssumed && elsewhere(readFor, fits, text)], text);
}

const codeOf = ({ country, callingCode }: ReadFor) => `${countryFlag(country)} ${callingCode}`.trim();

/** By how much a number misses what its country has, as far as that is known. */
function missWords(problem: 'tooShort' | 'tooLong', digits: number | undefined, country: string, { t }: Text): string {
  if (digits === undefined) return t(`number.${problem}For`, { country });
  return t(`number.${problem}By`, { count: digits, country });
}

/** Where else the number may be from. */
function elsewhere({ isAssumed }: ReadFor, fits: readonly string[], text: Text): string {
  const { t } = text;
  if (fits.length > 0) return t('number.fits', { countries: listed(fits, 'disjunction', text) });
  return t(isAssumed ? 'number.elsewhere' : 'number.check');
}

/** That a number's country is not taken here, and which ones are. */
function countryWords({ country }: Refused, { allowedCountries, server }: Rules, text: Text): string {
  const { t } = text;
  const { countries: rule } = server;
  const chosen = rule.is === 'only' ? rule.countries : allowedCountries;
  const isTaken = (one: string) =>
    takesCountry(rule, one) && (allowedCountries.length === 0 || allowedCountries.includes(one));
  const taken = chosen.filter(isTaken);
  const from = country === undefined ? undefined : countryLabel(country, text);
  const off = from === undefined ? t('number.problem.countryOff') : t('number.countryOff', { country: from });
  return sentences(
    [off, taken.length > 0 && t('number.taken', { countries: listed(taken, 'conjunction', text) })],
    text,
  );
}

/** Countries in words: the first few, and how many more. */
function listed(countries: readonly string[], type: 'conjunction' | 'disjunction', text: Text): string {
  const named = countries.slice(0, NAMED).map((country) => countryLabel(country, text));
  const more = countries.length - named.length;
  const parts = more > 0 ? [...named, text.t('number.moreCountries', { count: more })] : named;
  return new Intl.ListFormat(text.locale, { type }).format(parts);
}
