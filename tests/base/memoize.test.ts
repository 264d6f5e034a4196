import fc from 'fast-check';
import { expect, it } from 'vitest';
import { memoize } from '../../src/base/memoize.ts';

it('makes each once, and gives what was made', () => {
  const asked: string[] = [];
  const doubled = memoize((text) => {
    asked.push(text);
    return text + text;
  }, 10);
  expect(['a', 'b', 'a', 'a'].map(doubled)).toEqual(['aa', 'bb', 'aa', 'aa']);
  expect(asked).toEqual(['a', 'b']);
});

it('keeps no more than it may, and answers the same', () => {
  fc.assert(
    fc.property(fc.array(fc.string()), fc.integer({ min: 1, max: 5 }), (texts, most) => {
      const made: object[] = [];
      const upper = memoize((text) => {
        made.push({});
        return text.toUpperCase();
      }, most);
      expect(texts.map(upper)).toEqual(texts.map((text) => text.toUpperCase()));
      const before = made.length;
      // The last one asked for is always at hand.
      for (const text of texts.slice(-1)) upper(text);
      expect(made.length).toBe(before);
    }),
  );
});
