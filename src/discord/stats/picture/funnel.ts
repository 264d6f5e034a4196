import type { Part, PictureContent, Place } from './content.ts';
import { fitted, type Measure, palette, type Shape, type Weight } from './shapes.ts';

const BAR = 30;
const GAP = 12;
const SPACE = 14;
const SIZE = 17;
/** Between the steps and the ways without a number. */
const BREAK = 10;

interface Row {
  readonly label: string;
  readonly count: number;
  readonly shown: string;
  readonly share?: string;
}

/** A bar for each step, and below them for each way without a number, as long as its count, between its name and its figures. */
export function funnel(
  { steps, ways }: Pick<PictureContent, 'steps' | 'ways'>,
  { x, y, width }: Place,
  measure: Measure,
): Part {
  const rows: readonly Row[] = [...steps, ...ways];
  const widest = (texts: readonly string[], weight: Weight) =>
    Math.max(0, ...texts.map((words) => measure(words, SIZE, weight)));
  const labels = rows.map(({ label }) => label);
  const names = Math.min(widest(labels, 'regular'), width * 0.35);
  const shares = widest(
    rows.map(({ share = '' }) => share),
    'regular',
  );
  const figures = widest(
    rows.map(({ shown }) => shown),
    'bold',
  );
  const left = x + names + SPACE;
  const ends = { share: x + width, figure: x + width - (shares > 0 ? shares + SPACE : 0) };
  const longest = ends.figure - figures - SPACE - left;
  const most = Math.max(1, ...rows.map(({ count }) => count));
  const topOf = (index: number) => y + index * (BAR + GAP) + (index >= steps.length ? BREAK : 0);

  const shapes = rows.flatMap(({ label, count, shown, share }, index): Shape[] => {
    const top = topOf(index);
    const line = top + BAR / 2 + SIZE * 0.36;
    const bar = { is: 'box', x: left, y: top, height: BAR, radius: 6 } as const;
    const words = { is: 'words', y: line, size: SIZE } as const;
    const name = fitted(measure, label, SIZE, 'regular', names);
    return [
      { ...words, ...name, x, weight: 'regular', align: 'left', colour: palette.text },
      { ...bar, width: longest, fill: palette.grid },
      ...(count > 0 ? [{ ...bar, width: Math.max(6, (longest * count) / most), fill: palette.bar }] : []),
      { ...words, words: shown, x: ends.figure, weight: 'bold', align: 'right', colour: palette.text },
      ...(share === undefined
        ? []
        : [
            {
              ...words,
              words: share,
              x: ends.share,
              weight: 'regular',
              align: 'right',
              colour: palette.quiet,
            } as const,
          ]),
    ];
  });
  return { shapes, bottom: topOf(rows.length - 1) + BAR };
}
