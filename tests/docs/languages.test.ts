import { globSync } from 'node:fs';
import { expect, it } from 'vitest';
import { read, root } from './markdown.ts';

const namesIn = (pattern: string) =>
  globSync(pattern, { cwd: root }).map((path) => path.replace(/^.*[\\/]|\.\w+$/g, ''));
const languages = namesIn('locales/*.json').filter((code) => code !== 'en-US');

it('every language but the first has a page with its words, and no other has one', () => {
  expect(languages.length).toBeGreaterThan(30);
  expect(namesIn('docs/languages/*.md').sort()).toEqual(languages.sort());
});

/** Whether a row has three cells. */
const hasThree = (row: string) => /^\|(?: [^|]*\|){3}$/.test(row);

it.each(languages)('docs/languages/%s.md is laid out like the others', (code) => {
  const [heading = '', , words, , header, line, ...rest] = read(`docs/languages/${code}.md`).split('\n');
  expect(heading).toMatch(/^# \p{L}[^(`]* \(`[\w-]+`\)$/u);
  expect(heading).toContain(`(\`${code}\`)`);
  expect(words).toBe(`The words of \`locales/${code}.json\`. One word stands for one thing in the whole file.`);
  expect([header, line]).toEqual(['| English | Here | Note |', '| --- | --- | --- |']);
  const end = rest.indexOf('');
  expect(end, 'rows of the table').toBeGreaterThan(10);
  expect(rest.slice(0, end).filter((row) => !hasThree(row))).toEqual([]);
  const prose = rest.slice(end);
  expect(prose.filter((text) => /^\s*(?:[|#>]|[-*+] |\d+\. )/.test(text))).toEqual([]);
  expect(prose.join('').length, 'prose below the table').toBeGreaterThan(100);
});
