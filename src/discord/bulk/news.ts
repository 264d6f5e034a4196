import { ComponentType, type REST } from 'discord.js';
import type { BulkRun } from '../../gate/bulk/runs.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Languages } from '../language/languages.ts';
import { post } from '../staff-channel/post.ts';
import { createFormats } from '../stats/formats.ts';
import { quoted } from '../ui/quote.ts';

export interface NewsParts {
  readonly rest: REST;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly languages: Languages;
  readonly log: Log;
}

/** What the staff channel hears of a run. */
export type BulkNewsOf = 'begun' | 'stopped' | 'undoing' | 'done' | 'undone' | 'halted';

export type BulkNews = ReturnType<typeof createBulkNews>;

/** Tells the staff of a run: one line for all whom it verifies. Never throws. @param by who did it; who began it, unless told */
export function createBulkNews({ rest, settings, languages, log }: NewsParts) {
  return async (run: BulkRun, is: BulkNewsOf, by: string = run.by): Promise<void> => {
    log.info({ server: run.serverId, members: run.members, is }, 'verifying members in bulk');
    try {
      const channelId = (await settings.load(run.serverId))?.staffChannelId;
      if (channelId === undefined) return;
      const text = await languages.toAll(run.serverId);
      const { number } = createFormats(text);
      const params = {
        by: `<@${by}>`,
        members: number(run.members),
        count: run.members,
        reason: quoted(run.reason, text),
      };
      const content = text.t(`bulk.news.${is}`, params);
      await post(
        rest,
        channelId,
        { components: [{ type: ComponentType.TextDisplay, content }] },
        { quiet: is !== 'halted' },
      );
    } catch (error) {
      log.warn({ server: run.serverId, cause: traceOf(error) }, 'the staff could not be told of a bulk run');
    }
  };
}
