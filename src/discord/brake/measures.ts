import type { Ms } from '../../clock.ts';

export const MINUTE: Ms = 60_000;
/** Discord bars an address after 10,000 refused requests in this time. */
export const BAR_WINDOW: Ms = 10 * MINUTE;
/** How many are too many for the whole installation: a tenth of what Discord bars for. */
export const MOST = 1_000;
/** How many may be refused in a minute before nothing more is tried that nothing good is known of. */
export const HANDFUL = 6;
