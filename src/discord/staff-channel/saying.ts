import { ComponentType, type REST } from 'discord.js';
import type { SettingsStore } from '../../gate/ports.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Text } from '../../text/texts.ts';
import type { Languages } from '../language/languages.ts';
import { refusalCode } from '../rest/errors.ts';
import type { View } from '../ui/parts.ts';
import { lineOf, sumOf, type Told } from './lines.ts';
import { post } from './post.ts';

const MOST_REMEMBERED = 10_000;

export interface SayingParts {
  readonly rest: REST;
  readonly settings: SettingsStore;
  readonly languages: Pick<Languages, 'toAll'>;
  readonly log: Log;
}

/** What is said in one message: the first few events whole, all of them counted. */
export interface Gathered {
  first: Told[];
  counts: Map<Told['what'], number>;
}

/** Posts to the staff of a server, as far as it has a staff channel. Never throws. */
export function createSaying({ rest, settings, languages, log }: SayingParts) {
  /** Why each server could not be told the last time, so that one cause is logged once. */
  const failures = new Map<string, string>();

  async function say(serverId: string, { first, counts }: Gathered): Promise<void> {
    if ([...counts.values()].every((count) => count === 0)) return;
    try {
      const channelId = (await settings.load(serverId))?.staffChannelId;
      if (channelId === undefined) return;
      await post(rest, channelId, linesView(first, counts, await languages.toAll(serverId)), { quiet: true });
      failures.delete(serverId);
    } catch (error) {
      noteFailure(serverId, error);
    }
  }

  function noteFailure(serverId: string, error: unknown): void {
    const code = refusalCode(error);
    const cause = String(code ?? traceOf(error).name);
    if (failures.get(serverId) === cause) return;
    if (failures.size >= MOST_REMEMBERED) failures.clear();
    failures.set(serverId, cause);
    log.warn({ server: serverId, discordCode: code, cause: traceOf(error) }, 'the staff could not be told');
  }

  return say;
}

function linesView(first: readonly Told[], counts: Gathered['counts'], text: Text): View {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const content = total > first.length ? sumOf(counts, text) : first.map((event) => lineOf(event, text)).join('\n');
  return { components: [{ type: ComponentType.TextDisplay, content }] };
}
