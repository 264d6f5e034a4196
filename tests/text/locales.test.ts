import { readdirSync, readFileSync } from 'node:fs';
import { Locale } from 'discord.js';
import { describe, expect, it } from 'vitest';
import type { TextTree } from '../../src/text/locales.ts';
import { type Check, flat } from './locales/compared.ts';
import { translated } from './locales/english.ts';
import { keys, placeholders } from './locales/forms.ts';
import { lengths, room, sms } from './locales/lengths.ts';
import { markdown, plain, quotedOnce } from './locales/markdown.ts';
import { commandNames, commandsByGap, commandsInText, namesOnScreen } from './locales/names.ts';

/**
 * Every file of `locales/`. For one of them: `npx vitest run tests/text/locales.test.ts -t "de.json"`.
 * Each failure is a list of lines `<locale> <key>: <what is wrong>`.
 */
const folder = new URL('../../locales/', import.meta.url);
const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
/** No client of Discord's has these: they come by the language that a server has chosen. */
const beyondDiscord = ['ar', 'he'];

function read(file: string): ReadonlyMap<string, string> {
  const tree: TextTree = JSON.parse(readFileSync(new URL(file, folder), 'utf8'));
  return new Map(flat(tree));
}

const english = read('en-US.json');

const checks: readonly [title: string, check: Check][] = [
  ['has the keys of English, and the plural forms of its own language', keys],
  ['has the placeholders of English in every text', placeholders],
  ["has the marks of Discord's markdown as often as English", markdown],
  ['is plain text', plain],
  ['leaves the marks to the bot where it quotes', quotedOnce],
  ['names buttons, pages and permissions as they stand on the screen', namesOnScreen],
  ['names commands as Discord shows them', commandsInText],
  ['leaves to gaps the commands that members read of', commandsByGap],
  ['has names of commands and options that Discord takes', commandNames],
  ['keeps to the lengths that Discord takes', lengths],
  ['is not much longer than English', room],
  ['has an SMS that is one segment, with room for the name of the server', sms],
  ['has no English left over', translated],
];

it('English is there, and every file is named for a locale', () => {
  expect(english.size).toBeGreaterThan(1_500);
  const known: readonly string[] = [...Object.values(Locale), ...beyondDiscord];
  expect(files.map((file) => file.replace('.json', '')).filter((locale) => !known.includes(locale))).toEqual([]);
});

it('every language of Discord has a file, and Arabic and Hebrew', () => {
  const wanted = [...Object.values(Locale), ...beyondDiscord];
  expect(wanted.filter((locale) => !files.includes(`${locale}.json`))).toEqual([]);
});

describe.each(files)('%s', (file) => {
  const locale = file.replace('.json', '');
  const compared = { locale, texts: read(file), english };

  it.each(checks)('%s', (_, check) => {
    const wrong = Array.from(check(compared), ([key, what]) => `${locale} ${key}: ${what}`);
    expect.soft(wrong.length, `\n${wrong.join('\n')}\n`).toBe(0);
  });
});
