import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

/** The fonts of languages that are written in letters which Inter lacks. Each comes in many files, with some letters each. */
const fonts: Readonly<Record<string, string>> = {
  ar: 'noto-sans-arabic',
  he: 'noto-sans-hebrew',
  hi: 'noto-sans-devanagari',
  ja: 'noto-sans-jp',
  ko: 'noto-sans-kr',
  th: 'noto-sans-thai',
  'zh-CN': 'noto-sans-sc',
  'zh-TW': 'noto-sans-tc',
};

/** A file of a font. */
export interface FontFile {
  readonly family: string;
  readonly path: string;
}

const slices = z.record(z.string(), z.string());

/**
 * The files that have the letters of these words, besides Inter's. Throws where the font of the language is not installed: a picture with
 * boxes in place of letters would say nothing.
 */
export function filesFor(locale: string, words: string): FontFile[] {
  const font = fonts[locale];
  if (font === undefined) return [];
  const letters = [...new Set(words)].map((letter) => letter.codePointAt(0) ?? 0);
  const home = `@fontsource-variable/${font}`;
  const parts = slices.parse(JSON.parse(readFileSync(pathOf(`${home}/unicode.json`), 'utf8')));
  return Object.entries(parts)
    .filter(([, ranges]) => holdsSome(ranges, letters))
    .map(([name]) => name.replace(/[[\]]/g, ''))
    .map((part) => ({
      family: `Latchkey ${font} ${part}`,
      path: pathOf(`${home}/files/${font}-${part}-wght-normal.woff2`),
    }));
}

const pathOf = (file: string) => fileURLToPath(import.meta.resolve(file));

/** @param ranges as CSS has them: `U+25aa,U+25cc-25cd` */
function holdsSome(ranges: string, letters: readonly number[]): boolean {
  return ranges.split(',').some((range) => {
    const [from = '', to = from] = range.trim().replace(/^U\+/i, '').split('-');
    const [first, last] = [Number.parseInt(from, 16), Number.parseInt(to, 16)];
    return letters.some((letter) => letter >= first && letter <= last);
  });
}
