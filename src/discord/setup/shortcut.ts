import type { ChatInputCommandInteraction } from 'discord.js';
import type { SettingsChange } from '../../gate/settings/changes.ts';
import type { Text } from '../../text/texts.ts';
import { promise } from '../interactions/answers.ts';
import { keepsNoticeBack, keepsRoleBack } from '../preflight/obstacles.ts';
import { forAdmins } from './access.ts';
import { decided } from './changing.ts';
import type { SetupParts } from './parts.ts';
import { postNotice } from './posting.ts';
import { showFound, showScreen, survey } from './screen.ts';
import { postingNews } from './views/news.ts';

/** `/setup`: opens the screen. Given a role or a channel it saves them first and, when nothing is in the way, posts the notice. */
export function openSetup(parts: SetupParts) {
  return forAdmins<ChatInputCommandInteraction>(async (visit) => {
    const { interaction, who, text } = visit;
    await promise(interaction);
    const roleId = interaction.options.getRole('role')?.id;
    const channelId = interaction.options.getChannel('channel')?.id;
    if (roleId === undefined && channelId === undefined) return showScreen(parts, visit, 'basics');
    const change: SettingsChange = {
      ...(roleId === undefined ? {} : { roleId }),
      ...(channelId === undefined ? {} : { channelId }),
    };
    const { change: theirs, notTheirs, look } = await decided(parts, visit, change);
    await parts.editor.change(who.serverId, who.memberId, theirs);
    parts.log.info({ server: who.serverId }, 'set up');
    const found = await survey(parts, who.serverId, look);
    if (notTheirs.length > 0) return showFound(parts, visit, 'basics', found, notTheirs);
    const { settings, obstacles } = found;
    const inTheWay = obstacles.some((obstacle) => keepsRoleBack(obstacle) || keepsNoticeBack(obstacle));
    if (inTheWay || settings.roleId === undefined) return showFound(parts, visit, 'basics', found);
    const posting = await postNotice(parts, visit);
    const notice = posting.is === 'notReady' ? [text.t('setup.saved')] : postingNews(posting, text);
    await showScreen(parts, visit, 'basics', [...ready(settings.roleId, text), ...notice]);
  });
}

const ready = (roleId: string, { t }: Text) => [`### ${t('setup.done')}`, t('setup.role', { role: `<@&${roleId}>` })];
