import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Words of another century, or of another language's grammar: a reader for whom English is the second language has to translate them. */
const archaic =
  /\b(?:whoever|whomever|anew|afresh|shall|at one go|in earnest|thereof|herewith|hereby|thereby|whereby|wherein|therein|whence|hitherto|henceforth|notwithstanding|amongst|whilst|lest|tells of|what lasts)\b/i;

/** Words that pages for readers of English do not need: each has a plain one. */
const translated = /\b(?:beside|typed back|never mind)\b/i;

const root = new URL('../../', import.meta.url);
const texts = [
  '{src,commands,sandbox,bench,tests,docs}/**/*.{ts,md,css,html}',
  '*.md',
  '.env.example',
  'locales/*.json',
]
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => !path.includes('node_modules/') && path !== 'tests/structure/words.test.ts');

it('nothing that a person reads has an archaic word', () => {
  expect(texts.length).toBeGreaterThan(1_000);
  const found = texts.flatMap((path) =>
    readFileSync(new URL(path, root), 'utf8')
      .split('\n')
      .flatMap((line, index) => (archaic.test(line) ? [`${path}:${index + 1}: ${archaic.exec(line)?.[0]}`] : [])),
  );
  expect(found).toEqual([]);
});

it('no page outside the decisions has a turn that was translated', () => {
  const pages = texts.filter((path) => /(?:\.md|\.env\.example)$/.test(path) && !path.includes('decisions/'));
  expect(pages.length).toBeGreaterThan(15);
  const found = pages.filter((path) => translated.test(readFileSync(new URL(path, root), 'utf8')));
  expect(found).toEqual([]);
});
