import type { REST } from 'discord.js';
import { StoreUnavailable } from '../../base/store-unavailable.ts';
import { AGREED, type Ms } from '../../clock.ts';
import { type DeadlineAct, deadlineActs, needsConsent, type Span } from '../../gate/deadline.ts';
import type { HelpRequests, InstallationFacts, Roster, SettingsStore } from '../../gate/ports.ts';
import { isOpen, type OpenGate } from '../../gate/settings/settings.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import { createQueue } from '../../otp/queue.ts';
import type { Brake } from '../brake/brake.ts';
import type { Chooser } from '../preflight/lending.ts';
import { DiscordCode, refusalCode } from '../rest/errors.ts';
import { post } from '../staff-channel/post.ts';
import type { AttemptsParts } from './attempts.ts';
import { createMuster } from './members.ts';
import { createDeadlineNotices, type NoticeParts } from './notices.ts';
import type { Passable } from './passable.ts';
import { createRemovals } from './removals.ts';
import { createDeadlineStates, type DeadlineState, type Names, stateAfterLook } from './state.ts';
import { askView } from './views.ts';

const DAY: Ms = 24 * 60 * 60_000;
/** How long a question to the staff, or their "not now", keeps everybody on the server. */
const HELD: Ms = 7 * DAY;

export interface DeadlineParts extends NoticeParts, AttemptsParts {
  readonly rest: REST;
  readonly roster: Roster;
  readonly requests: HelpRequests;
  readonly settings: SettingsStore;
  readonly facts: InstallationFacts;
  readonly names: Names;
  /** Whether a server is another process's, which alone knows whether presses there arrive. */
  readonly isElsewhere: (serverId: string) => boolean;
  /** Whether members of a server can verify now; and could, since an instant, as far as is known. */
  readonly passable: Passable;
  /** Whether the time may be believed. */
  readonly isSure: () => Promise<boolean>;
  /** Does a task for a server, so that what Discord refuses of it is counted as that server's. */
  readonly inNameOf: Brake['inNameOf'];
  readonly botId: () => string;
  readonly log: Log;
}

interface Found {
  readonly acts: readonly DeadlineAct[];
  /** When the gate was open. */
  readonly open: readonly Span[];
  /** How many are on the server. */
  readonly members: number;
  readonly hindered: NonNullable<DeadlineState['hindered']>;
}

/** What the staff's answer led to. */
export type Answered =
  | { readonly is: 'removed'; readonly count: number }
  /** Discord stopped it; the rest is asked about again. */
  | { readonly is: 'stopped'; readonly count: number }
  | { readonly is: 'held'; readonly until: Ms }
  /** Members cannot verify now, so that nobody is removed; the question stands. */
  | { readonly is: 'shut' }
  /** Answered already, or the deadline has changed since. */
  | { readonly is: 'outOfDate' };

export type Deadline = ReturnType<typeof createDeadline>;

/**
 * Holds members to a server's deadline: decides once a day by `gate/deadline.ts`, writes to them, and removes who did not
 * verify. Days in which members could not verify do not count, nobody is removed on one, or where the staff have to be asked and were not.
 */
