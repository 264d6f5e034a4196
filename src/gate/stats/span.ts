import type { Ms } from '../../clock.ts';
import type { Period } from '../ports.ts';

const DAY: Ms = 86_400_000;

/** For how many days there are figures. The journal keeps no more. */
export const choicesOfDays = [1, 7, 30, 90] as const;

/** A run of whole UTC days. */
export interface Span extends Period {
  /** Each day as `YYYY-MM-DD`, the earliest first. */
  readonly days: readonly string[];
}

/** The last `count` UTC days, today among them. */
export function lastDays(count: number, now: Ms): Span {
  const until = (Math.floor(now / DAY) + 1) * DAY;
  const from = until - count * DAY;
  return { from, until, days: Array.from({ length: count }, (_, index) => dayOf(from + index * DAY)) };
}

/** The UTC day of an instant, as `YYYY-MM-DD`. */
export function dayOf(at: Ms): string {
  return new Date(at).toISOString().slice(0, 10);
}

/** A UTC day, given as `YYYY-MM-DD`. */
export function periodOf(day: string): Period {
  const from = Date.parse(day);
  return { from, until: from + DAY };
}
