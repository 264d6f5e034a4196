import { expect, it } from 'vitest';
import { enumerated } from '../../src/text/enumerated.ts';

it.each([
  ['en-US', 'a, b, c'],
  ['fr', 'a, b, c'],
  ['ja', 'a、b、c'],
  ['zh-TW', 'a、b、c'],
  ['ar', 'a، b، c'],
])('a list in %s is %s', (locale, list) => {
  expect(enumerated(['a', 'b', 'c'], { locale })).toBe(list);
  expect(enumerated([], { locale })).toBe('');
});
