import { plain } from '../../otp/number/plain.ts';

/** A day as people type it, as in 2026-11-30: so, or as 30.11.2026. Undefined for anything else, and for a day that no year has. */
export function dayIn(typed: string): string | undefined {
  const text = plain(typed).trim();
  const [, year, month, day] = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
  const [, dayFirst, monthSecond, yearLast] = /^(\d{1,2})\.\s*(\d{1,2})\.\s*(\d{4})$/.exec(text) ?? [];
  const parts = [year ?? yearLast, month ?? monthSecond, day ?? dayFirst];
  if (parts.some((part) => part === undefined)) return undefined;
  const written = parts.map((part) => String(part).padStart(2, '0')).join('-');
  const at = Date.parse(`${written}T00:00:00Z`);
  return Number.isNaN(at) || new Date(at).toISOString().slice(0, 10) !== written ? undefined : written;
}
