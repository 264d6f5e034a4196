import { type Check, pairs } from './compared.ts';

/** What stands between marks, such as `**`. Code and bold text may hold italics, so they are taken out first. */
export const code = (text: string): string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, inside = '']) => inside);
export const bold = (text: string): string[] => [...text.matchAll(/\*\*(.+?)\*\*/g)].map(([, inside = '']) => inside);
const withoutBold = (text: string) => text.replace(/\*\*(.+?)\*\*/g, '$1');
export const italic = (text: string): string[] =>
  [...withoutBold(text).matchAll(/\*([^*]+)\*/g)].map(([, inside = '']) => inside);

/** Signs by which Discord lays lines out, and those that stand for things: each is in the translation as often as in English. */
const signs: readonly [name: string, pattern: RegExp][] = [
  ['line breaks', /\n/g],
  ['marks at the start of a line (#, -#, >, -)', /^(?:#{1,3}|-#|>{1,3}|[-*]|\d+\.) /gm],
  ['addresses', /https?:\/\/[^\s)]+/g],
  ['links', /\[[^\]]+\]\(/g],
  ['mentions and times in <…>', /<[@#:/t][^>]*>/g],
  ['@everyone or @here', /@(?:everyone|here)/g],
  ['emoji', /\p{Extended_Pictographic}/gu],
  ['arrows', /[→←]/g],
];

type Count = readonly [name: string, count: (text: string) => number];
const counts: readonly Count[] = [
  ...signs.map(([name, pattern]): Count => [name, (text) => text.match(pattern)?.length ?? 0]),
  ['parts in `…`', (text) => code(text).length],
  ['parts in *…*', (text) => italic(text).length],
];

/** A mark that has lost its other one. */
const isUneven = (text: string) => /[*`]/.test(withoutBold(text.replace(/`[^`]+`/g, '')).replace(/\*[^*]+\*/g, ''));

/** The marks of Discord's markdown, as often as in English. How many words are bold is looked at with the names of buttons. */
export const markdown: Check = function* (compared) {
  for (const [key, text, english] of pairs(compared)) {
    for (const [name, count] of counts) {
      const [own, theirs] = [count(text), count(english)];
      if (own !== theirs) yield [key, `has ${own} ${name}, English has ${theirs}: ${text}`];
    }
    if (isUneven(text)) yield [key, `has a * or \` without its other one: ${text}`];
    if (english.endsWith('…') !== text.endsWith('…'))
      yield [key, `${english.endsWith('…') ? 'has to end' : 'must not end'} with “…”, as English does: ${text}`];
  }
};

/** What no text may have, and how it is called. */
const faults: readonly [what: string, pattern: RegExp][] = [
  ['is empty', /^\s*$/],
  ['has HTML', /<\/?[a-z][^@#:>]*>|&[a-z]+;/i],
  ['has $t(', /\$t\(/],
  ['has a space too many', /^\s|\s$| {2}/],
  ['has a brace that is no {{gap}}', /[{}]/],
  // Direction marks are put in by the bot, where a value goes into a sentence. Joiners belong to words in some scripts.
  [
    'has an invisible direction mark, soft hyphen or zero-width space',
    /[\u{200e}\u{200f}\u{202a}-\u{202e}\u{2066}-\u{2069}\u{200b}\u{feff}\u{ad}]/u,
  ],
];

/** Nothing empty, no HTML, no stray space or brace, no nesting, no signs that nobody sees. */
export const plain: Check = function* ({ texts }) {
  for (const [key, text] of texts) {
    const bare = text.replace(/\{\{\w+\}\}/g, 'x');
    for (const [what, pattern] of faults) if (pattern.test(bare)) yield [key, `${what}: ${text}`];
    if (text !== text.normalize('NFC')) yield [key, `is not in Unicode's normal form (NFC): ${text}`];
  }
};

/** Gaps that the bot fills with words in quotation marks. */
const quotedByBot = ['typed', 'question', 'answer'];
const marks = '“”„‟«»‹›「」『』"‘’';

/** What the bot quotes already has its marks. */
export const quotedOnce: Check = function* ({ texts }) {
  const twice = new RegExp(`[${marks}]\\s?\\{\\{(?:${quotedByBot.join('|')})\\}\\}`, 'u');
  for (const [key, text] of texts) if (twice.test(text)) yield [key, `puts marks around what has them: ${text}`];
};
