/** Digits in words, in English and German; docs/privacy.md says so. */
const ones = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'oh'],
  ...['null', 'eins', 'zwei', 'zwo', 'drei', 'vier', 'fünf', 'fuenf', 'sechs', 'sieben', 'acht', 'neun'],
];
const tensInGerman = 'zwanzig|dreißig|dreissig|vierzig|fünfzig|fuenfzig|sechzig|siebzig|achtzig|neunzig';
/** Two digits in one word. */
const pairs = [
  ...[
    'ten',
    'eleven',
    'twelve',
    '(?:thir|four|fif|six|seven|eigh|nine)teen',
    '(?:twen|thir|for|fif|six|seven|eigh|nine)ty',
  ],
  ...['elf', 'zwölf', 'zwoelf', '(?:drei|vier|fünf|fuenf|sech|sieb|acht|neun)?zehn'],
  `(?:(?:ein|zwei|drei|vier|fünf|fuenf|sechs|sieben|acht|neun)und)?(?:${tensInGerman})`,
];
/** What people say or write between the groups of a number. */
const joiners = [
  ...[
    'and',
    'then',
    'dash',
    'minus',
    'hyphen',
    'dot',
    'point',
    'slash',
    'space',
    'plus',
    'ext',
    'double',
    'triple',
    'doppel',
    'extension',
    'x',
    'tel',
  ],
  ...[
    'und',
    'dann',
    'strich',
    'bindestrich',
    'punkt',
    'schrägstrich',
    'leerzeichen',
    'durchwahl',
    'area',
    'number',
    'nr',
    'no',
  ],
].join('|');
/** What is not seen, however much of it there is: marks, what joins or separates without a width, fillers. */
const invisible = '[\\p{M}\\p{Cf}\\p{Cc}\\u115f\\u1160\\u3164\\uffa0\\u2800]';
/** Words for digits, alone or run together. No number has more than 15, and a word may only begin with them. */
const spoken = `(?:${[...pairs, ...ones].join('|')})`;
const unit = [
  '(?:\\p{N}|[零〇一二三四五六七八九]',
  `|(?<=(?<!\\p{L})${spoken}{0,16})${spoken}(?=${spoken}{0,16}(?!\\p{L}))`,
  // Letters that are read as digits.
  '|(?<!\\p{L})[oil](?!\\p{L}))',
].join('');
const visible = `(?:\\s+|[^\\p{L}\\p{N}\\p{M}\\p{Cf}\\p{Cc}\\u2800\\s])`;
const signs = `${invisible}*(?:${visible}${invisible}*){0,8}`;
const between = `${signs}(?:(?<!\\p{L})(?:${joiners})(?!\\p{L})${signs})?`;

/** Digits in a row, however they are written and spaced. */
const digitsInARow = new RegExp(`${unit}(?:${between}${unit}){3,}`, 'giu');
const eachUnit = new RegExp(unit, 'giu');
const isPair = new RegExp(`^(?:${pairs.join('|')})$`, 'iu');
/** From so many digits on, a row of them may be a phone number. */
const FEWEST = 7;

/**
 * Instants as Discord writes them (of the years 2001 to 2033), ids of 17 to 20 digits in one piece, in a mention or alone, and what was
 * cut before.
 */
const kept = /<t:1\d{9}(?::[a-z])?>|(?<![\p{N}\p{L}])[1-9]\d{16,19}(?![\p{N}\p{L}])|•••\d\d/giu;

/** Dates, with a time or without: three groups with the same sign between them, of which one is a year. */
const date = String.raw`(?:(?:19|20)\d\d([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])|(?:0?[1-9]|[12]\d|3[01])([-./])(?:0?[1-9]|[12]\d|3[01])\2(?:19|20)\d\d)`;
const isDate = new RegExp(String.raw`^${date}(?:,?[ T](?:[01]?\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)?$`);

/**
 * What a person typed, without the phone numbers in it: what looks like one is cut to its last two digits, since nobody is to see one, even
 * of those who write it themselves. Mentions, ids and dates stay.
 */
export function withoutNumbers(words: string): string {
  const parts: string[] = [];
  let from = 0;
  for (const { 0: whole, index } of words.matchAll(kept)) {
    parts.push(words.slice(from, index).replace(digitsInARow, cut), whole);
    from = index + whole.length;
  }
  return [...parts, words.slice(from).replace(digitsInARow, cut)].join('');
}

/** The same on one line, to be shown or kept. */
export function fitToShow(words: string): string {
  return withoutNumbers(words).replace(/\s+/g, ' ').trim();
}

const cut = (row: string) => (digitsOf(row) < FEWEST || isDate.test(row) ? row : `•••${lastTwo(row)}`);

/** How many digits a row has, those in words too. */
function digitsOf(row: string): number {
  return [...row.matchAll(eachUnit)].reduce((sum, [one]) => sum + (isPair.test(one) ? 2 : 1), 0);
}

function lastTwo(number: string): string {
  const digits = number.normalize('NFKC').match(/\p{N}/gu) ?? [];
  return digits.slice(-2).join('');
}
