import type { Ms } from '../clock.ts';
import { plansOf } from '../otp/number/plans.ts';
import { type Finding, note, ok } from './finding.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** Countries announce area codes about half a year before they are given out. */
const oldAfter = 180;

/** How old the list of all countries' numbers is, which comes with Latchkey's phone library. */
export function examinePlans(now: Ms): Finding {
  const days = Math.floor((now - plansOf.released) / DAY);
  const date = new Date(plansOf.released).toISOString().slice(0, 10);
  const says = `The list of number plans is from ${date} (libphonenumber-js ${plansOf.version}).`;
  if (days <= oldAfter) return ok(says);
  return note(
    `${says} That is ${days} days ago: numbers with newer area codes are refused.`,
    'Update Latchkey. Until there is a newer version, NEW_AREA_CODES=on accepts unlisted numbers of the right length.',
  );
}
