import { expect, it } from 'vitest';
import { type Budget, budgetTable, type Limits } from '../../src/limits/budgets.ts';

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
  calls: { perDialCode: 21, perOwnDialCode: 22, inAll: 23 },
  whatsapp: { perDialCode: 31, perOwnDialCode: 32, inAll: 33 },
  guessesPerMember: 9,
  requestsPerMember: 10,
  refusedPerMember: 11,
  refusedPerNumber: 12,
  refusedPerServer: 13,
  refusedInAll: 14,
};

it('gives each budget a name of its own, its window, and the limit that was set; a dial code has one count for its two limits', () => {
  const { sendsPerServer, byChannel, ...table } = budgetTable(limits);
  const rowsOf = (some: Readonly<Record<string, Budget>>) =>
    Object.entries(some).map(([key, { limit, window }]) => [key, limit, window]);
  expect(rowsOf(table)).toEqual([
    ['sendsPerMember', 1, day],
    ['sendsPerMemberAndNumber', 2, day],
    ['numbersPerMember', 4, day],
    ['sendsPerNumber', 3, day],
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
  for (const [channel, perDialCode, perOwnDialCode, inAll] of [
    ['sms', 5, 6, 8],
    ['call', 21, 22, 23],
    ['whatsapp', 31, 32, 33],
  ] as const) {
    expect(rowsOf(byChannel[channel])).toEqual([
      ['perPrefix', 7, hour],
      ['perDialCode', perDialCode, day],
      ['perOwnDialCode', perOwnDialCode, day],
      ['perCountry', Number.MAX_SAFE_INTEGER, hour],
      ['inAll', inAll, day],
    ]);
    expect(byChannel[channel].perOwnDialCode.name).toBe(byChannel[channel].perDialCode.name);
  }
  const ofChannels = Object.values(byChannel).flatMap(({ perOwnDialCode, ...others }) => Object.values(others));
  const names = [...Object.values(table), ...ofChannels, sendsPerServer(6)].map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
});
