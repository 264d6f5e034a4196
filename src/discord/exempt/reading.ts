import { plain } from '../../otp/number/plain.ts';

/** Days that a unit has, by the letter that it begins with in English or German. */
const units: Readonly<Record<string, number>> = { d: 1, t: 1, w: 7, m: 30, y: 365, j: 365 };

/** An age as people type it, in days: `90`, `90 days`, `6 months`, `2 Jahre`. Empty is 0; undefined for anything else. */
export function ageIn(typed: string): number | undefined {
  const text = plain(typed).trim().toLowerCase();
  if (text === '') return 0;
  const [, digits, unit = 'd'] = /^(\d{1,5})\s*([dtwmyj])?[a-z]*$/.exec(text) ?? [];
  const days = units[unit];
  return digits === undefined || days === undefined ? undefined : Number(digits) * days;
}
