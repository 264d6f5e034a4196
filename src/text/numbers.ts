import { memoize } from '../base/memoize.ts';

/** Made for the first number: the first one of a process takes 10 ms. */
const numbersIn = memoize((locale) => new Intl.NumberFormat(locale), 100);

/** A number as `locale` writes it. */
export const numberIn = (value: number, locale: string): string => numbersIn(locale).format(value);
