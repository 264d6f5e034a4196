import { posix } from 'node:path';
import { expect, it } from 'vitest';
import { sourcesIn, styleSheets } from './sources.ts';

/** Lines that a file may have without a reason. */
const limit = 250;
/** Files that may be longer, and why. */
const reasons: Readonly<Record<string, string>> = {};

const all = [...sourcesIn('src', 'commands', 'sandbox', 'bench', 'tests'), ...styleSheets()];
const long = all.filter(({ lines }) => lines > limit);

it('no file is longer than it has a reason to be', () => {
  expect(long.filter(({ path }) => !reasons[path]).map(({ path, lines }) => `${path}: ${lines} lines`)).toEqual([]);
});

it('no reason outlives its file', () => {
  expect(Object.keys(reasons).filter((path) => !long.some((source) => source.path === path))).toEqual([]);
});

it('no folder of the bot has more than 15 files side by side', () => {
  const folders = Map.groupBy(sourcesIn('src', 'commands'), ({ path }) => posix.dirname(path));
  const full = [...folders].filter(([, files]) => files.length > 15);
  expect(full.map(([folder, files]) => `${folder}: ${files.length} files`)).toEqual([]);
});

it('every file has a name in kebab-case', () => {
  const names = sourcesIn('src', 'commands', 'sandbox', 'bench', 'tests').map(({ path }) => posix.basename(path));
  expect(names.filter((name) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.test|\.d)?\.ts$/.test(name))).toEqual([]);
});
