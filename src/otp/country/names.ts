import { type CountryCode, getCountries, isSupportedCountry } from 'libphonenumber-js/max';
import { memoize } from '../../base/memoize.ts';
import { plain } from '../number/plain.ts';
import { otherNames, threeLetters, unclearNames } from './words.ts';

/** https://discord.com/developers/docs/reference#locales */
const discordLocales =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko';

/** Of many more people, who use Discord in another language; in letters that none of Discord's languages has. */
const otherLanguages = 'ar he fa ur bn ta';
const otherLetters = /^[\p{sc=Arab}\p{sc=Hebr}\p{sc=Beng}\p{sc=Taml}\p{M}]+$/u;

type Names = ReadonlyMap<string, CountryCode | 'several'>;

/**
 * The country that a text names: by its flag, its ISO 3166-1 code of two or three letters, its name in `locale`'s language, in English, in
 * any language of Discord's, of the country itself or of many people, or by what else people call it. Undefined for what names none, or may name several.
 */
export function countryNamed(text: string, locale = 'en'): CountryCode | undefined {
  if (text.length > 100) return undefined;
  const { flags, words } = apart(text);
  const flag = flags[0];
  if (flags.length > 1 || (flag !== undefined && !isSupportedCountry(flag))) return undefined;
  if (words === '') return flag;
  if (union.test(words)) return undefined;
  // In some languages three letters are a name: Nga is Russia in Vietnamese, and Nigeria to others.
  const isCode = /^\P{L}*[a-z]{2}\P{L}*$/iu.test(words);
  const named = (isCode && ofLetters(words)) || (nameIn(locale, words) ?? ofLetters(words) ?? ofName(words));
  return flag === undefined || named === flag ? named : undefined;
}

/** The European Union. The United States are É.-U. in French. */
const union = /^\P{L}*e\.?\s?u\P{L}*$/iu;

const TO_LETTER = 'A'.charCodeAt(0) - 0x1f1e6;
const lettersOf = (flag: string) =>
  [...flag].map((one) => String.fromCodePoint((one.codePointAt(0) ?? 0) + TO_LETTER)).join('');

/** The countries of the flags in a text, and what else stands in it. England's, Scotland's and Wales's flags are spelt with tags. */
function apart(text: string): { flags: string[]; words: string } {
  const flags: string[] = [];
  const words = text
    .replace(/\u{1F3F4}[\u{E0061}-\u{E007A}]+\u{E007F}/gu, (flag) => {
      flags.push(flag.codePointAt(2) === 0xe0067 ? 'GB' : 'ZZ');
      return ' ';
    })
    .replace(/[\u{1F1E6}-\u{1F1FF}]{2}/gu, (flag) => {
      flags.push(lettersOf(flag));
      return ' ';
    });
  return { flags: [...new Set(flags)], words: plain(words) };
}

const iso = new Map(threeLetters.match(/[A-Z]{5}/g)?.map((five) => [five.slice(0, 3), five.slice(3)]));

function ofLetters(words: string): CountryCode | undefined {
  // N/A
  if (words.includes('/')) return undefined;
  const letters = words.replace(/[^\p{L}]/gu, '').toUpperCase();
  const two = iso.get(letters) ?? letters;
  return isSupportedCountry(two) ? two : undefined;
}

/** A name in the member's language, unless it stands for several countries in others. */
function nameIn(locale: string, words: string): CountryCode | undefined {
  const name = folded(words);
  return wellKnown('').get(name) === 'several' ? undefined : single(namesIn(locale).get(name));
}

const single = (found: CountryCode | 'several' | undefined) => (found === 'several' ? undefined : found);

