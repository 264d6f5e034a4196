import { StoreUnavailable } from '../../base/store-unavailable.ts';
import type { Ms } from '../../clock.ts';
import { isOpen } from '../../gate/settings/settings.ts';
import { traceOf } from '../../log/trace.ts';
import { createQueue } from '../../otp/queue.ts';
import type { Chooser } from '../preflight/lending.ts';
import { DiscordCode, refusalCode } from '../rest/errors.ts';
import { createDailyLook } from './daily-look.ts';
import { createFinding } from './finding.ts';
import { type DeadlineParts, HELD } from './parts.ts';
import { createReminders } from './reminders.ts';
import { createRemovals } from './removals.ts';
import { createDeadlineStates } from './state.ts';

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
  const { settings, canVerify, isSure, isElsewhere, inNameOf, clock, log } = parts;
  const states = createDeadlineStates(parts.facts, parts.names);
  const reminders = createReminders(parts);
  const actsAt = createFinding(parts, reminders);
  const removals = createRemovals(parts);
  const check = createDailyLook(parts, { states, reminders, actsAt, removals });
  const inTurn = createQueue();

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
        if (!(await isSure()) || !(await canVerify(serverId, server, askedAt))) return { is: 'shut' };
        const found = await actsAt(serverId, server, state, askedAt, by);
        if (!found) return { is: 'stopped', count: 0 };
        const due = await removals.removalsIn(serverId, server, found);
        const { count, stopped } = await removals.removeAll(serverId, due, state.days, by.memberId);
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
