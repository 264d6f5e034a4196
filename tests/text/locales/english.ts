import { names, sameAsEnglish } from './allowed.ts';
import { type Check, pairs } from './compared.ts';

/** As many English words in a row are no accident of two languages that are alike. */
const ROW = 3;
/** Where the script is another one, a word of Latin letters that English has in the same text was left over. */
export const otherScript =
  /[\p{sc=Cyrillic}\p{sc=Greek}\p{sc=Devanagari}\p{sc=Thai}\p{sc=Han}\p{sc=Hangul}\p{sc=Arabic}\p{sc=Hebrew}\p{sc=Hiragana}]/u;

/** Runs of words of a text, in lower case. Gaps, code, commands, addresses, punctuation and the given names end a run. */
function runsOf(text: string, allowed: readonly string[]): string[][] {
  const bare = text.replace(/\{\{\w+\}\}|`[^`]+`|https?:\S+|(?<![\p{L}\p{N}])\/\S+|@\w+/gu, ' | ');
  return allowed
    .reduce((rest, name) => rest.replaceAll(name, ' | '), bare)
    .split(/[^\p{L}\p{M}\p{N}'’\s-]+/u)
    .map((run) => run.toLowerCase().match(/[\p{L}\p{M}][\p{L}\p{M}\p{N}'’-]*/gu) ?? [])
    .filter((run) => run.length > 0);
}

/** English is compared with each language, and most of them have the same names. */
const known = new WeakMap<readonly string[], Map<string, string[][]>>();

function runsOfEnglish(text: string, allowed: readonly string[]): string[][] {
  const byText = known.get(allowed) ?? new Map<string, string[][]>();
  const found = byText.get(text) ?? runsOf(text, allowed);
  known.set(allowed, byText.set(text, found));
  return found;
}

const rows = (words: readonly string[]): string[] =>
  words.slice(0, Math.max(0, words.length - ROW + 1)).map((_, index) => words.slice(index, index + ROW).join(' '));

/** Names of commands and options: one word may well be the same. */
const isName = (key: string, text: string) => /^command\./.test(key) && !text.includes(' ');

/**
 * What is English in a text, in words; undefined where nothing is.
 * @param allowed names that stay as they are, longer ones first
 * @param isOtherScript whether the language is not written in Latin letters
 */
export function leftOver(
  text: string,
  english: string,
  allowed: readonly string[],
  isOtherScript: boolean,
): string | undefined {
  const own = runsOf(text, allowed);
  if (own.length === 0) return undefined;
  const theirs = runsOfEnglish(english, allowed);
  if (text === english && own.flat().length >= 2) return 'is the English text';
  const theirRows = new Set(theirs.flatMap(rows));
  const row = own.flatMap(rows).find((one) => theirRows.has(one));
  if (row !== undefined) return `has English words, “${row}”`;
  const words = new Set(theirs.flat());
  const word = isOtherScript && own.flat().find((one) => /^[a-z]{3,}$/.test(one) && words.has(one));
  return word ? `has an English word, “${word}”` : undefined;
}

/** No English is left over, but for names and what a language says in the same way. British English is English. */
export const translated: Check = function* (compared) {
  const { locale, texts } = compared;
  if (locale.startsWith('en')) return;
  const same = sameAsEnglish[locale] ?? [];
  const allowed = same.length === 0 ? names : [...same, ...names];
  const isOtherScript = [...texts.values()].filter((text) => otherScript.test(text)).length > texts.size / 2;
  for (const [key, text, english] of pairs(compared)) {
    const what = isName(key, text) ? undefined : leftOver(text, english, allowed, isOtherScript);
    if (what !== undefined) yield [key, `${what}: ${text}`];
  }
};
