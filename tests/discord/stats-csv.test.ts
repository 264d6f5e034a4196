import fc from 'fast-check';
import { expect, it } from 'vitest';
import { countriesCsv, daysCsv, failuresCsv } from '../../src/discord/stats/tables.ts';
import { csv } from '../../src/discord/ui/csv.ts';
import { lastDays } from '../../src/gate/stats/span.ts';
import { parseCsv } from '../support/csv.ts';
import { figuresOf, simulatedDays } from '../support/stats-days.ts';

const now = Date.UTC(2026, 2, 10, 15, 30);
const stats = figuresOf(simulatedDays('1', 30, now), lastDays(30, now));

it('has a row a day with the figures of that day', () => {
  const [header, ...rows] = parseCsv(daysCsv(stats));
  expect(header).toEqual([
    'day',
    'started',
    'sent',
    'delivered',
    'verified',
    'approved_by_hand',
    'exempt',
    'let_in',
    'sms',
    'segments',
    'sms_priced',
    'cost_USD',
  ]);
  expect(rows).toHaveLength(30);
  expect(rows[2]).toEqual(['2026-02-11', '3', '2', '2', '2', '0', '0', '0', '2', '2', '2', '0.0166']);
  expect(rows[29]).toEqual(['2026-03-10', '0', '0', '0', '0', '0', '0', '0', '0', '0', '0', '']);
  expect(rows.reduce((sum, row) => sum + Number(row[4]), 0)).toBe(stats.members.verified);
});

it('has a row a country', () => {
  const [header, ...rows] = parseCsv(countriesCsv(stats));
  expect(header).toEqual(['country', 'sent', 'delivered', 'verified']);
  expect(rows.map(([country]) => country).sort()).toEqual(['BR', 'DE', 'FR', 'GB', 'US']);
  expect(rows.reduce((sum, row) => sum + Number(row[3]), 0)).toBe(stats.members.verified);
});

it('has a row for each cause of failure, and the ways without a number by day', () => {
  expect(parseCsv(failuresCsv(stats))).toEqual([
    ['reason', 'count'],
    ['cannotReceive', String(stats.failures[0]?.count)],
  ]);
  const who = { serverId: '1', memberId: '2', at: now };
  const passed = figuresOf([{ ...who, what: 'letIn' }], lastDays(1, now));
  expect(parseCsv(daysCsv(passed))[1]?.slice(5, 8)).toEqual(['0', '0', '1']);
  expect(passed.through).toBe(1);
});

it('names no member and no message', () => {
  expect(`${daysCsv(stats)}${countriesCsv(stats)}${failuresCsv(stats)}`).not.toMatch(/\d{6,}|SM\d/);
});

it('has no cost where none is reported', () => {
  const bare = figuresOf([{ serverId: '1', memberId: '2', at: now, what: 'sent' }], lastDays(1, now));
  expect(parseCsv(daysCsv(bare))).toEqual([
    [
      'day',
      'started',
      'sent',
      'delivered',
      'verified',
      'approved_by_hand',
      'exempt',
      'let_in',
      'sms',
      'segments',
      'sms_priced',
    ],
    ['2026-03-10', '0', '1', '0', '0', '0', '0', '0', '1', '0', '0'],
  ]);
});

it('is read back as it was, whatever stands in it, but for what would be a formula', () => {
  const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\r', '\n', '=', '+', '-', '@', '\t', 'ß', ' ') });
  const table = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));
  fc.assert(
    fc.property(table, (rows) => {
      const [header = [], ...body] = rows;
      const read = parseCsv(csv(header, body));
      expect(read.map((row) => row.map((one) => one.replace(/(^|[;\t\r\n])'(?=[=+\-@\t\r])/g, '$1')))).toEqual(rows);
      for (const one of read.flat()) expect(one).not.toMatch(/^[=+\-@\t\r]/);
    }),
  );
});

it('has no formula for spreadsheets that part cells by semicolons or tabs either', () => {
  expect(csv(['name'], [["Mia;=cmd|' /C calc'!A0"], ['a\t+1'], ['x\n@SUM(1)'], ['a;b']])).toBe(
    "name\r\nMia;'=cmd|' /C calc'!A0\r\na\t'+1\r\n\"x\n'@SUM(1)\"\r\na;b\r\n",
  );
});

it('leaves numbers below 0 as numbers', () => {
  expect(csv(['change'], [[-1]])).toBe('change\r\n-1\r\n');
});
