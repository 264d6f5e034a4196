import { expect, it } from 'vitest';
import { sourcesIn } from './sources.ts';

/** Lines that a file may have without a reason. A test file is a table of cases more than a text to follow. */
const limits = { program: 250, test: 400 };
/** Files that may be longer, and why. */
const reasons: Readonly<Record<string, string>> = {};

const long = sourcesIn('src', 'commands', 'sandbox', 'bench', 'tests').filter(
  ({ path, lines }) => lines > (path.startsWith('tests/') ? limits.test : limits.program),
);

it('no file is longer than it has a reason to be', () => {
  expect(long.filter(({ path }) => !reasons[path]).map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
});

it('no reason outlives its file', () => {
  expect(Object.keys(reasons).filter((path) => !long.some((source) => source.path === path))).toEqual([]);
});
