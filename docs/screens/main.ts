import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { commandLine, refuseCommand } from '../../src/command-line.ts';
import type { TextKey, Texts } from '../../src/text/texts.ts';
import type { Screen } from './corpus.ts';
import type { Drawn } from './drawing.ts';
import type { Pictured } from './index-page.ts';
import type { Speech } from './pieces.ts';

const HELP = `Takes a picture of everything that the bot shows, in one language: for those who read it, to see each sentence in its place.

  npm run screens -- --locale ja     into screens/ja; open the index.html there
  npm run screens -- --locale all    in every language that has a file in locales/
  npm run screens -- --locale ja --folder FOLDER

The first time, and after a change of the program, it records what the bot shows in its own tests: that takes some minutes. A change of a translation
needs no recording.
`;

/** Gaps that fill themselves: see `TextParams`. */
const FILLED = ['verifyButton', 'helpButton', 'verifyCommand', 'setupCommand'];

const root = new URL('../../', import.meta.url);
const { values } = commandLine({ help: HELP, options: { locale: { type: 'string' }, folder: { type: 'string' } } });
// Loaded once it is clear what was asked for: to refuse it, or to help, takes none of it.
const { localesIn } = await import('../../src/text/locales.ts');
const { createTexts } = await import('../../src/text/texts.ts');
const { findBrowser, startBrowser } = await import('../../tests/support/browser.ts');
const { digestOf, fewest, keysOn, readRecorded } = await import('./corpus.ts');
const { draw, hasFont, lettersOf } = await import('./drawing.ts');
const { indexPage } = await import('./index-page.ts');
const { retold } = await import('./pieces.ts');
const { inPlaceOfSiblings } = await import('./siblings.ts');
const { picture, spoken, textsIn } = await import('./speech.ts');
const { lines, shown } = await import('./views.ts');
const folder = resolve(values.folder ?? fileURLToPath(new URL('screens', root)));
const texts = createTexts(localesIn(new URL('locales/', root)));
const wanted = values.locale === 'all' ? texts.locales : texts.locales.filter((one) => one === values.locale);
if (wanted.length === 0) {
  refuseCommand(`Name a language that has a file in locales/: ${texts.locales.join(', ')}, or all.`, HELP);
}
const chromium = findBrowser();
if (chromium === undefined) {
  refuseCommand(
    'No Chromium found. Install it (Debian: apt-get install chromium), or set CHROMIUM_PATH to yours.',
    HELP,
  );
}

const screens = await recorded();
const browser = await startBrowser(chromium);
try {
  for (const locale of wanted) await takeAll(browser, locale);
} finally {
  await browser.close();
}

/** What the bot shows in its tests, in as few screens as show every text of them. */
async function recorded(): Promise<readonly Screen[]> {
  const digest = digestOf(root);
  const file = new URL('screens/recorded.json', root);
  const before = readRecorded(file, digest);
  if (before) return before;
  process.stdout.write(
    'Recording what the bot shows. This takes some minutes, and is needed again only when the program changes.\n',
  );
  const parts = fileURLToPath(new URL('screens/recording/', root));
  rmSync(parts, { recursive: true, force: true });
  mkdirSync(parts, { recursive: true });
  await runTests(parts);
  const all = readdirSync(parts).flatMap((name): readonly Screen[] =>
    JSON.parse(readFileSync(join(parts, name), 'utf8')),
  );
  const chosen = fewest(all);
  if (chosen.length === 0) refuseCommand('Nothing was recorded: see what the tests say.', HELP);
  rmSync(parts, { recursive: true, force: true });
  writeFileSync(file, JSON.stringify({ digest, screens: chosen }));
  return chosen;
}

function runTests(parts: string): Promise<void> {
  const vitest = fileURLToPath(new URL('node_modules/vitest/vitest.mjs', root));
  const config = fileURLToPath(new URL('vitest.config.ts', import.meta.url));
  const child = spawn(process.execPath, [vitest, 'run', '--config', config], {
    cwd: fileURLToPath(root),
    env: { ...process.env, SCREENS_FOLDER: parts },
    stdio: 'inherit',
  });
  // A test that fails has still shown what it showed until then.
  return new Promise((done) => child.on('exit', () => done()));
}

