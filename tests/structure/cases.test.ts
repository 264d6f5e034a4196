import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
/** The numbered promises about what the bot survives: all there are, and those that are kept so far. */
const all = Array.from({ length: 25 }, (_, index) => index + 1);
const kept = all.filter((number) => ![17].includes(number));

it('every promise that is kept has a test with its number, and no test has a number that was never promised', () => {
  const texts = globSync('tests/**/*.ts', { cwd: root }).map((path) => readFileSync(new URL(path, root), 'utf8'));
  const tested = texts.flatMap((text) => [...text.matchAll(/['"`]case (\d+): /g)].map(([, number]) => Number(number)));
  expect(kept.filter((number) => !tested.includes(number))).toEqual([]);
  expect(tested.filter((number) => !all.includes(number))).toEqual([]);
});
