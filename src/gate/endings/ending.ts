import type { Ms } from '../../clock.ts';
import { openTime, type Span } from '../deadline.ts';
import type { RosterEntry } from '../roster/roster.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** A twelfth of a year. */
export const MONTH: Ms = (365.25 * DAY) / 12;
/** How long before the end members are reminded, and may prove their number again. */
export const REMINDED_BEFORE: Ms = 14 * DAY;
/** How long members keep their roles after the last notice: time in which they can verify, and no other. */
export const GRACE: Ms = 7 * DAY;

/** The name of the fact that a server's endings are remembered by. */
export const endingsFact = (serverId: string) => `endings:${serverId}`;

/** After how long a number has to be proven again. */
export interface EndingRule {
  readonly months: number;
  /** When the server switched it on, or made it shorter: nothing ends before. */
  readonly since: Ms;
}

/** What of an entry of the roster decides about its end. */
export type Ending = Pick<RosterEntry, 'phone' | 'verifiedAt' | 'endsAt' | 'remindedAt' | 'warnedAt'>;

/** Settings that may have an ending. */
interface Ruled {
  readonly endsAfter?: EndingRule;
}

/**
 * Until when a verification holds: until the member was asked to prove a number, or, by number, as long as the server says.
 * Undefined: without an end, as everything is that the staff decided by hand.
 */
export function endOf({ phone, verifiedAt, endsAt }: Ending, { endsAfter }: Ruled): Ms | undefined {
  if (endsAt !== undefined) return endsAt;
  if (!phone || !endsAfter) return undefined;
  return Math.max(verifiedAt + endsAfter.months * MONTH, endsAfter.since);
}

/** Where a verification stands that has an end. `goesAt`: the earliest instant at which the roles go. */
export type Remaining =
  | { readonly is: 'holds'; readonly until: Ms; readonly soon: boolean }
  | { readonly is: 'grace'; readonly endedAt: Ms; readonly goesAt: Ms };

/** Where a verification stands at `now`; undefined for one without an end. */
export function remainingOf(entry: Ending, server: Ruled, now: Ms): Remaining | undefined {
  const end = endOf(entry, server);
  if (end === undefined) return undefined;
  if (now >= end) return { is: 'grace', endedAt: end, goesAt: (noticeSince(entry.warnedAt, end, now) ?? now) + GRACE };
  return { is: 'holds', until: end, soon: now >= end - REMINDED_BEFORE };
}

/** Whether a verified member may prove a number now: their verification ends soon or has ended, or they were asked to. */
export function mayProveAgain(entry: Ending, server: Ruled, now: Ms): boolean {
  const remaining = remainingOf(entry, server, now);
  if (!remaining) return false;
  return entry.endsAt !== undefined || remaining.is === 'grace' || remaining.soon;
}

/** Whether somebody on the roster has nothing to prove now. */
export function isSettled<E extends Ending>(entry: E | undefined, server: Ruled, now: Ms): entry is E {
  return entry !== undefined && !mayProveAgain(entry, server, now);
}

/** What is to be done about one verification. `until`: for the reminder its end, for the last notice the earliest end of the grace. */
export type EndingAct = { readonly is: 'remind' | 'warn'; readonly until: Ms } | { readonly is: 'end' };

/**
 * What an ending asks for at `now`: a reminder two weeks before, a last notice at the end, and after the whole grace the roles.
 * @param open when members could verify: no other time counts
 */
export function endingAct(entry: Ending, server: Ruled, open: readonly Span[], now: Ms): EndingAct | undefined {
  const end = endOf(entry, server);
  if (end === undefined || now < end - REMINDED_BEFORE) return undefined;
  if (now < end) {
    const isReminded = noticeSince(entry.remindedAt, end - REMINDED_BEFORE, now) !== undefined;
    return isReminded ? undefined : { is: 'remind', until: end };
  }
  const warnedAt = noticeSince(entry.warnedAt, end, now);
  if (warnedAt === undefined) return { is: 'warn', until: now + GRACE };
  return openTime(open, warnedAt, now) >= GRACE ? { is: 'end' } : undefined;
}

/** A notice that was sent since an instant. One of an earlier ending, or by a clock that was ahead, does not count. */
function noticeSince(at: Ms | undefined, since: Ms, now: Ms): Ms | undefined {
  return at !== undefined && at >= since && at <= now ? at : undefined;
}
