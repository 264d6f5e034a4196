import { describe, expect, it } from 'vitest';
import { NUMBERS } from '../../bench/double/numbers.ts';
import { visitorAt } from '../../bench/flow.ts';
import { atLeast, atMost, type Line, verdictOf } from '../../bench/report/line.ts';
import { pictureOf } from '../../bench/report/picture.ts';
import { tableOf } from '../../bench/report/table.ts';
import { SERVERS } from '../../bench/rows/bench.ts';
import { median, percentile, slope } from '../../bench/statistics.ts';
import { readPhone } from '../../src/otp/number/phone.ts';

const line: Line = { row: '4 start', what: 'until ready', unit: 'ms', latchkey: 130, beside: 100 };

describe('a verdict', () => {
  it('is met at the goal and missed beyond it, by the ratio or by the figure', () => {
    expect(verdictOf({ ...line, goals: [atMost('ratio', 1.3)] })).toBe('met');
    expect(verdictOf({ ...line, goals: [atMost('ratio', 1.29)] })).toBe('missed');
    expect(verdictOf({ ...line, goals: [atLeast('ratio', 1.3)] })).toBe('met');
    expect(verdictOf({ ...line, goals: [atMost('figure', 129)] })).toBe('missed');
  });

  it('is missed when one of several goals is, and there is none without a goal', () => {
    expect(verdictOf({ ...line, goals: [atMost('ratio', 2), atMost('figure', 100)] })).toBe('missed');
    expect(verdictOf(line)).toBeUndefined();
  });
});

it('the table names the figure, what it is compared with, the ratio, the goal and the verdict', () => {
  const table = tableOf([
    { ...line, goals: [atMost('ratio', 1.3)] },
    { row: '2 whole flow', what: 'PostgreSQL', notMeasured: 'no PostgreSQL' },
  ]);
  const [, , first = '', second = ''] = table.split('\n').map((row) => row.replaceAll(/\s+/g, ' '));
  expect(first).toBe('| 4 start | until ready | 130 ms | 100 ms | 1.30 × | ≤ 1.3 × | met |');
  expect(second).toBe('| 2 whole flow | PostgreSQL | not measured | | | | no PostgreSQL |');
});

it('the picture has the headlines alone', () => {
  const picture = pictureOf([
    { ...line, headline: 'Start' },
    { ...line, what: 'not in it' },
  ]);
  expect(picture).toContain('>Start<');
  expect(picture.match(/class="latchkey"/g)).toHaveLength(1);
});

it('the median and the percentiles are values that were measured', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(percentile([...Array(200).keys()], 0.99)).toBe(197);
  expect(() => median([])).toThrow('nothing was measured');
});

it('the slope is what a straight line has, and what lies between two points', () => {
  expect(slope([1, 2, 5].map((x) => [x, 3 * x + 7]))).toBeCloseTo(3);
  expect(
    slope([
      [10, 0],
      [20, 4],
      [30, 2],
    ]),
  ).toBeCloseTo(0.1);
  expect(() => slope([[1, 2]])).toThrow('nothing was measured');
});

describe('the members of a load', () => {
  const visitors = Array.from({ length: 100_000 }, (_, index) => visitorAt(index, SERVERS));

  it('are each new, and never meet their number again in their server', () => {
    expect(new Set(visitors.map(({ member }) => member)).size).toBe(visitors.length);
    expect(new Set(visitors.map(({ server, phone }) => `${server} ${phone}`)).size).toBe(visitors.length);
  });

  it('have numbers that Latchkey takes', () => {
    for (const { phone } of visitors.slice(0, NUMBERS)) {
      expect(readPhone('', phone, { allowedCountries: [] }), phone).toMatchObject({ is: 'phone', phone });
    }
  });
});
