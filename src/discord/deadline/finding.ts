import type { Ms } from '../../clock.ts';
import { type DeadlineAct, deadlineActs, type Span, type Timed } from '../../gate/deadline.ts';
import type { OpenGate } from '../../gate/settings/settings.ts';
import type { Chooser } from '../preflight/lending.ts';
import { createMuster } from './members.ts';
import { type Listed, listed } from './names/listing.ts';
import type { DeadlineParts } from './parts.ts';
import type { createReminders } from './reminders.ts';
import type { DeadlineState } from './state.ts';

export interface Found {
  readonly acts: readonly DeadlineAct[];
  /** When the gate was open. */
  readonly open: readonly Span[];
  /** Those whose time runs, by name. */
  readonly people: readonly Listed[];
  /** How many are on the server. */
  readonly members: number;
  readonly hindered: NonNullable<DeadlineState['hindered']>;
}

/** Finds who is to be written to or removed on a server. */
export function createFinding(
  { rest, botId, names, roster }: Pick<DeadlineParts, 'rest' | 'botId' | 'names' | 'roster'>,
  reminders: ReturnType<typeof createReminders>,
) {
  const readMuster = createMuster(rest, botId, names);

  /** What is to be done on a server at `now`, by the word of `by` where somebody gave it. Undefined where nothing may be done at all. */
  return async (
    serverId: string,
    server: OpenGate,
    state: DeadlineState,
    now: Ms,
    by?: Chooser,
  ): Promise<Found | undefined> => {
    const verified = new Set(await roster.members(serverId));
    const muster = await readMuster(serverId, server, verified, { state, now, by });
    if (muster.is !== 'members') return undefined;
    const { members, hindered } = muster;
    const policy = { days: state.days, since: state.since, open: state.open ?? [] };
    // Without reminders everybody who is past the reminder stands out, so only their journals have to be read.
    const late = new Set(deadlineActs(members, new Map(), now, policy).map(({ memberId }) => memberId));
    const timed = members.flatMap((member) => (member.leftAlone ? [] : [member]));
    const { heard, since } = await reminders.sent(
      serverId,
      timed.filter(({ memberId }) => late.has(memberId)),
      state,
    );
    const acts = deadlineActs(
      timed.map((member) => begun(member, since.get(member.memberId))),
      heard,
      now,
      policy,
    );
    return { members: members.length, people: listed(timed), acts, open: policy.open, hindered };
  };
}

/** A member who was on the roster has the whole time from when they came off it. */
function begun(member: Timed, leftAt: Ms | undefined): Timed {
  return leftAt === undefined ? member : { ...member, ableSince: Math.max(leftAt, member.ableSince ?? leftAt) };
}