/** All pictures of one language, and the page that has them. */
async function takeAll(browser: Browser, locale: string): Promise<void> {
  const own = join(folder, locale);
  rmSync(own, { recursive: true, force: true });
  mkdirSync(own, { recursive: true });
  const letters = lettersOf(textsIn(new URL(`locales/${locale}.json`, root)).values());
  if (!(await hasFont(browser, locale, letters))) {
    process.stdout.write(`${locale}: Chromium has no font for ${letters}. Install one (Debian: fonts-noto).\n`);
  }
  const { t } = texts.for(locale);
  const speech = { locale, say: (key: string, params: Parameters<typeof t>[1]) => t(key as TextKey, params) };
  const told = new Set<string>();
  const pictures = screens.map((screen, at) => ({
    name: `${String(at + 1).padStart(3, '0')}-${screen.kind}`,
    screen: shown(screen, `s${at}`, speech, told),
    keys: [...keysOn(screen.body)],
  }));
  const others = await takeOthers(texts, locale, own);
  const english = textsIn(new URL('locales/en-US.json', root));
  const shownThere = new Set([...pictures, ...others.drawn, ...others.pictures].flatMap(({ keys }) => keys));
  const rest = restOf(
    [...english.keys()].filter((key) => !shownThere.has(key)),
    english,
    speech,
  );
  const drawn = [...pictures, ...others.drawn, ...rest.placed, ...rest.alone];
  await draw(browser, locale, drawn, own);
  const files = [...drawn, ...others.pictures].map(({ name, keys }) => ({ file: `${name}.png`, keys }));
  report(
    locale,
    own,
    files,
    rest.alone.flatMap(({ keys }) => keys),
  );
}

type Named = Drawn & { readonly keys: readonly string[] };

/** Pictures of the texts that no flow shows: in the place of a sibling, or else by themselves, with their gaps. */
function restOf(unseen: readonly string[], english: ReadonlyMap<string, readonly string[]>, speech: Speech) {
  const gapsOf = (key: string) =>
    (english.get(key) ?? [])
      .flatMap((text) => [...text.matchAll(/{{(\w+)}}/g)].map(([, gap = '']) => gap))
      .filter((gap) => !FILLED.includes(gap));
  const placed = inPlaceOfSiblings(screens, unseen, gapsOf);
  const alone = unseen.filter((key) => !placed.some((one) => one.key === key));
  const gap = (key: string) =>
    Object.fromEntries(gapsOf(key).map((name) => [name, name === 'count' ? 3 : `‹${name}›`]));
  const named = (name: string, said: readonly { readonly key: string; readonly words: string }[]): Named => ({
    ...{ name, keys: said.map(({ key }) => key) },
    screen: lines(
      name.replaceAll('.', '-'),
      said.map(({ words }) => words),
    ),
  });
  const byParent = Map.groupBy(placed, ({ key }) => key.slice(0, key.lastIndexOf('.')));
  const byTopic = Map.groupBy(alone, (key) => key.slice(0, key.indexOf('.')));
  return {
    placed: [...byParent].map(([parent, some]) =>
      named(
        `siblings-${parent}`,
        some.map(({ key, pieces }) => ({ key, words: retold(pieces, speech) })),
      ),
    ),
    alone: [...byTopic].map(([topic, keys]) =>
      named(
        `alone-${topic}`,
        keys.map((key) => ({ key, words: speech.say(key, gap(key)) })),
      ),
    ),
  };
}

/** What goes another way than through a message: SMS, calls, the picture of figures. */
async function takeOthers(all: Texts, locale: string, own: string) {
  const { sms, call, keys } = spoken(all, locale);
  const figures = await picture(all, locale);
  if (figures.png) writeFileSync(join(own, 'picture-of-stats.png'), figures.png);
  const drawn: (Drawn & { keys: readonly string[] })[] = [
    { name: 'sms', screen: lines('sms', sms), keys: [...keys].filter((key) => key.startsWith('sms.')) },
    {
      name: 'call',
      screen: lines(
        'call',
        call.map((said) => said.join(' · ')),
      ),
      keys: [...keys].filter((key) => key.startsWith('call.')),
    },
  ];
  return { drawn, pictures: figures.png ? [{ name: 'picture-of-stats', keys: [...figures.keys] }] : [] };
}

/** @param alone keys of texts that are on a picture only by themselves */
function report(locale: string, own: string, files: readonly Pictured[], alone: readonly string[]): void {
  const file = (name: string) => textsIn(new URL(`locales/${name}.json`, root));
  const [theirs, english] = [file(locale), file('en-US')];
  writeFileSync(join(own, 'index.html'), indexPage(files, alone, { locale, texts: theirs, english }));
  const inPlace = english.size - alone.length;
  process.stdout.write(
    `${locale}: ${inPlace} of ${english.size} texts in their place, on ${files.length} pictures: ${join(own, 'index.html')}\n`,
  );
  if (alone.length > 0) {
    process.stdout.write(
      `No flow of the tests shows these, nor one of their kind. They are there by themselves:\n${alone.map((key) => `  ${key}\n`).join('')}`,
    );
  }
}
