import { expect, it } from 'vitest';
import { budgetTable, type Limits } from '../../src/limits/budgets.ts';

const [hour, day] = [3_600_000, 86_400_000];
const limits: Limits = {
  sendsPerMember: 1,
  sendsPerMemberAndNumber: 2,
  sendsPerNumber: 3,
  numbersPerMember: 4,
  sendsPerDialCode: 5,
  sendsPerOwnDialCode: 6,
  sendsPerPrefixAnHour: 7,
  sendsInAll: 8,
  guessesPerMember: 9,
  requestsPerMember: 10,
  refusedPerMember: 11,
  refusedPerNumber: 12,
  refusedPerServer: 13,
  refusedInAll: 14,
};

it('gives each budget a name of its own, its window, and the limit that was set; a dial code has one count for its two limits', () => {
  const { sendsPerServer, ...table } = budgetTable(limits);
  const rows = Object.entries(table).map(([key, { limit, window }]) => [key, limit, window]);
  expect(rows).toEqual([
    ['sendsPerMember', 1, day],
    ['sendsPerMemberAndNumber', 2, day],
    ['numbersPerMember', 4, day],
    ['sendsPerNumber', 3, day],
    ['sendsPerPrefix', 7, hour],
    ['sendsPerDialCode', 5, day],
    ['sendsPerOwnDialCode', 6, day],
    ['sendsPerCountry', Number.MAX_SAFE_INTEGER, hour],
    ['sendsInAll', 8, day],
    ['guessesPerMember', 9, day],
    ['requestsPerMember', 10, day],
    ['requestsTriedPerMember', 10, hour],
    ['resetsPerMember', 3, day],
    ['refusedPerMember', 11, hour],
    ['refusedPerNumber', 12, hour],
    ['refusedPerServer', 13, hour],
    ['refusedInAll', 14, hour],
  ]);
  expect(sendsPerServer(6)).toMatchObject({ limit: 6, window: day });
  expect(sendsPerServer()).toMatchObject({ limit: Number.MAX_SAFE_INTEGER });
  const { sendsPerOwnDialCode, ...others } = table;
  expect(sendsPerOwnDialCode.name).toBe(others.sendsPerDialCode.name);
  const names = [...Object.values(others), sendsPerServer(6)].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