export function createDeadline(parts: DeadlineParts) {
  const { rest, roster, settings, passable, isSure, isElsewhere, inNameOf, servers, texts, clock, log } = parts;
  const states = createDeadlineStates(parts.facts, parts.names);
  const notices = createDeadlineNotices(parts);
  const readMuster = createMuster(rest, parts.botId, parts.names);
  const { removalsIn, removeAll } = createRemovals(parts);
  const inTurn = createQueue();

  /** What is to be done on a server at `now`, by the word of `by` where somebody gave it. Undefined where nothing may be done at all. */
  async function actsAt(
    serverId: string,
    server: OpenGate,
    state: DeadlineState,
    now: Ms,
    by?: Chooser,
  ): Promise<Found | undefined> {
    const verified = new Set(await roster.members(serverId));
    const muster = await readMuster(serverId, server, verified, { state, now, by });
    if (muster.is !== 'members') return undefined;
    const { members, hindered } = muster;
    const policy = { days: state.days, since: state.since, open: state.open ?? [] };
    // Without notices everybody who is past the reminder stands out, so only their journals have to be read.
    const late = new Set(deadlineActs(members, new Map(), now, policy).map(({ memberId }) => memberId));
    const heard = await notices.sent(
      serverId,
      members.flatMap((member) => (member.leftAlone || !late.has(member.memberId) ? [] : [member])),
      state,
    );
    return { members: members.length, acts: deadlineActs(members, heard, now, policy), open: policy.open, hindered };
  }

  /** Asks the staff. False when there is no way to. */
  async function ask(serverId: string, { staffChannelId }: OpenGate, count: number, state: DeadlineState) {
    if (staffChannelId === undefined) return false;
    const text = texts.for(await servers.locale(serverId));
    const askedAt = clock.now();
    try {
      await post(rest, staffChannelId, askView({ count, days: state.days, askedAt }, text));
    } catch (error) {
      log.warn({ server: serverId, discordCode: refusalCode(error) }, 'the staff could not be asked about removals');
      return false;
    }
    await states.save(serverId, { ...state, askedAt, heldUntil: askedAt + HELD });
    return true;
  }

  async function check(serverId: string): Promise<void> {
    const server = await settings.load(serverId);
    if (!server || server.deadlineDays === 0) return states.forget(serverId);
    // By a clock that is not to be trusted no deadline begins, nobody's days are counted, and nobody is removed.
    if (!(await isSure())) return;
    const now = clock.now();
    const state = await states.begun(serverId, server.deadlineDays, now);
    const isPassable = isOpen(server) && (await passable(serverId, server, state.lookedAt ?? now));
    const looked = stateAfterLook(state, now, isPassable);
    if (!isOpen(server) || !isPassable || isPutOff(state.ranAt, DAY, now)) return states.save(serverId, looked);
    await act(serverId, server, looked, now);
  }

  /** The day's work on a server whose members can verify. */
  async function act(serverId: string, server: OpenGate, looked: DeadlineState, now: Ms): Promise<void> {
    const found = await actsAt(serverId, server, looked, now);
    const ran = { ...looked, ranAt: now, ...(found && { hindered: found.hindered }) };
    await states.save(serverId, ran);
    if (!found) return;
    await notices.send(serverId, server, found.acts);
    const heldAt = looked.heldUntil === undefined ? undefined : looked.heldUntil - HELD;
    if (!isPutOff(heldAt, HELD, now)) await end(serverId, server, found, ran);
  }

  /** Removes those whose time is over, or asks the staff where they are many. */
  async function end(serverId: string, server: OpenGate, found: Found, state: DeadlineState) {
    const { members } = found;
    const removals = await removalsIn(serverId, server, found);
    if (removals.length === 0) return;
    if (needsConsent(removals.length, members)) {
      const asked = await ask(serverId, server, removals.length, state);
      log.info({ server: serverId, removals: removals.length, asked }, 'a deadline needs the consent of the staff');
      return;
    }
    const { count, stopped } = await removeAll(serverId, removals, state.days);
    log.info({ server: serverId, removed: count, stopped }, 'a deadline has passed');
  }

  async function checked(serverId: string): Promise<void> {
    try {
      await inNameOf(serverId, () => inTurn(serverId, () => check(serverId)));
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const code = refusalCode(error);
      if (code === DiscordCode.unknownGuild) await states.forget(serverId);
      log.warn({ server: serverId, discordCode: code, cause: traceOf(error) }, 'a deadline could not be looked at');
    }
  }

  return {
    /** Looks at every server of this process whose day has come. Throws `StoreUnavailable`. */
    async run(): Promise<void> {
      for (const serverId of await settings.servers()) if (!isElsewhere(serverId)) await checked(serverId);
    },

    /** Where no deadline is looked at: takes the names out of what an older version remembered. Throws `StoreUnavailable`. */
    async tidy(): Promise<void> {
      for (const serverId of await settings.servers()) await inTurn(serverId, () => states.load(serverId));
    },

    /**
     * The staff agreed to what they were asked at `askedAt`: members who were due then, and still are, are removed, as far as they stand
     * below the one who agreed. Throws what Discord refuses.
     */
    consent: (serverId: string, askedAt: Ms, by: Chooser): Promise<Answered> =>
      inTurn(serverId, async () => {
        const [server, state] = await Promise.all([settings.load(serverId), states.load(serverId)]);
        const stands = state?.askedAt === askedAt && server?.deadlineDays === state.days;
        if (!stands || !isOpen(server)) return { is: 'outOfDate' };
        if (!(await isSure()) || !(await passable(serverId, server, askedAt))) return { is: 'shut' };
        const found = await actsAt(serverId, server, state, askedAt, by);
        if (!found) return { is: 'stopped', count: 0 };
        const removals = await removalsIn(serverId, server, found);
        const { count, stopped } = await removeAll(serverId, removals, state.days, by.memberId);
        const { askedAt: _, heldUntil: __, ...rest } = state;
        await states.save(serverId, rest);
        return { is: stopped ? 'stopped' : 'removed', count };
      }),

    /** The staff want nobody removed for now. */
    hold: (serverId: string, askedAt: Ms): Promise<Answered> =>
      inTurn(serverId, async () => {
        const state = await states.load(serverId);
        if (state?.askedAt !== askedAt) return { is: 'outOfDate' };
        const { askedAt: _, ...rest } = state;
        const until = clock.now() + HELD;
        await states.save(serverId, { ...rest, heldUntil: until });
        return { is: 'held', until };
      }),
  };
}

/** Whether what was put off `at` an instant for so long is put off still. One that lies ahead was named by a clock that was wrong. */
const isPutOff = (at: Ms | undefined, length: Ms, now: Ms) =>
  at !== undefined && now < at + length && at <= now + AGREED;
