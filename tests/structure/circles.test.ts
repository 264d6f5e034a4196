import { expect, it } from 'vitest';
import { type Source, sourcesIn } from './sources.ts';

type Imports = Pick<Source, 'path' | 'imports'>;

/** The circles among files that import each other, types included: of each, the files in the order of their imports. */
function circlesIn(sources: readonly Imports[]): string[] {
  const importsOf = new Map(sources.map(({ path, imports }) => [path, imports]));
  const done = new Set<string>();
  const circles: string[] = [];

  function follow(path: string, way: readonly string[]): void {
    if (way.includes(path)) {
      circles.push([...way.slice(way.indexOf(path)), path].join(' → '));
      return;
    }
    if (done.has(path)) return;
    for (const imported of importsOf.get(path) ?? []) follow(imported, [...way, path]);
    done.add(path);
  }

  for (const path of importsOf.keys()) follow(path, []);
  return circles;
}

it('files that import each other are found, and named', () => {
  const files = [
    { path: 'first.ts', imports: ['second.ts', 'node:fs'] },
    { path: 'second.ts', imports: ['third.ts'] },
    { path: 'third.ts', imports: ['fourth.ts', 'second.ts'] },
    { path: 'fourth.ts', imports: [] },
  ];
  expect(circlesIn(files)).toEqual(['second.ts → third.ts → second.ts']);
});

it('no files import each other in a circle, types included', () => {
  expect(circlesIn(sourcesIn('src', 'commands', 'sandbox', 'bench', 'tests'))).toEqual([]);
});
