import { memoize } from '../../base/memoize.ts';
import type { Ms } from '../../clock.ts';
import type { Stats } from '../../gate/stats/stats.ts';
import { numberIn } from '../../text/numbers.ts';
import type { Text } from '../../text/texts.ts';

const SECOND: Ms = 1000;
const units = [
  ['second', SECOND],
  ['minute', 60 * SECOND],
  ['hour', 3600 * SECOND],
  ['day', 86_400 * SECOND],
] as const;

/** A picture has hundreds of days, and to make what writes one takes longer than to write it. */
const wholeDaysIn = memoize((locale) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', dateStyle: 'long' }), 100);
const shortDaysIn = memoize(
  (locale) => new Intl.DateTimeFormat(locale, { timeZone: 'UTC', day: 'numeric', month: 'short' }),
  100,
);

const startOf = (day: string) => new Date(`${day}T00:00:00Z`);

export type Formats = ReturnType<typeof createFormats>;

/** Figures as a reader of a language expects them. */
export function createFormats({ locale, t }: Text) {
  const number = (value: number) => numberIn(value, locale);
  const wholeDay = (day: string) => wholeDaysIn(locale).format(startOf(day));

  return {
    number,
    /** A share from 0 to 1; a dash where there is none. */
    share: (value: number | undefined) =>
      value === undefined
        ? '–'
        : new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(value),
    /** Prices of SMS are parts of a cent. */
    money: (amount: number, currency: string) =>
      new Intl.NumberFormat(locale, { style: 'currency', currency, maximumFractionDigits: 4 }).format(amount),
    /** In the largest unit of which there are two at least; from ten on without a fraction. */
    duration(time: Ms) {
      const [unit, length] = units.findLast(([, one]) => time >= 2 * one) ?? units[0];
      const value = time / length;
      const style = { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: value < 10 ? 1 : 0 } as const;
      return new Intl.NumberFormat(locale, style).format(value);
    },
    /** The UTC day of an instant: `<t:…>` would name the day before to readers west of UTC. */
    utcDay: (at: Ms) => wholeDaysIn(locale).format(at),
    /** A UTC day, as short as an axis needs it. */
    shortDay: (day: string) => shortDaysIn(locale).format(startOf(day)),
    heading: ({ span: { days } }: Stats) =>
      days.length === 1 ? t('stats.titleToday') : t('stats.title', { count: days.length }),
    /** From when to when. */
    days({ span: { days } }: Stats) {
      const [first = '', last = ''] = [days[0], days.at(-1)];
      if (days.length === 1) return t('stats.today', { day: wholeDay(last) });
      return t('stats.span', { from: wholeDay(first), to: wholeDay(last) });
    },
  };
}
