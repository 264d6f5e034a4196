/** Money is counted in ten-thousandths of a unit of the account's currency, such as 83 for 0.0083 USD: prices have four decimals. */
export type Money = number;

const PARTS = 10_000;

/** An amount in units as it is counted; never less than nothing, and rounded up. */
export function moneyOf(units: number): Money {
  return Math.max(0, Math.ceil(Math.round(units * PARTS * 1000) / 1000));
}

/** A counted amount in units. */
export const unitsOf = (money: Money): number => money / PARTS;

/** The most that a day's limit may be, in units. Counters are 32 bits wide. */
export const MOST_A_DAY = 100_000;
