import type { Ms } from '../../clock.ts';
import type { SmsProblem } from '../../otp/sms.ts';
import type { JournalEntry } from '../ports.ts';
import { blank } from './events.ts';

/** How far back a request to the staff tells how a member came along. */
const SPAN: Ms = 24 * 60 * 60_000;

/** How far a member has come lately, without their number. */
export interface ProgressMade {
  readonly sent: number;
  readonly delivered: number;
  readonly wrongCodes: number;
  /** Why the last code that failed did not come. */
  readonly lastProblem?: SmsProblem;
}

/** @param entries the newest first */
export function progressOf(entries: readonly JournalEntry[], now: Ms): ProgressMade {
  const lately = entries.filter(({ at }) => at > now - SPAN);
  const count = (what: JournalEntry['what']) => lately.filter((entry) => entry.what === what).length;
  const lastProblem = lately.map((entry) => ({ ...blank, ...entry }).problem).find((problem) => problem !== undefined);
  return {
    sent: count('sent'),
    delivered: count('delivered'),
    wrongCodes: count('wrongCode'),
    ...(lastProblem && { lastProblem }),
  };
}
