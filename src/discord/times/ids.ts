import { route } from '../interactions/ids.ts';

/** The page with what ends by itself. A planned change follows the route, where it is about one. */
export const timesRoutes = {
  change: route('times', 'change'),
  form: route('times', 'form'),
  save: route('times', 'save'),
  list: route('times', 'list'),
  back: route('times', 'back'),
} as const;

/** Ids of the fields inside the form. */
export const timesFields = { months: 'months', deadline: 'days' } as const;

/** What is to be changed: months until a number has to be proven again, and days of the deadline; 0 is off, undefined stays. */
export interface Plan {
  readonly months?: number;
  readonly days?: number;
}

const part = (value: number | undefined) => (value === undefined ? 'x' : String(value));

export const planArg = ({ months, days }: Plan): string => `${part(months)}-${part(days)}`;

/** Undefined for what no button of ours carries. */
export function planIn(arg: string | undefined): Plan | undefined {
  const [, months, days] = arg?.match(/^(x|\d{1,3})-(x|\d{1,3})$/) ?? [];
  if (months === undefined || days === undefined) return undefined;
  return { ...(months !== 'x' && { months: Number(months) }), ...(days !== 'x' && { days: Number(days) }) };
}
