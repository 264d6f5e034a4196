import { StoreUnavailable } from '../../base/store-unavailable.ts';
import type { Ms } from '../../clock.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { traceOf } from '../../log/trace.ts';
import { createQueue } from '../../otp/queue.ts';
import type { Chooser } from '../preflight/lending.ts';
import { DiscordCode, refusalCode } from '../rest/errors.ts';
import { type Answered, type Asked, createAnswers } from './answering.ts';
import { createDailyLook } from './daily-look.ts';
import { createFinding } from './finding.ts';
import { createShownLists } from './names/shown.ts';
import type { DeadlineParts } from './parts.ts';
import { createReach, type Reach } from './reach.ts';
import { createReminders } from './reminders.ts';
import { createRemovals } from './removals.ts';
import { createDeadlineStates } from './state.ts';

export type Deadline = ReturnType<typeof createDeadline>;

/**
 * Holds members to a server's deadline: decides once a day by `gate/deadline.ts`, writes to them, and removes who did not
 * verify. Days in which members could not verify do not count, nobody is removed on one, or where the staff have to be asked and were not.
 */
export function createDeadline(parts: DeadlineParts) {
  const { settings, isElsewhere, inNameOf, log } = parts;
  const states = createDeadlineStates(parts.facts, parts.names);
  const reminders = createReminders(parts);
  const actsAt = createFinding(parts, reminders);
  const removals = createRemovals(parts);
  const check = createDailyLook(parts, { states, reminders, actsAt, removals });
  const shown = createShownLists(parts.facts, parts.names);
  const answers = createAnswers(parts, { states, shown, actsAt, removals });
  const reachOf = createReach(parts);
  const inTurn = createQueue();

  async function checked(serverId: string): Promise<void> {
    try {
      await inNameOf(serverId, () => inTurn(serverId, () => check(serverId)));
    } catch (error) {
      if (error instanceof StoreUnavailable) throw error;
      const code = refusalCode(error);
      if (code === DiscordCode.unknownGuild) await states.forget(serverId);
      log.warn({ server: serverId, discordCode: code, cause: traceOf(error) }, 'a deadline could not be checked');
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

    /** Everybody that the question of an instant is about. Only what was shown may be agreed to. Throws what Discord refuses. */
    list: (serverId: string, askedAt: Ms): Promise<Asked> => inTurn(serverId, () => answers.list(serverId, askedAt)),

    /** The staff agreed to remove whom they were shown. Throws what Discord refuses. */
    consent: (serverId: string, askedAt: Ms, by: Chooser): Promise<Answered> =>
      inTurn(serverId, () => answers.consent(serverId, askedAt, by)),

    /** Who a deadline of so many days would reach, if it were saved now, and when the first could be removed. Throws `StoreUnavailable`. */
    preview: (serverId: string, server: ServerSettings, days: number): Promise<Reach> =>
      reachOf(serverId, server, days),

    /** The staff want nobody removed for now. */
    hold: (serverId: string, askedAt: Ms): Promise<Answered> => inTurn(serverId, () => answers.hold(serverId, askedAt)),
  };
}
