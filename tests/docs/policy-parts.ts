import { plain } from '../../src/otp/number/plain.ts';
import { names, sameAsEnglish } from '../text/locales/allowed.ts';
import { leftOver, otherScript } from '../text/locales/english.ts';

/** A heading, a paragraph, an item of a list or a cell of a table. */
interface Part {
  readonly kind: string;
  readonly text: string;
}

/** What the bot calls things in the language of a policy. */
export interface Called {
  readonly locale: string;
  /** Its buttons, by their English names. */
  readonly buttons: ReadonlyMap<string, string>;
  /** Its command `/privacy`, with the `/`. */
  readonly command: string;
}

/** Names that stay as they are in every language. Longer ones come first. */
const kept = [
  ...['Data Privacy Framework', 'TWILIO_FORGET=off', 'Discord Inc', 'Twilio Inc', 'PostgreSQL', 'SQLite', 'VACUUM'],
  ...['Verify', 'Redis', 'GDPR', 'RDB'],
];

/** The figures that English words stand for: another language may well write "ten minutes" with digits. */
const figureOf: Readonly<Record<string, string>> = {
  ...{ a: '1', an: '1', one: '1', once: '1', first: '1' },
  ...{ two: '2', three: '3', ten: '10' },
};

/** A page in its parts, in order. Lines that only set the direction of a table are none. */
function partsOf(page: string): Part[] {
  return page
    .replace(/^<\/?div\b.*>$/gm, '')
    .split(/\n(?=\n|#|\||- )/)
    .map((block) => block.replace(/[ \n]+/g, ' ').trim())
    .filter((block) => block !== '')
    .flatMap(partsOfBlock);
}

function partsOfBlock(block: string): Part[] {
  if (block.startsWith('|')) {
    const cells = block.split('|').slice(1, -1);
    return cells.map((cell, index) => ({ kind: `cell ${index + 1} of ${cells.length}`, text: cell.trim() }));
  }
  const [, mark = '', text = ''] = /^(#+ |- )?(.*)$/.exec(block) ?? [];
  if (mark.startsWith('#')) return [{ kind: `heading ${mark.length - 1}`, text }];
  return [{ kind: mark === '' ? 'paragraph' : 'item', text }];
}

const all = (text: string, pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([whole]) => whole);
const gaps = (text: string) => all(text, /⟨[^⟨⟩]+⟩/g);
const bold = (text: string) => all(text, /\*\*[^*]+\*\*/g).map((marked) => marked.slice(2, -2));
const figures = (text: string) => all(plain(text), /\d+/g);
const figuresInWords = (text: string) =>
  all(text.toLowerCase(), /[a-z]+/g).flatMap((word) => (Object.hasOwn(figureOf, word) ? [figureOf[word] ?? ''] : []));

/** What `some` has more of than `others`. */
function without(some: readonly string[], others: readonly string[]): string[] {
  const rest = [...others];
  return some.filter((one) => {
    const at = rest.indexOf(one);
    if (at !== -1) rest.splice(at, 1);
    return at === -1;
  });
}

/** What has to be in the translation of `english`, and how the translation writes it. */
function exact(english: string, { command, buttons }: Called): [name: string, expected: string[], pattern: RegExp][] {
  const code = /`[^`]+`/g;
  const button = new RegExp(`\\*\\*(?:${[...buttons.values()].join('|')})\\*\\*`, 'g');
  const pressed = bold(english).flatMap((name) => (buttons.has(name) ? [`**${buttons.get(name)}**`] : []));
  const keyword = /\b(?:STOP|START|HELP|TWILIO_FORGET=off)\b/g;
  const link = /\]\([^)]+\)/g;
  return [
    ['code', all(english, code).map((span) => (span === '`/privacy`' ? `\`${command}\`` : span)), code],
    ['the buttons', pressed, button],
    ['the words', all(english, keyword), keyword],
    ['the links', all(english, link), link],
  ];
}

function* problemsOf(text: string, english: string, called: Called): Generator<string> {
  if (gaps(text).length !== gaps(english).length) yield `${gaps(english).length} ⟨gaps⟩ are in the English`;
  if (/[⟨⟩]/.test(text.replace(/⟨[^⟨⟩]+⟩/g, ''))) yield 'a ⟨gap⟩ is not closed';
  if (bold(text).length !== bold(english).length) yield `${bold(english).length} **bold** words are in the English`;
  for (const [name, expected, pattern] of exact(english, called)) {
    const found = all(text, pattern);
    if (without(expected, found).length + without(found, expected).length > 0)
      yield `${name} should be ${expected.join(', ') || 'none'}`;
  }
  const lost = without(figures(english), figures(text));
  const added = without(without(figures(text), figures(english)), figuresInWords(english));
  if (lost.length + added.length > 0) yield `the figures should be ${figures(english).join(', ') || 'none'}`;
  const allowed = [...kept, ...(sameAsEnglish[called.locale] ?? []), ...names];
  const rest = leftOver(text, english, allowed, otherScript.test(text));
  if (rest !== undefined) yield rest;
}

/** What is wrong with a translated page, in words for who translates; nothing if it says what the English page says, part by part. */
export function* problems(page: string, english: string, called: Called): Generator<string> {
  const own = partsOf(page);
  const theirs = partsOf(english);
  const at = Array.from({ length: Math.max(own.length, theirs.length) }).findIndex(
    (_, index) => own[index]?.kind !== theirs[index]?.kind,
  );
  if (at !== -1) {
    const [here, there] = [own[at], theirs[at]].map((part) => (part ? `${part.kind}, “${part.text}”` : 'nothing'));
    yield `here or in this table, a part is missing or was added. The English has: ${there}; the translation has: ${here}`;
    return;
  }
  for (const [index, { text }] of own.entries())
    for (const what of problemsOf(text, theirs[index]?.text ?? '', called)) yield `${what}: ${text}`;
}
