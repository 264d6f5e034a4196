import type { Ms } from '../../clock.ts';
import type { BlockLife } from '../../gate/staff/members.ts';
import { OutOfDate } from '../interactions/reading.ts';

const DAY: Ms = 24 * 60 * 60_000;
const days = { day1: 1, days7: 7, days30: 30, days90: 90 } as const;

export type Duration = keyof typeof days | 'forever';

/** How long a block may hold, in the order in which it is offered. */
export const durations: readonly Duration[] = ['day1', 'days7', 'days30', 'days90', 'forever'];

/** What was chosen, from now. Throws `OutOfDate` for what is not offered. */
export function blockLife(chosen: string, now: Ms): BlockLife {
  const duration = durations.find((one) => one === chosen);
  if (duration === undefined) throw new OutOfDate();
  return duration === 'forever' ? {} : { until: now + days[duration] * DAY };
}
