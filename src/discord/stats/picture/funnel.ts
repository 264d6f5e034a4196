import type { Part, PictureContent, Place } from './content.ts';
import { fitted, type Measure, palette, type Shape } from './shapes.ts';

const BAR = 30;
const GAP = 12;
const SPACE = 14;
const SIZE = 17;

/** A bar for each step, as long as its count, between its name and its figure. */
export function funnel(steps: PictureContent['steps'], { x, y, width }: Place, measure: Measure): Part {
  const widest = (texts: readonly string[], weight: 'regular' | 'bold') =>
    Math.max(...texts.map((words) => measure(words, SIZE, weight)));
  const names = Math.min(
    widest(
      steps.map(({ label }) => label),
      'regular',
    ),
    width * 0.35,
  );
  const figures = widest(
    steps.map(({ shown }) => shown),
    'bold',
  );
  const left = x + names + SPACE;
  const longest = width - names - figures - 2 * SPACE;
  const most = Math.max(1, ...steps.map(({ count }) => count));

  const shapes = steps.flatMap(({ step, label, count, shown }, index): Shape[] => {
    const top = y + index * (BAR + GAP);
    const line = top + BAR / 2 + SIZE * 0.36;
    const bar = { is: 'box', x: left, y: top, height: BAR, radius: 6 } as const;
    return [
      {
        is: 'words',
        ...fitted(measure, label, SIZE, 'regular', names),
        x,
        y: line,
        weight: 'regular',
        align: 'left',
        colour: palette.text,
      },
      { ...bar, width: longest, fill: palette.grid },
      ...(count > 0 ? [{ ...bar, width: Math.max(6, (longest * count) / most), fill: palette[step] }] : []),
      {
        is: 'words',
        words: shown,
        x: x + width,
        y: line,
        size: SIZE,
        weight: 'bold',
        align: 'right',
        colour: palette.text,
      },
    ];
  });
  return { shapes, bottom: y + steps.length * (BAR + GAP) - GAP };
}
