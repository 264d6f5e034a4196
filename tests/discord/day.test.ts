import { Locale } from 'discord.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dayIn } from '../../src/discord/interactions/day.ts';

const locales = [...Object.values(Locale), 'ar', 'he'];
/** Whose language writes the year first, and says nothing of what comes first where it is last. */
const yearFirst = ['hu', 'ja', 'ko', 'lt', 'sv-SE', 'zh-CN', 'zh-TW'];
const anyDay = fc.date({ min: new Date('2015-01-01'), max: new Date('2099-12-31'), noInvalidDate: true });
const written = (day: Date) => day.toISOString().slice(0, 10);
const two = fc.integer({ min: 1, max: 12 });

describe('a day', () => {
  it.each([
    ['en-US', '2026-11-30', '2026-11-30'],
    ['en-US', '1/31/2026', '2026-01-31'],
    ['en-US', '1/2/2026', '2026-01-02'],
    ['en-US', '31/01/2026', '2026-01-31'],
    ['en-US', '1.2.2026', '2026-02-01'],
    ['pt-BR', '31/01/2026', '2026-01-31'],
    ['pt-BR', '1/2/2026', '2026-02-01'],
    ['de', '30. 11. 2026', '2026-11-30'],
    ['nl', '30-11-2026', '2026-11-30'],
    ['ja', '２０２６年１１月３０日', '2026-11-30'],
    ['ko', '2026년 11월 30일', '2026-11-30'],
    ['th', '30/11/2569', '2026-11-30'],
    ['sv-SE', '31/1/2026', '2026-01-31'],
    ['sv-SE', '3/3/2026', '2026-03-03'],
  ])('in %s, %j is %s', (locale, typed, day) => {
    expect(dayIn(typed, locale)).toBe(day);
  });

  it.each([
    '',
    'soon',
    '2026',
    '2026-13-40',
    '2026-02-29',
    '31/31/2026',
    '1/2/26',
    '30/11',
    '1.31.2026',
    '2026-1-2026',
  ])('is not what %j says', (typed) => {
    for (const locale of locales) expect(dayIn(typed, locale), locale).toBeUndefined();
  });

  it.each(locales)('is read in %s as the language writes it, and as 2026-11-30', (locale) => {
    const format = new Intl.DateTimeFormat(locale, {
      timeZone: 'UTC',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
    });
    fc.assert(
      fc.property(anyDay, (day) => {
        expect(dayIn(format.format(day), locale)).toBe(written(day));
        expect(dayIn(written(day), locale)).toBe(written(day));
      }),
      { numRuns: 50 },
    );
  });

  it('is refused where it may mean two, and nothing in the language says which', () => {
    fc.assert(
      fc.property(fc.constantFrom(...locales), two, two, (locale, a, b) => {
        const day = dayIn(`${a}/${b}/2026`, locale);
        if (yearFirst.includes(locale) && a !== b) expect(day).toBeUndefined();
        else expect(day).toBeDefined();
      }),
    );
  });
});
