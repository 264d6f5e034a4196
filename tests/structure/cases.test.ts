import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
const page = readFileSync(new URL('docs/promises.md', root), 'utf8');

/** The page's rows: the number of a promise, and the paths of the files whose tests hold it. */
const rows = [...page.matchAll(/^\| (\d+) \| .+ \| (.*) \|$/gm)].map(([, number, files = '']) => ({
  number: Number(number),
  files: [...files.matchAll(/\]\(\.\.\/([^)]+)\)/g)].map(([, path = '']) => path),
}));

/** Every file of the tests with the numbers in its titles. */
const titled = globSync('tests/**/*.ts', { cwd: root, exclude: ['**/node_modules/**'] }).map((found) => {
  const path = found.replaceAll('\\', '/');
  const text = readFileSync(new URL(path, root), 'utf8');
  return { path, numbers: [...text.matchAll(/['"`]case (\d+): /g)].map(([, number]) => Number(number)) };
});

it('docs/promises.md lists 58 promises, each once', () => {
  expect(rows.map(({ number }) => number)).toEqual(Array.from({ length: 58 }, (_, index) => index + 1));
});

it('no test has a number that is not promised', () => {
  const promised = rows.map(({ number }) => number);
  expect(titled.flatMap(({ numbers }) => numbers).filter((number) => !promised.includes(number))).toEqual([]);
});

it.each(rows)('promise $number names the files whose tests hold it, and there is one', ({ number, files }) => {
  const holding = titled.filter(({ numbers }) => numbers.includes(number)).map(({ path }) => path);
  expect(holding).not.toEqual([]);
  expect(files).toEqual(holding.sort());
});
