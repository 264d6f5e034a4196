import type { Ms } from '../../clock.ts';
import { beginOf, type DeadlineAct, type DeadlinePolicy, type Reminders, type Timed } from '../../gate/deadline.ts';
import type { Recorder } from '../../gate/journal/recorder.ts';
import type { Happening, Journal } from '../../gate/ports.ts';
import type { OpenGate } from '../../gate/settings/settings.ts';
import type { Languages } from '../language/languages.ts';
import { wordsOn } from '../requests/way.ts';
import type { WriteTo } from '../rest/direct-messages.ts';
import type { Servers } from '../rest/servers.ts';
import { reminderView } from './views.ts';

/** Direct messages in one run: Discord stops bots that write to very many. The others have their turn next time. */
const MOST_NOTICES = 200;
/** How far back a member's journal is read. */
const LOOK_BACK = 50;
/** With these a member is off the roster. While they were on it they had nothing to verify. */
const departures: ReadonlySet<Happening> = new Set(['ended', 'revoked', 'gaveUpNumber']);

export interface ReminderParts {
  readonly journal: Journal;
  readonly record: Recorder;
  readonly writeTo: WriteTo;
  readonly servers: Servers;
  readonly languages: Languages;
}

/** Reminders and last warnings: sends them, and knows from the journal which were sent. Throws `StoreUnavailable`. */
export function createReminders({ journal, record, writeTo, servers, languages }: ReminderParts) {
  return {
    /** What was sent to these members since their time began, and of those who have been on the roster, since when they are off it. */
    async sent(
      serverId: string,
      members: readonly Timed[],
      policy: Pick<DeadlinePolicy, 'since'>,
    ): Promise<{ readonly heard: Map<string, Reminders>; readonly since: Map<string, Ms> }> {
      const reminders = new Map<string, Reminders>();
      const since = new Map<string, Ms>();
      for (const member of members) {
        const entries = await journal.ofMember({ serverId, memberId: member.memberId }, LOOK_BACK);
        const leftAt = entries.find(({ what }) => departures.has(what))?.at;
        if (leftAt !== undefined) since.set(member.memberId, leftAt);
        const begin = Math.max(beginOf(member, policy), leftAt ?? 0);
        const written = entries.filter((entry) => entry.what === 'reminded').filter(({ at }) => at >= begin);
        const remindedAt = written.find(({ notice }) => notice === 'remind')?.at;
        const warnedAt = written.find(({ notice }) => notice === 'warn')?.at;
        reminders.set(member.memberId, {
          ...(remindedAt !== undefined && { remindedAt }),
          ...(warnedAt !== undefined && { warnedAt }),
        });
      }
      return { heard: reminders, since };
    },

    /** Writes to those who are to hear something, each in their language. */
    async send(serverId: string, settings: OpenGate, acts: readonly DeadlineAct[]): Promise<void> {
      const { channelId } = settings;
      const name = await servers.name(serverId);
      const place = channelId === undefined ? {} : { channelId };
      for (const { is, memberId, until } of acts.filter((act) => act.is !== 'remove').slice(0, MOST_NOTICES)) {
        const text = wordsOn(settings, await languages.toMember({ serverId, memberId }));
        const server = name ?? text.t('sms.noServerName');
        const letter = await writeTo(memberId, reminderView(is, { until, server, ...place }, text));
        // A member who takes no direct messages is not written to every day. A member that Discord did not let us reach was not told: next time.
        if (letter === 'lost') continue;
        await record({ serverId, memberId, what: 'reminded', notice: is });
      }
    },
  };
}
