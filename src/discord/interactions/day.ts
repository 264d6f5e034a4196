import { plain } from '../../otp/number/plain.ts';

/** Three numbers with what languages write between and after them, as in `30.11.2026 г.` and `2026年11月30日`. */
const numbers = /^(\d{1,4})\s*([-./年년])\s*(\d{1,2})\s*[-./月월]\s*(\d{1,4})\s*[.日일г]{0,2}$/;
/** Thais also write the year of the Buddhist calendar: 2569 is 2026. Nobody means a year of this one that is so late. */
const BUDDHIST = { ahead: 543, from: 2400 };

/**
 * A day as people type it, as in 2026-11-30: with the year first, as 30.11.2026, or in the order of their language, which is
 * 30/11/2026 or 11/30/2026. Undefined for anything else, for a day that no year has, and for what may mean two days where
 * the language writes the year first and so has no order for it.
 */
export function dayIn(typed: string, locale: string): string | undefined {
  const [, first = '', separator, second = '', third = ''] = numbers.exec(plain(typed)) ?? [];
  if (first.length === 4) return dayOf(first, second, third);
  const dayFirst = dayOf(third, second, first);
  if (separator === '.') return dayFirst;
  const monthFirst = dayOf(third, first, second);
  if (dayFirst === undefined || monthFirst === undefined || dayFirst === monthFirst) return dayFirst ?? monthFirst;
  return { day: dayFirst, month: monthFirst, other: undefined }[beginningIn(locale)];
}

/** Undefined for a day that does not exist, and for a year that is not written in full. */
function dayOf(year: string, month: string, day: string): string | undefined {
  if (year.length !== 4 || day.length > 2) return undefined;
  const ahead = Number(year) >= BUDDHIST.from ? BUDDHIST.ahead : 0;
  const written = [String(Number(year) - ahead), month, day].map((part) => part.padStart(2, '0')).join('-');
  const at = Date.parse(`${written}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== written ? undefined : written;
}

/** What a language writes first of a day in numbers. */
function beginningIn(locale: string): 'day' | 'month' | 'other' {
  const [first] = new Intl.DateTimeFormat(locale, { dateStyle: 'short' }).formatToParts().filter(isNumber);
  return first?.type === 'day' || first?.type === 'month' ? first.type : 'other';
}

const isNumber = ({ type }: Intl.DateTimeFormatPart) => type !== 'literal';
