import type { REST } from 'discord.js';
import type { Clock } from '../../clock.ts';
import { isOpenAt, type Openings } from '../../gate/passes/openings.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import { noticePlace } from '../../gate/settings/changes.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import { createQueue } from '../../otp/queue.ts';
import type { Texts } from '../../text/texts.ts';
import type { Servers } from '../rest/servers.ts';
import { redraw } from '../staff-channel/post.ts';
import { noticeView } from './view.ts';

export interface NoticeRefreshParts {
  readonly rest: REST;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly servers: Pick<Servers, 'locale'>;
  readonly openings: Pick<Openings, 'current'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly texts: Texts;
  readonly log: Log;
}

/** Draws the posted notice of a server again, in its language, where there is one. Never throws: a notice that is gone is named in `/setup`. */
export function createNoticeRefresh({ rest, settings, openings, servers, texts, clock, log }: NoticeRefreshParts) {
  const inTurn = createQueue();

  async function draw(serverId: string): Promise<void> {
    try {
      const now = await settings.load(serverId);
      const place = now && noticePlace(now);
      if (!place) return;
      const opening = await openings.current(serverId);
      const until = opening && isOpenAt(opening, clock.now()) ? opening.endsAt : undefined;
      await redraw(rest, place, noticeView(texts.for(await servers.locale(serverId)), now, until));
    } catch (error) {
      log.info({ server: serverId, cause: traceOf(error) }, 'the notice could not be drawn again');
    }
  }

  return (serverId: string): Promise<void> => inTurn(serverId, () => draw(serverId));
}
