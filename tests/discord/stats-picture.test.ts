import { describe, expect, it } from 'vitest';
import { axisTop } from '../../src/discord/stats/picture/chart.ts';
import { type PictureContent, wordsOf } from '../../src/discord/stats/picture/content.ts';
import { loadPainter, type Painter } from '../../src/discord/stats/picture/paint.ts';
import { sceneOf } from '../../src/discord/stats/picture/scene.ts';
import { fitted, palette, type Scene, type Words } from '../../src/discord/stats/picture/shapes.ts';
import { contentOf, createPictures } from '../../src/discord/stats/picture.ts';
import type { JournalEntry } from '../../src/gate/ports.ts';
import { lastDays } from '../../src/gate/stats/span.ts';
import type { Stats } from '../../src/gate/stats/stats.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';
import { figuresOf, simulatedDays } from '../support/stats-days.ts';

const now = Date.UTC(2026, 2, 10, 15, 30);
const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));
const painter = await loadPainter();
/** Counted once, and shown in every language. */
const counted = new Map<number, Stats>();
function figures(days: number): Stats {
  const found = counted.get(days) ?? figuresOf(simulatedDays('1', days, now), lastDays(days, now));
  counted.set(days, found);
  return found;
}

function boxOf({ words, x, y, size, weight, align }: Words, { measure }: Painter) {
  const width = measure(words, size, weight);
  const left = align === 'left' ? x : align === 'right' ? x - width : x - width / 2;
  return { words, left, right: left + width, top: y - size * 0.75, bottom: y + size * 0.25 };
}

/** Words that leave the card, or lie over other words. */
function misplaced({ width, height, shapes }: Scene, painter: Painter): string[] {
  const boxes = shapes.flatMap((shape) => (shape.is === 'words' ? [boxOf(shape, painter)] : []));
  return boxes.flatMap((one, index) => {
    const outside = one.left < 16 || one.right > width - 16 || one.top < 16 || one.bottom > height - 8;
    const over = boxes
      .slice(index + 1)
      .find(
        (other) => one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom,
      );
    return [...(outside ? [`${one.words} is outside`] : []), ...(over ? [`${one.words} over ${over.words}`] : [])];
  });
}

describe.each(texts.locales)('the picture in %s', (locale) => {
  it.each([1, 7, 30, 90])('of %i days has all its words inside and apart', (days) => {
    const content = contentOf(figures(days), texts.for(locale));
    const own = painter.writing(locale, wordsOf(content));
    expect(misplaced(sceneOf(content, own.measure), own)).toEqual([]);
  });

  it('has room for large figures and for long words', () => {
    const content = contentOf(figures(90), texts.for(locale));
    const large: PictureContent = {
      ...content,
      title: content.title.repeat(9),
      steps: content.steps.map((step) => ({
        ...step,
        label: step.label.repeat(5),
        shown: '1,234,567,890',
        share: '1,234 %',
      })),
      ways: [{ label: 'Let in '.repeat(9), count: 7, shown: '1,234,567,890' }],
      ...(content.perDay && {
        perDay: {
          ...content.perDay,
          title: content.perDay.title.repeat(9),
          days: content.perDay.days.map((day) => `${day} of that year`),
          bars: content.perDay.bars.map((bar) => ({ ...bar, label: bar.label.repeat(9), counts: [0, 8_000_000] })),
        },
      }),
    };
    const own = painter.writing(locale, wordsOf(large));
    expect(misplaced(sceneOf(large, own.measure), own)).toEqual([]);
  });
});

it('shows each figure of the funnel and draws bars in proportion', () => {
  const stats = figures(30);
  const { shapes } = sceneOf(contentOf(stats, texts.for('en-US')), painter.measure);
  const words = shapes.flatMap((shape) => (shape.is === 'words' ? [shape.words] : []));
  expect(words).toEqual(expect.arrayContaining([String(stats.members.started), String(stats.members.verified)]));
  const bars = shapes.flatMap((shape) =>
    shape.is === 'box' && shape.fill === palette.bar && shape.height === 30 ? [shape.width] : [],
  );
  const [started = 0, , , verified = 0] = bars;
  expect(bars).toHaveLength(4);
  expect(verified / started).toBeCloseTo(stats.members.verified / stats.members.started);
  const share = Intl.NumberFormat('en-US', { style: 'percent', maximumFractionDigits: 1 });
  expect(words).toContain(share.format(stats.members.verified / stats.members.started));
});

