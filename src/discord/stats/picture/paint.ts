import { fileURLToPath } from 'node:url';
import type { SKRSContext2D } from '@napi-rs/canvas';
import { type FontFile, filesFor } from './letters.ts';
import type { Box, Line, Measure, Scene, Shape, Weight, Words } from './shapes.ts';

/** Pixels of the file for one of the scene: sharp on screens with small pixels. */
const ENLARGED = 2;
const family = 'Latchkey Inter';
/** Some of the fonts have all weights in one file, and begin with the thinnest. */
const WEIGHTS = { regular: 400, bold: 600 } as const;
const fonts: readonly (readonly [weight: Weight, file: string])[] = [
  ['regular', '400Regular/Inter_400Regular.ttf'],
  ['bold', '600SemiBold/Inter_600SemiBold.ttf'],
];

export interface Painter {
  readonly measure: Measure;
  /** The scene as a PNG. Drawn here, compressed outside of the main thread. */
  paint(scene: Scene): Promise<Buffer>;
  /** The same with the letters of a language; they are loaded when they are drawn first. Throws where there is no font for them. */
  writing(locale: string, words: string): Painter;
}

/** Loads the library that draws, and the font: some 25 MB, so only when there is something to draw. Rejects where neither runs. */
export async function loadPainter(): Promise<Painter> {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas');
  for (const [weight, file] of fonts) {
    const path = fileURLToPath(import.meta.resolve(`@expo-google-fonts/inter/${file}`));
    if (!GlobalFonts.registerFromPath(path, `${family} ${weight}`)) throw new Error('The font could not be loaded.');
  }
  const ruler = createCanvas(1, 1).getContext('2d');
  const loaded = new Set<string>();

  function load({ family, path }: FontFile): string {
    if (!loaded.has(family) && !GlobalFonts.registerFromPath(path, family))
      throw new Error('The font could not be loaded.');
    loaded.add(family);
    return family;
  }

  function painterWith(families: readonly string[]): Painter {
    const fontOf: FontOf = (size, weight) => {
      const names = [`${family} ${weight}`, ...families].map((name) => `"${name}"`).join(', ');
      return `${WEIGHTS[weight]} ${size}px ${names}`;
    };
    return {
      measure(words, size, weight) {
        ruler.font = fontOf(size, weight);
        ruler.fontVariationSettings = `'wght' ${WEIGHTS[weight]}`;
        return ruler.measureText(words).width;
      },
      paint({ width, height, shapes }) {
        const canvas = createCanvas(width * ENLARGED, height * ENLARGED);
        const context = canvas.getContext('2d');
        context.scale(ENLARGED, ENLARGED);
        for (const shape of shapes) draw(context, shape, fontOf);
        return canvas.encode('png');
      },
      writing: (locale, words) => painterWith(filesFor(locale, words).map(load)),
    };
  }
  return painterWith([]);
}

type FontOf = (size: number, weight: Weight) => string;

function draw(context: SKRSContext2D, shape: Shape, fontOf: FontOf): void {
  switch (shape.is) {
    case 'words':
      write(context, shape, fontOf);
      break;
    case 'box':
      fillBox(context, shape);
      break;
    case 'line':
      drawLine(context, shape);
      break;
  }
}

function write(
  context: SKRSContext2D,
  { words, x, y, size, weight, align, colour, isRightToLeft = false }: Words,
  fontOf: FontOf,
): void {
  context.font = fontOf(size, weight);
  context.fontVariationSettings = `'wght' ${WEIGHTS[weight]}`;
  context.textAlign = align;
  context.direction = isRightToLeft ? 'rtl' : 'ltr';
  context.fillStyle = colour;
  context.fillText(words, x, y);
}

function fillBox(context: SKRSContext2D, { x, y, width, height, radius, fill, border }: Box): void {
  context.beginPath();
  context.roundRect(x, y, width, height, radius);
  context.fillStyle = fill;
  context.fill();
  if (border === undefined) return;
  context.lineWidth = 1.5;
  context.strokeStyle = border;
  context.stroke();
}

function drawLine(context: SKRSContext2D, { points, colour, width, dashed }: Line): void {
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  context.lineWidth = width;
  context.lineJoin = 'round';
  context.setLineDash(dashed ? [7, 5] : []);
  context.strokeStyle = colour;
  context.stroke();
}
