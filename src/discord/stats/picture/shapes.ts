/** A picture as data. Lengths in pixels of the picture before it is enlarged; the origin is the upper left corner. */
export interface Scene {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

export type Weight = 'regular' | 'bold';

export interface Words {
  readonly is: 'words';
  readonly words: string;
  /** Where they begin, end or have their middle, after `align`. */
  readonly x: number;
  /** Of the line that the letters stand on. */
  readonly y: number;
  readonly size: number;
  readonly weight: Weight;
  readonly align: 'left' | 'right' | 'center';
  readonly colour: string;
  readonly isRightToLeft?: boolean;
}

export interface Box {
  readonly is: 'box';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly radius: number;
  readonly fill: string;
  readonly border?: string;
}

export interface Line {
  readonly is: 'line';
  readonly points: readonly (readonly [x: number, y: number])[];
  readonly colour: string;
  readonly width: number;
  readonly dashed: boolean;
}

export type Shape = Words | Box | Line;

/** How wide words are when drawn. */
export type Measure = (words: string, size: number, weight: Weight) => number;

/** The card has a background and a border of its own, so that it reads the same on Discord's dark and light theme. */
export const palette = {
  card: '#1f2333',
  border: '#59618a',
  text: '#f3f5ff',
  quiet: '#bcc3dc',
  grid: '#3b425e',
  /** One hue for all bars; the fainter one stands behind. */
  bar: '#8f9bff',
  behind: '#626dba',
} as const;

/** Below this, letters can't be read on a phone. */
const SMALLEST = 10;

/** The words in the largest size up to `size` in which they are at most `room` wide; where none is, cut. */
export function fitted(measure: Measure, words: string, size: number, weight: Weight, room: number) {
  const fits = (text: string, at: number) => measure(text, at, weight) <= room;
  for (let smaller = size; smaller >= SMALLEST; smaller -= 1) {
    if (fits(words, smaller)) return { words, size: smaller };
  }
  return { words: cut(words, (text) => fits(text, SMALLEST)), size: SMALLEST };
}

/** As many letters as fit, with an ellipsis. Halved towards, for each try is measured. */
function cut(words: string, fits: (text: string) => boolean): string {
  const letters = [...words];
  const withFirst = (count: number) => `${letters.slice(0, count).join('')}…`;
  let [fitting, over] = [0, letters.length + 1];
  while (over - fitting > 1) {
    const middle = Math.floor((fitting + over) / 2);
    if (fits(withFirst(middle))) fitting = middle;
    else over = middle;
  }
  return withFirst(fitting);
}

const otherSide = { left: 'right', right: 'left', center: 'center' } as const;

/** The scene as somebody sees it who reads from right to left. */
export const mirrored = (scene: Scene): Scene => ({
  ...scene,
  shapes: scene.shapes.map((shape) => turned(shape, scene.width)),
});

function turned(shape: Shape, width: number): Shape {
  switch (shape.is) {
    case 'words':
      return { ...shape, x: width - shape.x, align: otherSide[shape.align], isRightToLeft: true };
    case 'box':
      return { ...shape, x: width - shape.x - shape.width };
    case 'line':
      return { ...shape, points: shape.points.map(([x, y]) => [width - x, y] as const) };
  }
}