it('has a bar for each way without a number that somebody took, and says no share where nobody started', () => {
  const who = { serverId: '1', at: now };
  const journal: JournalEntry[] = [
    { ...who, memberId: '2', what: 'approved', by: '9', reason: 'Met in person' },
    { ...who, memberId: '3', what: 'letIn' },
    { ...who, memberId: '4', what: 'letIn' },
    { ...who, memberId: '4', what: 'letIn' },
  ];
  const { ways, steps } = contentOf(figuresOf(journal, lastDays(7, now)), texts.for('en-US'));
  expect(ways.map(({ label, shown }) => [label, shown])).toEqual([
    ['Approved by hand', '1'],
    ['Let in, gate open', '2'],
  ]);
  expect(steps.map(({ share }) => share)).toEqual([undefined, undefined, undefined, undefined]);
});

it.each([1, 7, 30, 90])(
  'draws a bar for each of %i days on which there was something, and none for one day',
  (days) => {
    const stats = figures(days);
    const { shapes, width } = sceneOf(contentOf(stats, texts.for('en-US')), painter.measure);
    const behind = shapes.flatMap((shape) => (shape.is === 'box' && shape.fill === palette.behind ? [shape] : []));
    const bars = behind.filter(({ height, width }) => height !== width);
    expect(bars).toHaveLength(days === 1 ? 0 : stats.days.filter(({ started }) => started > 0).length);
    for (const [index, { x, width: wide }] of bars.entries()) {
      expect(x).toBeGreaterThan((bars[index - 1]?.x ?? 0) + (bars[index - 1]?.width ?? 0));
      expect(x + wide).toBeLessThan(width);
    }
  },
);

it.each([
  [0, 2],
  [1, 2],
  [2, 2],
  [3, 4],
  [5, 6],
  [9, 10],
  [10, 10],
  [11, 20],
  [41, 60],
  [100, 100],
  [8_000_001, 10_000_000],
])('an axis for up to %i ends at %i', (most, top) => {
  expect(axisTop(most)).toBe(top);
});

it('shrinks words before it cuts them', () => {
  const wide = painter.measure('Verified members', 20, 'bold');
  expect(fitted(painter.measure, 'Verified members', 20, 'bold', wide)).toEqual({
    words: 'Verified members',
    size: 20,
  });
  expect(fitted(painter.measure, 'Verified members', 20, 'bold', wide * 0.8).words).toBe('Verified members');
  expect(fitted(painter.measure, 'Verified members', 20, 'bold', wide * 0.3).words).toMatch(/^Veri.*…$/);
});

it('is a PNG of twice the size of its scene', async () => {
  const stats = figures(7);
  const png = await createPictures(() => {})(stats, texts.for('en-US'));
  const { width, height } = sceneOf(contentOf(stats, texts.for('en-US')), painter.measure);
  expect(png?.subarray(0, 8)).toEqual(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]));
  expect([png?.readUInt32BE(16), png?.readUInt32BE(20)]).toEqual([width * 2, height * 2]);
  expect(png?.length).toBeLessThan(500_000);
});

it('is missing where this machine can’t draw, and the cause is told', async () => {
  const errors: unknown[] = [];
  const cause = new Error('no binary for this platform');
  const draw = createPictures(
    (error) => errors.push(error),
    () => Promise.reject(cause),
  );
  expect(await draw(figures(7), texts.for('en-US'))).toBeUndefined();
  expect(errors).toEqual([cause]);
});

describe('colours on the card', () => {
  /** Relative luminance, as WCAG 2 has it. */
  const luminance = (colour: string) => {
    const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
      const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one: string, other: string) => {
    const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (light + 0.05) / (dark + 0.05);
  };

  it('letters have 4.5 : 1 at least, and bars and lines 3 : 1', () => {
    const { card, text, quiet, bar, behind, grid } = palette;
    for (const colour of [text, quiet]) expect(contrast(colour, card)).toBeGreaterThanOrEqual(4.5);
    for (const colour of [bar, behind]) expect(contrast(colour, card)).toBeGreaterThanOrEqual(3);
    expect(contrast(bar, grid)).toBeGreaterThanOrEqual(3);
  });
});
