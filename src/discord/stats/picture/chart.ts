import type { Part, PictureContent, Place } from './content.ts';
import { fitted, type Measure, palette, type Shape } from './shapes.ts';

const HEIGHT = 190;
const SMALL = 13;
const SAMPLE = 26;

type PerDay = NonNullable<PictureContent['perDay']>;

/** Counts by day as lines, told apart by colour and by dashes, over an axis that starts at 0. */
export function chart({ title, days, lines, number }: PerDay, { x, y, width }: Place, measure: Measure): Part {
  const keys = legend(lines, { x, y, width }, measure);
  const most = axisTop(Math.max(...lines.flatMap(({ counts }) => counts)));
  const ticks = [0, most / 2, most];
  const numbers = Math.max(...ticks.map((tick) => measure(number(tick), SMALL, 'regular')));
  const labels = Math.max(...days.map((day) => measure(day, SMALL, 'regular')));
  const [left, right] = [x + Math.max(numbers + 12, labels / 2), x + width - labels / 2];
  const [top, bottom] = [y + 24, y + 24 + HEIGHT];
  const across = (index: number) => left + ((right - left) * index) / (days.length - 1);
  const up = (value: number) => bottom - ((bottom - top) * value) / most;
  const small = { is: 'words', size: SMALL, weight: 'regular', colour: palette.quiet } as const;

  const shapes: Shape[] = [
    {
      is: 'words',
      ...fitted(measure, title, 15, 'bold', keys.left - x - 16),
      x,
      y,
      weight: 'bold',
      align: 'left',
      colour: palette.text,
    },
    ...keys.shapes,
    ...ticks.flatMap((tick): Shape[] => [
      {
        is: 'line',
        points: [
          [left, up(tick)],
          [right, up(tick)],
        ],
        colour: palette.grid,
        width: 1,
        dashed: false,
      },
      { ...small, words: number(tick), x: left - 8, y: up(tick) + SMALL * 0.36, align: 'right' },
    ]),
    ...lines.map(
      ({ step, counts }): Shape => ({
        is: 'line',
        points: counts.map((count, index) => [across(index), up(count)] as const),
        colour: palette[step],
        width: 3,
        dashed: step === 'started',
      }),
    ),
    ...labelled(days, labels, right - left).map(
      (index): Shape => ({
        ...small,
        words: days[index] ?? '',
        x: across(index),
        y: bottom + 22,
        align: 'center',
      }),
    ),
  ];
  return { shapes, bottom: bottom + 26 };
}

/** Which line is which, at the right end. */
function legend(lines: PerDay['lines'], { x, y, width }: Place, measure: Measure) {
  let end = x + width;
  const shapes = lines.toReversed().flatMap(({ step, label }): Shape[] => {
    const words = fitted(measure, label, 14, 'regular', width / 4);
    const start = end - measure(words.words, words.size, 'regular');
    const sample = start - 8 - SAMPLE;
    const key: Shape[] = [
      { is: 'words', ...words, x: end, y, weight: 'regular', align: 'right', colour: palette.text },
      {
        is: 'line',
        points: [
          [sample, y - 5],
          [sample + SAMPLE, y - 5],
        ],
        colour: palette[step],
        width: 3,
        dashed: step === 'started',
      },
    ];
    end = sample - 20;
    return key;
  });
  return { shapes, left: end };
}

/** The next round number from `most` up, with a whole half: 2, 4, 6, 8, 10, 20, 40 … */
export function axisTop(most: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(1, most)));
  return [power === 1 ? 2 : 1, 2, 4, 6, 8].map((step) => step * power).find((top) => top >= most) ?? 10 * power;
}

/** The days that are written below: the last, and in even steps before it as many as have room, each `wide`. */
function labelled(days: readonly string[], wide: number, width: number): number[] {
  const last = days.length - 1;
  const step = Math.max(1, Math.ceil(((wide + 24) * last) / width));
  return days.map((_, index) => index).filter((index) => (last - index) % step === 0);
}
