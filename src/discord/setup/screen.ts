import { openUntil } from '../../gate/passes/openings.ts';
import { noticePlace } from '../../gate/settings/changes.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { answer } from '../interactions/answers.ts';
import { heldRoles } from '../interactions/reading.ts';
import type { Asked, Visit } from '../interactions/visit.ts';
import { lookAtNotice } from '../notice/notice.ts';
import { keepsRoleBack } from '../preflight/obstacles.ts';
import type { Look } from '../preflight/preflight.ts';
import type { Page } from './ids.ts';
import { contentOf } from './pages.ts';
import type { SetupParts } from './parts.ts';
import { screenView } from './views/screen.ts';

/**
 * Reads over REST what there is to say of a server's settings. It asks again for what Discord refused there before, and has roles that
 * are owed or to be taken tried again once nothing keeps them back.
 */
export async function survey(parts: SetupParts, serverId: string, look?: Look) {
  const settings = await parts.editor.load(serverId);
  parts.release(serverId, channelsOf(settings));
  const found = look ?? (await parts.preflight.look(serverId));
  const [obstacles, notice, move, until] = await Promise.all([
    parts.preflight.setup(serverId, settings, found),
    lookAtNotice(parts.rest, noticePlace(settings)),
    parts.roleMove.progress(serverId),
    openUntil(parts.openings, serverId, parts.clock.now()),
  ]);
  if (settings.roleId !== undefined && !obstacles.some(keepsRoleBack)) {
    await parts.roster.retryServer(serverId, parts.clock.now());
    await parts.pendingRoles.retryServer(serverId, parts.clock.now());
  }
  return {
    settings,
    look: found,
    obstacles,
    notice,
    move,
    openUntil: until,
    looksUpLines: parts.looksUpLines,
    ways: parts.ways,
  };
}

const channelsOf = ({ channelId, staffChannelId, noticeChannelId }: ServerSettings) =>
  [channelId, staffChannelId, noticeChannelId].filter((id) => id !== undefined);

export type Survey = Awaited<ReturnType<typeof survey>>;

/**
 * Shows the screen as everything is now. The interaction must have been promised an answer.
 * @param news what just happened, shown first
 * @param look at the server, where it was looked at just now
 */
export async function showScreen(
  parts: SetupParts,
  visit: Visit<Asked>,
  page: Page,
  news: readonly string[] = [],
  look?: Look,
): Promise<void> {
  await showFound(parts, visit, page, await survey(parts, visit.who.serverId, look), news);
}

/** Shows the screen with what a survey has found. */
export async function showFound(
  parts: Pick<SetupParts, 'pages'>,
  { interaction, who, text }: Visit<Asked>,
  page: Page,
  found: Survey,
  news: readonly string[] = [],
): Promise<void> {
  const { applicationId } = interaction;
  const chooser = { memberId: who.memberId, roleIds: heldRoles(interaction) };
  const state = {
    ...found,
    chooser,
    serverId: who.serverId,
    page,
    news,
    botId: interaction.client.user.id,
    applicationId,
  };
  await answer(interaction, screenView(state, await contentOf(page, parts.pages)(state, text), text));
}
