import { expect, it } from 'vitest';
import { filesFor } from '../../src/discord/stats/picture/letters.ts';
import { loadPainter, type Painter } from '../../src/discord/stats/picture/paint.ts';
import { mirrored, type Scene } from '../../src/discord/stats/picture/shapes.ts';
import { localesIn } from '../../src/text/locales.ts';

const painter = await loadPainter();
const { names } = localesIn(new URL('../../locales/', import.meta.url));

/** Words that nobody has to translate: months, countries, numbers and the name of the language. */
function sample(locale: string): string {
  const month = new Intl.DateTimeFormat(locale, { month: 'long', timeZone: 'UTC' });
  const months = Array.from({ length: 12 }, (_, index) => month.format(Date.UTC(2026, index)));
  const region = new Intl.DisplayNames(locale, { type: 'region' });
  const countries = ['DE', 'US', 'GB', 'IN', 'JP'].map((country) => region.of(country));
  const own = new Intl.DisplayNames(locale, { type: 'language' }).of(locale);
  const percent = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(0.123);
  return [...months, ...countries, own, percent].join(' ');
}

const scene = (words: string): Scene => ({
  width: 60,
  height: 60,
  shapes: [{ is: 'words', words, x: 10, y: 45, size: 30, weight: 'regular', align: 'left', colour: '#000000' }],
});

/** Of the letters of a text, those that are drawn as what stands for a letter that no font has. */
async function boxes(words: string, { paint }: Painter): Promise<string[]> {
  const missing = await paint(scene('\u{2fffd}'));
  const letters = [...new Set(Array.from(new Intl.Segmenter().segment(words), ({ segment }) => segment))];
  const drawn = await Promise.all(letters.map((letter) => paint(scene(letter))));
  return letters.filter((letter, index) => letter.trim() !== '' && drawn[index]?.equals(missing));
}

it.each([...new Set([...names, 'ar', 'he', 'hi', 'ja', 'ko', 'th', 'zh-CN', 'zh-TW', 'ru', 'el', 'vi', 'uk', 'bg'])])(
  'each letter of %s is drawn, and none as a box',
  async (locale) => {
    const words = sample(locale);
    expect(await boxes(words, painter.writing(locale, words))).toEqual([]);
  },
);

it('a letter that no font has is seen as a box', async () => {
  expect(await boxes('a\u{2fffe}', painter)).toEqual(['\u{2fffe}']);
});

it('only the files with the letters are loaded', () => {
  expect(filesFor('de', 'Größe')).toEqual([]);
  expect(filesFor('ja', 'あ').length).toBe(1);
  expect(filesFor('ja', sample('ja')).length).toBeLessThan(30);
});

it('Arabic letters join', () => {
  const { measure } = painter.writing('ar', 'بب');
  expect(measure('بب', 40, 'regular')).toBeLessThan(2 * measure('ب', 40, 'regular'));
});

it('from right to left the picture is the other way round', () => {
  const [words] = mirrored(scene('א')).shapes;
  expect(words).toMatchObject({ x: 50, align: 'right', isRightToLeft: true });
});
