import { Locale } from 'discord.js';
import { type Check, type Compared, formOf, gaps, isOfOneNumber, type Problem, pairs } from './compared.ts';
import { numberGap } from './forms.ts';
import { placesOf } from './lengths.ts';
import { bold, italic } from './markdown.ts';

const ofDiscord: ReadonlySet<string> = new Set(Object.values(Locale));

/** Texts that name something on the screen which a sentence speaks of: a button above all, else a page, a permission and the like. */
const isButton = (key: string) => placesOf(key).includes('button');
const isOtherName = (key: string) =>
  /^setup\.(?:page\.(?!\w+Hint$)|power\.|status\.toFix$)|^number\.consent$|^member\.form\.(?!\w*Hint$)/.test(key);

const sharedStart = (one: string, other: string): number => {
  const [own, theirs] = [one.split('.'), other.split('.')];
  const first = own.findIndex((part, index) => part !== theirs[index]);
  return first === -1 ? own.length : first;
};

/** The keys of each English text: they are looked for by every word in bold. */
const keysByText = new WeakMap<Compared['english'], ReadonlyMap<string, readonly string[]>>();
function keysOf(word: string, english: Compared['english']): readonly string[] {
  const known = keysByText.get(english) ?? Map.groupBy(english.keys(), (key) => english.get(key) ?? '');
  keysByText.set(english, known);
  return known.get(word) ?? [];
}

/**
 * The keys that a word of an English sentence can name: buttons before other things, and those whose keys are nearest to the sentence's.
 * Several are left where nothing tells them apart.
 */
export function namedBy(word: string, sentence: string, english: Compared['english']): string[] {
  const all = keysOf(word, english);
  const buttons = all.filter(isButton);
  const candidates = buttons.length > 0 ? buttons : all.filter(isOtherName);
  const nearest = Math.max(0, ...candidates.map((key) => sharedStart(key, sentence)));
  return candidates.filter((key) => sharedStart(key, sentence) === nearest);
}

/** How many bold parts a form may lack: the number's, where the form is said of one number alone and writes no number. */
function mayLack(compared: Compared, key: string, text: string, english: string): number {
  const gap = numberGap(compared, key);
  if (gap === undefined || gaps(text).includes(gap) || !isOfOneNumber(compared.locale, formOf(key))) return 0;
  return bold(english).filter((part) => part === `{{${gap}}}` || !gaps(english).includes(gap)).length;
}

/** The names that a part in bold or italics of an English text stands for, and which of them the translation has not. */
function* missingNames({ texts, english: all }: Compared, key: string, english: readonly string[], own: string[]) {
  for (const word of english) {
    const named = namedBy(word, key, all);
    if (named.length === 0) continue;
    const names = named.map((one) => texts.get(one) ?? '');
    const index = own.findIndex((part) => names.includes(part));
    if (index >= 0) own.splice(index, 1);
    else yield { word, named, names };
  }
}

/** Texts by which a locale calls something on the screen. */
const namesOf = ({ texts }: Compared): ReadonlySet<string> =>
  new Set([...texts].flatMap(([key, text]) => (isButton(key) || isOtherName(key) ? [text] : [])));

/** Names of buttons, pages and permissions in a sentence are written as they stand on the screen, and are bold as in English. */
export const namesOnScreen: Check = function* (compared) {
  const onScreen = namesOf(compared);
  for (const [key, text, english] of pairs(compared)) {
    const [own, theirs] = [bold(text), bold(english)];
    const least = theirs.length - mayLack(compared, key, text, english);
    const isMore = own.filter((part) => !onScreen.has(part)).length > theirs.length;
    if (own.length < least || isMore)
      yield [key, `has ${own.length} parts in **…**, English has ${theirs.length}: ${text}`];
    yield* misnamed(compared, key, '**', own, theirs);
    yield* misnamed(compared, key, '*', italic(text), italic(english));
  }
};

