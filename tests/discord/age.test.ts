import { Locale } from 'discord.js';
import { describe, expect, it } from 'vitest';
import { ageIn } from '../../src/discord/exempt/reading.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
const read = (typed: string, locale = 'en-US') => ageIn(typed, texts.for(locale));
/** As if there were texts in every locale. */
const readIn = (typed: string, locale: string) => ageIn(typed, { ...texts.for('en-US'), locale });
const said = (locale: string, unit: string, count: number) =>
  new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);

describe('an age', () => {
  it.each([
    ['', 0],
    ['0', 0],
    ['90', 90],
    ['90 days', 90],
    ['1 day', 1],
    ['3w', 21],
    ['6 months', 180],
    ['6mo', 180],
    ['2y', 730],
    [' ２ YEARS ', 730],
  ])('typed as %j is %j days', (typed, days) => {
    expect(read(typed)).toBe(days);
  });

  it.each([
    ['de', '90 Tage', 90],
    ['de', 'in 6 Monaten', undefined],
    ['de', '6 Monaten', 180],
    ['de', '2 Jahre', 730],
    ['de', '2 J', 730],
    ['es-ES', '90 días', 90],
    ['es-ES', '2 semanas', 14],
    ['es-ES', '2 años', 730],
    ['es-419', '2 anos', 730],
    ['pt-BR', '2 anos', 730],
    ['pt-BR', '1 mês', 30],
    ['fr', '90 jours', 90],
    ['fr', '90 j', 90],
    ['fr', '2 ans', 730],
    ['it', '2 anni', 730],
    ['ja', '2年', 730],
    ['ja', '6m', 180],
    ['ko', '6개월', 180],
    ['es-ES', '2 years', 730],
  ])('in %s, %j is %j days', (locale, typed, days) => {
    expect(read(typed, locale)).toBe(days);
  });

  it.each(Object.values(Locale))('is read in %s as the language writes it', (locale) => {
    expect(readIn(said(locale, 'day', 90), locale)).toBe(90);
    expect(readIn(said(locale, 'week', 3), locale)).toBe(21);
    expect(readIn(said(locale, 'month', 6), locale)).toBe(180);
    expect(readIn(said(locale, 'year', 5), locale)).toBe(1825);
  });

  it.each(['as old as me', '-3', '2 lustra', '1 day 2 hours', '123456', '2 ¥'])('is not what %j says', (typed) => {
    expect(read(typed)).toBeUndefined();
  });

  it.each([...texts.locales])('is read in %s from each example that the form shows', (locale) => {
    const hint = texts.for(locale).t('setup.exempt.ageHint');
    const examples = [...hint.matchAll(/(90|6|2)\s*\p{L}[\p{L}\p{M}]*/gu)];
    for (const [example, count] of examples)
      expect(read(example, locale), example).toBe({ 90: 90, 6: 180, 2: 730 }[count ?? '']);
  });
});
