import type { TextTree } from '../../../src/text/locales.ts';

/** The texts of a locale by their keys, next to the English ones that they translate. */
export interface Compared {
  readonly locale: string;
  readonly texts: ReadonlyMap<string, string>;
  readonly english: ReadonlyMap<string, string>;
}

/** What is wrong, in words for who translates, and the key of the text where it is. */
export type Problem = readonly [key: string, what: string];

/** Looks at a locale in one way. */
export type Check = (compared: Compared) => Iterable<Problem>;

/** Every text by its path: `panel.send` → `Send OTP`. */
export function flat(tree: TextTree, path = ''): [key: string, text: string][] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [[path + key, value] as [string, string]] : flat(value, `${path}${key}.`),
  );
}

const form = /_(zero|one|two|few|many|other)$/;
export const withoutForm = (key: string): string => key.replace(form, '');
export const formOf = (key: string): string | undefined => form.exec(key)?.[1];

/** Names of the gaps in a text, each once. */
export const gaps = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, name = '']) => name))].sort();

export const filled = (text: string, value: (gap: string) => string): string =>
  text.replace(/\{\{(\w+)\}\}/g, (_, gap: string) => value(gap));

/** Whole numbers among which each plural form of each language comes up, most of them more than once. */
const numbers = [...Array.from({ length: 201 }, (_, number) => number), 1_000, 10_000, 1_000_000];
const ofOneNumber = new Map<string, ReadonlySet<string>>();

/** Whether a plural form of a locale is said of one number alone, as "two" in Arabic: then its text may write that number out. */
export function isOfOneNumber(locale: string, plural: string | undefined): boolean {
  const known = ofOneNumber.get(locale) ?? formsOfOneNumber(locale);
  ofOneNumber.set(locale, known);
  return plural !== undefined && known.has(plural);
}

function formsOfOneNumber(locale: string): ReadonlySet<string> {
  const rules = new Intl.PluralRules(locale);
  const forms = numbers.map((number) => rules.select(number));
  return new Set(forms.filter((one, index) => forms.indexOf(one) === index && forms.lastIndexOf(one) === index));
}

/** The English text that a key translates: the form for one where theirs is for one alone, too; else the form for many. */
export function englishOf({ locale, english }: Compared, key: string): string | undefined {
  const base = withoutForm(key);
  const many = english.get(`${base}_other`);
  if (many === undefined) return english.get(key);
  return formOf(key) === 'one' && isOfOneNumber(locale, 'one') ? english.get(`${base}_one`) : many;
}

/** Each text of a locale with the English one. Keys that English lacks are told of elsewhere. */
export function* pairs(compared: Compared): Generator<[key: string, text: string, english: string]> {
  for (const [key, text] of compared.texts) {
    const english = englishOf(compared, key);
    if (english !== undefined) yield [key, text, english];
  }
}
