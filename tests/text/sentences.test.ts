import { expect, it } from 'vitest';
import { capitalized, sentences } from '../../src/text/sentences.ts';

it.each([
  ['en-US', 'A. B.'],
  ['ko', 'A. B.'],
  ['ja', 'A.B.'],
  ['zh-CN', 'A.B.'],
  ['zh-TW', 'A.B.'],
])('two sentences in %s are %j', (locale, two) => {
  expect(sentences(['A.', false, undefined, 'B.'], { locale })).toBe(two);
});

it.each([
  ['en-US', 'the role is gone.', 'The role is gone.'],
  ['tr', 'izin yok.', 'İzin yok.'],
  ['ja', 'ロールがありません。', 'ロールがありません。'],
])('what follows a colon in %s, %j, is a sentence with a capital: %j', (locale, words, sentence) => {
  expect(capitalized(words, locale)).toBe(sentence);
});
