import type { REST } from 'discord.js';
import type { Clock } from '../../clock.ts';
import { type Openings, openUntil } from '../../gate/passes/openings.ts';
import type { SettingsStore } from '../../gate/ports.ts';
import { noticePlace } from '../../gate/settings/changes.ts';
import { createQueue } from '../../otp/queue.ts';
import type { Languages } from '../language/languages.ts';
import { redraw } from '../staff-channel/post.ts';
import { noticeView } from './view.ts';

export interface NoticeDrawingParts {
  readonly rest: REST;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly openings: Pick<Openings, 'current'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly languages: Pick<Languages, 'toAll'>;
}

/** Draws the posted notice of a server again, as everything is now. */
export type DrawNotice = (serverId: string) => Promise<void>;

/**
 * Draws notices, those of a server one after another, so that the last one shows the latest state. Where no notice stands, nothing is done.
 * Throws what Discord refuses, and `StoreUnavailable`.
 */
export function createNoticeDrawing(parts: NoticeDrawingParts): DrawNotice {
  const { rest, settings, openings, languages, clock } = parts;
  const inTurn = createQueue();

  async function draw(serverId: string): Promise<void> {
    const server = await settings.load(serverId);
    const place = server && noticePlace(server);
    if (!place) return;
    const until = await openUntil(openings, serverId, clock.now());
    await redraw(rest, place, noticeView(await languages.toAll(serverId), server, until));
  }

  return (serverId) => inTurn(serverId, () => draw(serverId));
}
