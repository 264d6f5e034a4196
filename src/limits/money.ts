/** Money is counted in ten-thousandths of a unit of the account's currency, such as 83 for 0.0083 USD: prices have four decimals. */
export type Money = number;

const PARTS = 10_000;

/** An amount in units as it is counted; never less than nothing, and rounded up. */
export function moneyOf(units: number): Money {
  return Math.max(0, Math.ceil(Math.round(units * PARTS * 1000) / 1000));
}

/** A counted amount in units. */
export const unitsOf = (money: Money): number => money / PARTS;

/**
 * Units for a US dollar, rounded up, of the currencies that Twilio bills in: for the few prices that are known in dollars alone.
 * A currency that is missing counts as dollars.
 */
const perDollar: Readonly<Record<string, number>> = { AUD: 1.7, BRL: 7, CAD: 1.5, JPY: 170, MXN: 22, SEK: 12 };

/** About how many units of a currency (ISO 4217; dollars, where none is known) an amount in US dollars is. */
export const fromDollars = (usd: number, currency = 'USD'): number => usd * (perDollar[currency] ?? 1);

/** The most that a day's limit may be, in units. Counters are 32 bits wide. */
export const MOST_A_DAY = 100_000;
