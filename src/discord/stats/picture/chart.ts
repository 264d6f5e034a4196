import type { DrawnStep, Part, PictureContent, Place } from './content.ts';
import { fitted, type Measure, palette, type Shape } from './shapes.ts';

const HEIGHT = 190;
const SMALL = 13;
const SAMPLE = 14;

type PerDay = NonNullable<PictureContent['perDay']>;

/** How much of a day's room its bar takes, by the step; the one behind is the wider. */
const SHARE = { started: 0.8, verified: 0.48 } as const;
const FILL = { started: palette.behind, verified: palette.bar } as const;

/** Counts by day as bars, those who verified in front of those who started, over an axis that begins at 0. */
export function chart({ title, days, bars, number }: PerDay, { x, y, width }: Place, measure: Measure): Part {
  const keys = legend(bars, { x, y, width }, measure);
  const most = axisTop(Math.max(...bars.flatMap(({ counts }) => counts)));
  const ticks = [0, most / 2, most];
  const numbers = Math.max(...ticks.map((tick) => measure(number(tick), SMALL, 'regular')));
  const labels = Math.max(...days.map((day) => measure(day, SMALL, 'regular')));
  const [left, right] = [x + Math.max(numbers + 12, labels / 2), x + width - labels / 2];
  const [top, bottom] = [y + 24, y + 24 + HEIGHT];
  const room = (right - left) / days.length;
  const middle = (index: number) => left + room * (index + 0.5);
  const up = (value: number) => bottom - ((bottom - top) * value) / most;
  const small = { is: 'words', size: SMALL, weight: 'regular', colour: palette.quiet } as const;
  const bar = (step: DrawnStep, count: number, index: number): Shape[] => {
    const wide = Math.min(56, room * SHARE[step]);
    if (count === 0) return [];
    const high = Math.max(2, bottom - up(count));
    const place = { x: middle(index) - wide / 2, y: bottom - high, width: wide, height: high };
    return [{ is: 'box', ...place, radius: Math.min(4, wide / 4, high / 2), fill: FILL[step] }];
  };

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
    ...bars.flatMap(({ step, counts }) => counts.flatMap((count, index) => bar(step, count, index))),
    ...labelled(days, labels, right - left).map(
      (index): Shape => ({ ...small, words: days[index] ?? '', x: middle(index), y: bottom + 22, align: 'center' }),
    ),
  ];
  return { shapes, bottom: bottom + 26 };
}

/** Which bar is which, at the right end. */
function legend(bars: PerDay['bars'], { x, y, width }: Place, measure: Measure) {
  let end = x + width;
  const shapes = bars.toReversed().flatMap(({ step, label }): Shape[] => {
    const words = fitted(measure, label, 14, 'regular', width / 4);
    const start = end - measure(words.words, words.size, 'regular');
    const sample = start - 8 - SAMPLE;
    const key: Shape[] = [
      { is: 'words', ...words, x: end, y, weight: 'regular', align: 'right', colour: palette.text },
      { is: 'box', x: sample, y: y - 12, width: SAMPLE, height: SAMPLE, radius: 3, fill: FILL[step] },
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