function ofName(words: string): CountryCode | undefined {
  // Sudan (South) and Samoa, American are names the other way round.
  const turned = words.replace(/^([^([,]*)[([,]([^)\]]*).*$/, '$2 $1');
  const short = [/[([].*$/, official, article].map((left) => words.replace(left, ''));
  for (const name of [words, turned, ...short].map(folded).filter((one) => one !== '')) {
    const languages = otherLetters.test(name) ? otherLanguages : discordLocales;
    const found = wellKnown('').get(name) ?? namesIn('en').get(name) ?? everywhere(languages).get(name);
    if (found) return single(found);
  }
  return undefined;
}

/** Before a country's name, in languages that write it so. */
const article = /^(?:the|der|die|das|el|la|los|las|le|les|il|lo|gli|de|het|os|as)\s+|^l['’]\s*/iu;

const official =
  /^(?:the )?(?:[\p{L}']+ ){0,3}(?:republic|kingdom|state|states|principality|commonwealth|sultanate|duchy) of (?:the )?/iu;

const others: Readonly<Record<string, string>> = {
  ß: 'ss',
  ø: 'o',
  ł: 'l',
  đ: 'd',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
  ð: 'd',
  þ: 'th',
};

/** Letters that Arabic, Persian and Urdu write differently, or leave out. */
const arabic: Readonly<Record<string, string>> = { ة: 'ه', ى: 'ي', ی: 'ي', ک: 'ك' };

/** Only the letters, without case, accents and "and", for comparing names. */
export function folded(name: string): string {
  return plain(name)
    .normalize('NFKD')
    .replace(/[\u0300-\u036f\u0640\u064b-\u065f\u0670]/g, '')
    .replace(/[ةىیک]/g, (letter) => arabic[letter] ?? letter)
    .toLowerCase()
    .replace(/[ßøłđæœıðþ]/g, (letter) => others[letter] ?? letter)
    .replace(/\b(?:and|the)\b/g, '')
    .replace(/\bst\b/g, 'saint')
    .replace(/[^\p{L}\p{M}]/gu, '');
}

/** A map of names that one country alone has. */
function uniquely(named: Iterable<readonly [name: string, country: CountryCode]>): Names {
  const names = new Map<string, CountryCode | 'several'>();
  for (const [name, country] of named) {
    const key = folded(name);
    const before = names.get(key);
    if (key !== '') names.set(key, before === undefined || before === country ? country : 'several');
  }
  return names;
}

/** Countries whose everyday name is the short one. */
const shorter: readonly CountryCode[] = ['BA', 'GB', 'HK', 'MM', 'MO', 'PS', 'US'];

function* namesOf(locale: string): Generator<[string, CountryCode]> {
  const long = new Intl.DisplayNames([locale, 'en'], { type: 'region' });
  const short = new Intl.DisplayNames([locale, 'en'], { type: 'region', style: 'short' });
  for (const country of getCountries()) {
    const name = long.of(country) ?? country;
    yield [name, country];
    if (name.includes('(')) yield [name.replace(/\s*\(.*\)/, ''), country];
  }
  for (const country of shorter) yield [short.of(country) ?? country, country];
}

/** Made when somebody first writes a country in this language. A browser sends no locale that the system does not take. */
const namesIn = memoize((locale: string): Names => uniquely(namesOf(locale)), 40);

const wellKnown = memoize((): Names => {
  const named = Object.entries(otherNames).flatMap(([country, names]) =>
    isSupportedCountry(country) ? names.split(',').map((name): [string, CountryCode] => [name, country]) : [],
  );
  return new Map([...unclearNames.map((name): [string, 'several'] => [folded(name), 'several']), ...uniquely(named)]);
}, 1);

/** Of each country its own language. */
const own = () =>
  getCountries().map((country): [string, CountryCode] => {
    const { language } = new Intl.Locale(`und-${country}`).maximize();
    return [new Intl.DisplayNames([language, 'en'], { type: 'region' }).of(country) ?? country, country];
  });

/**
 * Names in several languages, with spaces between. It takes some 40 ms and half a megabyte, so it is made when a name is met that is none
 * in English and the member's language.
 */
const everywhere = memoize((languages: string): Names => {
  const named = languages.split(' ').flatMap((locale) => [...namesOf(locale)]);
  return uniquely(languages === discordLocales ? [...named, ...own()] : named);
}, 2);
