import type { REST } from 'discord.js';
import type { DoorNews, DoorParts } from '../../gate/passes/door.ts';
import type { Opening } from '../../gate/passes/openings.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Text } from '../../text/texts.ts';
import type { Languages } from '../language/languages.ts';
import type { DrawNotice } from '../notice/drawing.ts';
import { refusalCode } from '../rest/errors.ts';
import { post } from '../staff-channel/post.ts';
import { colours, dated, frame, type View } from '../ui/parts.ts';
import { quoted } from '../ui/quote.ts';

interface SayingParts {
  readonly rest: REST;
  readonly settings: SettingsStore;
  readonly drawNotice: DrawNotice;
  readonly languages: Languages;
  readonly log: Log;
}

/** Says in the staff channel and on the notice how it stands with an open gate. */
export function createDoorSaying(parts: SayingParts): Pick<DoorParts, 'tell' | 'redraw'> {
  const { rest, settings, languages, drawNotice, log } = parts;

  /** True unless Discord did not answer: what it refuses, it refuses again. */
  async function settled(serverId: string, work: () => Promise<unknown>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      const code = refusalCode(error);
      log.warn({ server: serverId, discordCode: code, cause: traceOf(error) }, 'the open gate could not be announced');
      return code !== undefined;
    }
  }

  return {
    tell: (opening, news) =>
      settled(opening.serverId, async () => {
        const channelId = (await settings.load(opening.serverId))?.staffChannelId;
        if (channelId === undefined) return;
        const text = await languages.toAll(opening.serverId);
        await post(rest, channelId, newsView(opening, news, text), { quiet: news.is === 'count' });
      }),

    redraw: (serverId) => settled(serverId, () => drawNotice(serverId)),
  };
}

function newsView(opening: Opening, news: DoorNews, text: Text): View {
  const { t } = text;
  const { by, reason, endsAt, closedBy } = opening;
  const words = { by: `<@${by}>`, when: dated(endsAt), reason: quoted(reason, text) };
  switch (news.is) {
    case 'opened':
      return frame(colours.wait, [`### ${t('door.staff.title')}`, t('door.staff.opened', words)]);
    case 'changed':
      return frame(colours.wait, [t('door.staff.changed', words)]);
    case 'count':
      return frame(colours.wait, [t('door.staff.count', { count: news.count, when: words.when })]);
    case 'closed': {
      const how = closedBy === undefined ? t('door.staff.over') : t('door.staff.closedBy', { by: `<@${closedBy}>` });
      return frame(colours.good, [
        how,
        news.count === 0 ? t('door.staff.nobody') : t('door.staff.total', { count: news.count }),
      ]);
    }
  }
}
