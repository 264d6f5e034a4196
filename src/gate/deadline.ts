import type { Ms } from '../clock.ts';

const DAY: Ms = 24 * 60 * 60_000;

/** A run that would remove more than either of these asks the staff first. */
const MOST_REMOVED = 10;
const MOST_REMOVED_SHARE = 0.05;

/** The name of the note that a server's deadline is remembered by. */
export const deadlineNote = (serverId: string) => `deadline:${serverId}`;

/** A member of a server, as far as the deadline goes. */
export interface Present {
  readonly memberId: string;
  readonly joinedAt: Ms;
  /** Verified, a bot or somebody with a say: the deadline is not for them. */
  readonly leftAlone: boolean;
}

/** When a member was written to; undefined while they were not. */
export interface Notices {
  readonly remindedAt?: Ms;
  readonly warnedAt?: Ms;
}

export interface DeadlinePolicy {
  /** From joining on. */
  readonly days: number;
  /** When the server switched the deadline on: for those who were there before, the days count from then. */
  readonly since: Ms;
}

/** What is to be done about one member. `until` is the earliest instant at which they may be removed. */
export type DeadlineAct =
  | { readonly is: 'remind' | 'warn'; readonly memberId: string; readonly until: Ms }
  | { readonly is: 'remove'; readonly memberId: string };

/**
 * What a deadline asks for at `now`, at most one act a member: a reminder at half the time, a last notice a day before the
 * end, and removal at the end, but never sooner than a day after the last notice.
 * @param notices by member; what was sent before the present time of a member began is not to be in it
 */
export function deadlineActs(
  members: readonly Present[],
  notices: ReadonlyMap<string, Notices>,
  now: Ms,
  policy: DeadlinePolicy,
): DeadlineAct[] {
  return members
    .filter(({ leftAlone }) => !leftAlone)
    .flatMap((member) => actOn(member, notices.get(member.memberId) ?? {}, now, policy) ?? []);
}

function actOn(member: Present, notices: Notices, now: Ms, policy: DeadlinePolicy): DeadlineAct | undefined {
  const { memberId } = member;
  const { remindedAt, warnedAt } = notices;
  const begin = beginOf(member, policy);
  const end = begin + policy.days * DAY;
  if (warnedAt !== undefined) return now >= Math.max(end, warnedAt + DAY) ? { is: 'remove', memberId } : undefined;
  if (now >= end - DAY) return { is: 'warn', memberId, until: Math.max(end, now + DAY) };
  const half = begin + (policy.days * DAY) / 2;
  return remindedAt === undefined && now >= half ? { is: 'remind', memberId, until: end } : undefined;
}

/** When a member's time began. */
export function beginOf({ joinedAt }: Present, { since }: DeadlinePolicy): Ms {
  return Math.max(joinedAt, since);
}

/** Whether so many removals at once are for the staff to decide. @param members of the whole server */
export function needsConsent(removals: number, members: number): boolean {
  return removals > MOST_REMOVED || removals > members * MOST_REMOVED_SHARE;
}
