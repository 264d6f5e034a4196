import { describe, expect, it } from 'vitest';
import { pictureOf } from '../../docs/architecture/picture.ts';
import { arrowsOf, floorsOf, roomsOf } from '../../docs/architecture/rooms.ts';
import { sourcesIn } from '../structure/sources.ts';
import { read } from './markdown.ts';

const page = read('docs/architecture.md');

const files = [
  { path: 'src/top.ts', imports: ['src/top/start.ts', 'src/middle/one.ts', 'src/low/one.ts'] },
  { path: 'src/top/start.ts', imports: ['node:fs'] },
  { path: 'src/middle/one.ts', imports: ['src/middle/two.ts', 'src/low/one.ts'] },
  { path: 'src/middle/two.ts', imports: [] },
  { path: 'src/low/one.ts', imports: [] },
];

describe('the picture of the rooms', () => {
  it('puts each room above those that it imports from, and leaves out the arrows that go without saying', () => {
    const rooms = roomsOf(files);
    expect(floorsOf(rooms).map((floor) => floor.map(({ name }) => name))).toEqual([['low'], ['middle'], ['top']]);
    expect(arrowsOf(rooms)).toEqual([
      ['middle', 'low'],
      ['top', 'middle'],
    ]);
  });

  it('is refused where two rooms import from each other', () => {
    const upward = { path: 'src/low/two.ts', imports: ['src/middle/one.ts'] };
    expect(() => pictureOf(roomsOf([...files, upward]))).toThrow('use each other: low, middle, top');
  });

  it('is the one of the source as it is; `npm run architecture` draws it', () => {
    expect(read('docs/images/architecture.svg')).toBe(pictureOf(roomsOf(sourcesIn('src', 'commands'))));
  });
});

const walks = page
  .split(/^## /m)
  .map((section) => [...section.matchAll(/^\d+\. `([^`]+)`/gm)].map(([, path = '']) => path))
  .filter((walk) => walk.length > 0);

describe('the walks', () => {
  it('are two, of twelve files at most, and none passes a file twice', () => {
    expect(walks.length).toBe(2);
    for (const walk of walks) {
      expect(walk.length).toBeLessThanOrEqual(12);
      expect(walk).toEqual([...new Set(walk)]);
    }
  });

  it('go from each file to one that it imports, or that the app hands to it', () => {
    const sources = sourcesIn('src');
    const wiring = sources.filter(({ path }) => /^src\/app\b/.test(path)).map(({ path }) => path);
    const importersOf = (path: string) =>
      sources.filter(({ imports }) => imports.includes(path)).map((one) => one.path);
    const lost = walks.flatMap((walk) =>
      walk.filter(
        (path, index) => !importersOf(path).some((one) => [...wiring, ...walk.slice(0, index)].includes(one)),
      ),
    );
    expect(lost).toEqual([]);
  });
});
