import { createHash } from 'node:crypto';
import { globSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';
import { linksOf, read, root } from './markdown.ts';
import { type Called, problems } from './policy-parts.ts';

/** The languages that the pages are translated into. docs/decisions/0086-policies-in-other-languages.md says why these. */
const languages = ['de', 'fr', 'es-ES', 'pt-BR', 'ru', 'ja', 'ko', 'zh-CN', 'hi', 'ar'];

/** The digest of each English page that the translations say. */
const digests = { privacy: 'fb9fa3bdd4f0f32e', terms: 'd121320d43b2d6e6' };

const pages = ['privacy', 'terms'] as const;
type Page = (typeof pages)[number];

const texts = createTexts(localesIn(new URL('locales/', root)));
const page = (name: Page, language: string) => read(`docs/policies/${language}/${name}.md`);
/** The English page without the line that leads to the others. */
const english = (name: Page) => read(`docs/${name}.md`).replace(/^\*In other languages: .*\n/m, '');

function calledIn(locale: string): Called {
  const { t } = texts.for(locale);
  const buttons = new Map([
    ['Delete', t('privacy.delete')],
    ['Download', t('privacy.download')],
    ["I can't verify", t('request.button')],
  ]);
  return { locale, buttons, command: `/${t('command.privacy.name')}` };
}

it('each language has its folder, with both pages and nothing else', () => {
  const found = globSync('docs/policies/**/*.*', { cwd: root }).map((path) => path.replaceAll('\\', '/'));
  const expected = languages.flatMap((language) => pages.map((name) => `docs/policies/${language}/${name}.md`));
  expect(found.sort()).toEqual(expected.sort());
});

describe.each(pages)('docs/%s.md', (name) => {
  it('leads to the other languages', () => {
    const links = linksOf({ path: `docs/${name}.md`, text: read(`docs/${name}.md`) });
    expect(links).toEqual(languages.map((language) => `policies/${language}/${name}.md`));
  });

  it('says what the translations say', () => {
    const digest = createHash('sha256').update(english(name)).digest('hex').slice(0, 16);
    const files = languages.map((language) => `docs/policies/${language}/${name}.md`).join(', ');
    expect(
      digest,
      `docs/${name}.md has changed. Change what it says in ${files}; then put the new digest into this test.`,
    ).toBe(digests[name]);
  });

  it.each(languages)('is the same page in %s', (language) => {
    expect([...problems(page(name, language), english(name), calledIn(language))]).toEqual([]);
  });
});

it.each<[what: string, of: Page, damage: (german: string) => string]>([
  ['a row that is missing', 'privacy', (german) => german.replace(/^\| Backups .*\n/m, '')],
  ['a column that is missing', 'privacy', (german) => german.replace(' | Warum |', ' |')],
  ['a heading that is missing', 'privacy', (german) => german.replace('## Deine Rechte\n', '')],
  ['a paragraph that was added', 'terms', (german) => `${german}\nNoch etwas.\n`],
  ['a gap that is filled', 'terms', (german) => german.replace('⟨5⟩', '5')],
  ['a gap that is not closed', 'terms', (german) => german.replace('⟨5⟩', '⟨5')],
  ['a figure that is another one', 'privacy', (german) => german.replace('45 Tage', '54 Tage')],
  ['a figure for another word', 'privacy', (german) => german.replace('| zehn Minuten |', '| 11 Minuten |')],
  ['a command that is called otherwise', 'privacy', (german) => german.replace('`/meine-daten`', '`/privacy`')],
  ['a setting that is called otherwise', 'terms', (german) => german.replace('`TERMS_URL`', '`TERM_URL`')],
  ['a button that is called otherwise', 'privacy', (german) => german.replace('**Löschen**', '**Entfernen**')],
  ['a keyword that was translated', 'terms', (german) => german.replace('**STOP**', '**STOPP**')],
  ['a link that was added', 'terms', (german) => german.replace('Wir verlangen', '[Wir](a.md) verlangen')],
  ['bold words that are not', 'privacy', (german) => german.replace('**Verantwortlich:**', 'Verantwortlich:')],
  ['an English sentence', 'privacy', (german) => german.replace(/^Alles wird.*$/m, 'Everything is stored separately.')],
])('finds %s', (_, name, damage) => {
  const damaged = damage(page(name, 'de'));
  expect(damaged).not.toBe(page(name, 'de'));
  expect([...problems(damaged, english(name), calledIn('de'))]).not.toEqual([]);
});