function* misnamed(compared: Compared, key: string, mark: string, own: readonly string[], theirs: readonly string[]) {
  const marked = (part: string) => `${mark}${part}${mark}`;
  for (const { word, named, names } of missingNames(compared, key, theirs, [...own])) {
    const found = own.map(marked).join(', ') || 'no such part';
    const right = names.map(marked).join(' or ');
    const what = `English names ${marked(word)} (${named.join(' or ')}), which is called ${right} here. The text has ${found}`;
    yield [key, `${what}: ${compared.texts.get(key)}`] as const;
  }
}

/** Slash commands in a text, such as `/member list`, as English has them. */
const commands =
  /(?<![\p{L}\p{N}/<.])\/([a-z]+)(?: (lookup|approve|revoke|block|unblock|reset|bulk|list|show|export)\b)?/gu;

/** Commands in a text are called what Discord calls them in that language. */
export const commandsInText: Check = function* (compared) {
  const nameOf = (key: string) => compared.texts.get(key) ?? '';
  for (const [key, text, english] of pairs(compared)) {
    for (const [typed, command = '', step] of english.matchAll(commands)) {
      if (!compared.english.has(`command.${command}.name`)) continue;
      const name = `/${nameOf(`command.${command}.name`)}${step === undefined ? '' : ` ${nameOf(`command.${command}.${step}`)}`}`;
      const isThere =
        new RegExp(`${name}(?![\\p{L}\\p{M}\\p{N}])`, 'u').test(text) || (isUnspaced(name) && text.includes(name));
      if (!isThere) yield [key, `has to name the command as ${name} (English: ${typed}): ${text}`];
    }
  }
};

/** What members read. */
const forMembers =
  /^(?:notice|number|code|panel|outcome|same|done|owed|error|conflict|rules|request|privacy|pass|again|alone|blocked|letter|help|deadline|ending)\./;

/** Members are told of /verify and /setup by a gap: the bot fills in what the reader sees. */
export const commandsByGap: Check = function* ({ texts }) {
  for (const [key, text] of texts)
    if (forMembers.test(key) && /(?<![\p{L}\d])\/(?:setup|verify)(?![\p{L}\d])/u.test(text))
      yield [key, `has to name the command by {{setupCommand}} or {{verifyCommand}}: ${text}`];
};

/** Scripts that put no space between words: the next word follows the name at once. */
const isUnspaced = (name: string) => /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Hangul}]$/u.test(name);

/** The names that are next to each other in Discord: each is there once. */
const siblings: readonly RegExp[] = [
  /^command\.\w+\.name$/,
  /^command\.setup\.(?:role|channel)$/,
  /^command\.member\.(?:lookup|approve|revoke|block|unblock|reset|bulk|list)$/,
  /^command\.member\.(?:user|reason|duration)$/,
  /^command\.member\.(?:user|reason|alsoBlock)$/,
  /^command\.stats\.(?:show|export)$/,
  /^command\.stats\.days$/,
];

/** What Discord takes as names of commands and options. A language that no client of Discord's has keeps the English ones. */
export const commandNames: Check = function* ({ locale, texts, english }) {
  for (const pattern of siblings) {
    const names = [...texts].filter(([key]) => pattern.test(key));
    for (const [key, name] of names) yield* problemsOfName(key, name);
    for (const [key, name] of names) {
      const same = names.find(([other, one]) => other !== key && one === name);
      if (same) yield [key, `has the same name as ${same[0]}: ${name}`];
      if (!ofDiscord.has(locale) && name !== english.get(key))
        yield [key, `has to stay ${english.get(key)}: no Discord client shows commands in this language`];
    }
  }
  const menu = texts.get('command.member.menu') ?? '';
  if (menu.length > 32) yield ['command.member.menu', `has ${menu.length} characters; Discord takes 32: ${menu}`];
};

function* problemsOfName(key: string, name: string): Generator<Problem> {
  if (!/^[-_'\p{L}\p{N}\p{sc=Deva}\p{sc=Thai}]{1,32}$/u.test(name))
    yield [key, `is no name of a command: 1 to 32 letters, digits, -, _ or ', and no space: ${name}`];
  if (name !== name.toLowerCase()) yield [key, `has to be in lower case: ${name}`];
}
