import { expect, it } from 'vitest';
import { sentences } from '../../src/text/sentences.ts';

it.each([
  ['en-US', 'A. B.'],
  ['ko', 'A. B.'],
  ['ja', 'A.B.'],
  ['zh-CN', 'A.B.'],
  ['zh-TW', 'A.B.'],
])('two sentences in %s are %j', (locale, two) => {
  expect(sentences(['A.', false, undefined, 'B.'], { locale })).toBe(two);
});
