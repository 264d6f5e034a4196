import type { Ms } from '../clock.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** A run that would remove more than either of these asks the staff first. */
const MOST_REMOVED = 10;
const MOST_REMOVED_SHARE = 0.05;

/** The name of the fact that a server's deadline is remembered by. */
export const deadlineFact = (serverId: string) => `deadline:${serverId}`;

/** The name of the fact that says whom the staff of a server were shown before removing them. */
export const shownFact = (serverId: string) => `deadline-shown:${serverId}`;

/** A member of a server, as far as the deadline goes. */
export type Present = LeftAlone | Timed;

/** Verified, a bot, somebody with a say, or somebody who cannot press a button now: the deadline is not for them. */
interface LeftAlone {
  readonly memberId: string;
  readonly leftAlone: true;
}

/** A member whose time runs. */
export interface Timed {
  readonly memberId: string;
  readonly leftAlone: false;
  /** The name of their account, for a list. */
  readonly name?: string;
  readonly joinedAt: Ms;
  /** Since when they can verify, where that is later than joining: an account was too young, a member had rules to accept or a time-out. */
  readonly ableSince?: Ms;
}

/** From one instant to another. */
export type Span = readonly [from: Ms, until: Ms];

/** Looks further apart say nothing of the time between: the bot was away. */
const MOST_BETWEEN_LOOKS: Ms = 3 * 60 * 60_000;
/** With more spans the oldest are dropped: time that is not known to have been open does not count. */
const MOST_SPANS = 60;

/** When a server's gate was open, as far as somebody looked. Grows by one look after another. */
export interface OpenTimes {
  readonly open: readonly Span[];
  /** Whether the latest look found it open. */
  readonly wasOpen: boolean;
}

/** After a look at `now`: the time since the look before counts where both found the gate open, and they are close together. */
export function lookedAt({ open, wasOpen }: OpenTimes, now: Ms, isOpen: boolean): OpenTimes {
  if (!isOpen) return { open, wasOpen: false };
  const last = open.at(-1);
  const goesOn = last && wasOpen && now >= last[1] && now - last[1] <= MOST_BETWEEN_LOOKS;
  const spans: readonly Span[] = goesOn ? [...open.slice(0, -1), [last[0], now]] : [...open, [now, now]];
  return { open: spans.slice(-MOST_SPANS), wasOpen: true };
}

/** For how long of a time the gate was open. A clock that stepped back makes spans overlap: no moment counts twice. */
export function openTime(open: readonly Span[], from: Ms, until: Ms): Ms {
  let [total, counted] = [0, from];
  for (const [start, end] of open.toSorted(([one], [other]) => one - other)) {
    const [begin, stop] = [Math.max(start, counted), Math.min(end, until)];
    if (stop <= begin) continue;
    total += stop - begin;
    counted = stop;
  }
  return total;
}

/** When a member was written to; undefined while they were not. */
export interface Reminders {
  readonly remindedAt?: Ms;
  readonly warnedAt?: Ms;
}

export interface DeadlinePolicy {
  /** From joining on. */
  readonly days: number;
  /** When the server switched the deadline on: for those who were there before, the days count from then. */
  readonly since: Ms;
  /** When members could verify: no other time counts. */
  readonly open: readonly Span[];
}

/** What is to be done about one member. `until` is the earliest instant at which they may be removed. */
export type DeadlineAct =
  | { readonly is: 'remind' | 'warn'; readonly memberId: string; readonly until: Ms }
  | { readonly is: 'remove'; readonly memberId: string };

/**
 * What a deadline asks for at `now`, at most one act a member: a reminder at half the time, a last notice a day before the
 * end, and removal at the end, but never sooner than a day after the last notice. Days are whole days of an open gate.
 * @param reminders by member; what was sent before the present time of a member began is not to be in it
 */
export function deadlineActs(
  members: readonly Present[],
  reminders: ReadonlyMap<string, Reminders>,
  now: Ms,
  policy: DeadlinePolicy,
): DeadlineAct[] {
  return members
    .filter((member) => !member.leftAlone)
    .flatMap((member) => actOn(member, reminders.get(member.memberId) ?? {}, now, policy) ?? []);
}

function actOn(member: Timed, reminders: Reminders, now: Ms, policy: DeadlinePolicy): DeadlineAct | undefined {
  const { memberId } = member;
  const { remindedAt, warnedAt } = reminders;
  const { open, days } = policy;
  const begin = beginOf(member, policy);
  if (now < begin) return undefined;
  const left = days * DAY - openTime(open, begin, now);
  if (warnedAt !== undefined) {
    return left <= 0 && openTime(open, warnedAt, now) >= DAY ? { is: 'remove', memberId } : undefined;
  }
  if (left <= DAY) return { is: 'warn', memberId, until: now + Math.max(left, DAY) };
  const isHalf = left <= (days * DAY) / 2;
  return remindedAt === undefined && isHalf ? { is: 'remind', memberId, until: now + left } : undefined;
}

/** When a member's time began. */
export function beginOf({ joinedAt, ableSince = joinedAt }: Timed, { since }: Pick<DeadlinePolicy, 'since'>): Ms {
  return Math.max(joinedAt, since, ableSince);
}

/** Whether so many removals at once are for the staff to decide. @param members of the whole server */
export function needsConsent(removals: number, members: number): boolean {
  return removals > MOST_REMOVED || removals > members * MOST_REMOVED_SHARE;
}
