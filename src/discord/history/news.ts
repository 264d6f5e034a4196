import { ComponentType, type REST } from 'discord.js';
import type { Clock, Ms } from '../../clock.ts';
import type { SettingsEntry } from '../../gate/settings/history.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Text } from '../../text/texts.ts';
import type { Languages } from '../language/languages.ts';
import { refusalCode } from '../rest/errors.ts';
import { post } from '../staff-channel/post.ts';
import type { View } from '../ui/parts.ts';
import { entryLines } from './lines.ts';

/** What is changed within this is one message. */
const GATHERED: Ms = 2_000;
/** Lines of one message; the page of `/setup` has all. */
const MOST_LINES = 15;
/** Characters of one message; Discord takes 4,000. */
const MOST_SHOWN = 3_800;

/** Entries of a server that wait to be told, and where. */
interface Waiting {
  readonly entries: SettingsEntry[];
  readonly channels: Set<string>;
  readonly cancel: () => void;
}

export interface SettingsNewsParts {
  readonly rest: REST;
  readonly languages: Pick<Languages, 'toAll'>;
  readonly clock: Pick<Clock, 'after'>;
  readonly log: Log;
}

/** Tells the staff of a server who changed what in its settings, also in the channel that was theirs until then. Nobody is pinged. */
export function createSettingsNews({ rest, languages, clock, log }: SettingsNewsParts) {
  const waiting = new Map<string, Waiting>();
  const underway = new Set<Promise<void>>();

  async function say(serverId: string, { entries, channels }: Waiting): Promise<void> {
    for (const channelId of channels) await tell(serverId, channelId, entries);
  }

  async function tell(serverId: string, channelId: string, entries: readonly SettingsEntry[]): Promise<void> {
    try {
      await post(rest, channelId, newsView(entries, await languages.toAll(serverId)));
    } catch (error) {
      const why = { server: serverId, discordCode: refusalCode(error), cause: traceOf(error) };
      log.warn(why, 'the staff could not be told of changed settings');
    }
  }

  function flush(serverId: string): void {
    const found = waiting.get(serverId);
    waiting.delete(serverId);
    if (!found) return;
    const work = say(serverId, found).finally(() => underway.delete(work));
    underway.add(work);
  }

  return {
    /** Never throws. @param settings as they are since */
    tell(entry: SettingsEntry, { staffChannelId }: ServerSettings): void {
      const { serverId } = entry;
      const channels = [staffChannelId, entry.before.staffChannelId].filter((id) => id !== undefined);
      const found = waiting.get(serverId);
      if (found) {
        found.entries.push(entry);
        for (const id of channels) found.channels.add(id);
      } else if (channels.length > 0) {
        const cancel = clock.after(GATHERED, () => flush(serverId));
        waiting.set(serverId, { entries: [entry], channels: new Set(channels), cancel });
      }
    },

    /** Says what still waits. */
    async stop(): Promise<void> {
      for (const [serverId, { cancel }] of [...waiting]) {
        cancel();
        flush(serverId);
      }
      await Promise.all(underway);
    },
  };
}

function newsView(entries: readonly SettingsEntry[], text: Text): View {
  const lines = entries.flatMap((entry) => entryLines(entry, text));
  let [room, shown] = [MOST_SHOWN, 0];
  for (const line of lines.slice(0, MOST_LINES)) {
    room -= line.length + 1;
    if (room < 0) break;
    shown++;
  }
  const more = lines.length - shown;
  const said = [...lines.slice(0, shown), ...(more > 0 ? [text.t('history.moreChanges', { count: more })] : [])];
  return { components: [{ type: ComponentType.TextDisplay, content: said.join('\n') }] };
}
