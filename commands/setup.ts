import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  ChannelType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
  type REST,
} from 'discord.js';
import { answer, promise } from '../src/discord/answers.ts';
import type { FlowParts, Visit } from '../src/discord/flow/parts.ts';
import { naming } from '../src/discord/naming.ts';
import { putNotice } from '../src/discord/notice.ts';
import { noticeView } from '../src/discord/views/notice.ts';
import { obstaclesView, setupDoneView } from '../src/discord/views/setup.ts';
import { sentenceView } from '../src/discord/views/steps.ts';
import { freshSettings } from '../src/gate/settings.ts';
import type { Command } from './command.ts';

/** `/setup`: chooses the role, checks that it can be given, and posts the notice with the Verify button. */
export function setupCommand(parts: FlowParts & { readonly rest: REST }): Command {
  const { texts } = parts;
  return {
    definition: {
      ...naming(texts, 'command.setup.name', 'command.setup.description'),
      default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
      contexts: [InteractionContextType.Guild],
      integration_types: [ApplicationIntegrationType.GuildInstall],
      options: [
        {
          ...naming(texts, 'command.setup.role', 'command.setup.roleDescription'),
          type: ApplicationCommandOptionType.Role,
          required: true,
        },
        {
          ...naming(texts, 'command.setup.channel', 'command.setup.channelDescription'),
          type: ApplicationCommandOptionType.Channel,
          channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        },
      ],
    },
    run: (visit) => setUp(parts, visit),
  };
}

async function setUp(
  parts: FlowParts & { readonly rest: REST },
  visit: Visit<ChatInputCommandInteraction>,
): Promise<void> {
  const { settings, preflight, texts, rest, log } = parts;
  const { interaction, who, text } = visit;
  // Discord hides the command from others by default, but a server can change that.
  if (!interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild)) {
    return answer(interaction, sentenceView(text.t('setup.adminOnly')));
  }
  await promise(interaction);
  const before = await settings.load(who.serverId);
  const roleId = interaction.options.getRole('role', true).id;
  const channelId = interaction.options.getChannel('channel')?.id ?? before?.channelId;
  const names = { role: `<@&${roleId}>`, channel: `<#${channelId}>`, bot: `<@${interaction.client.user.id}>` };

  const obstacles = await preflight.setup(who.serverId, roleId, channelId);
  if (obstacles.length > 0) return answer(interaction, obstaclesView(obstacles, names, text));
  const chosen = { ...(before ?? freshSettings), roleId };
  await settings.save(who.serverId, chosen);
  log.info({ server: who.serverId }, 'set up');
  if (channelId === undefined) return answer(interaction, setupDoneView('saved', names, text));

  const everyone = texts.for(interaction.guildLocale ?? interaction.locale);
  const notice = await putNotice(rest, channelId, noticeView(everyone), before);
  await settings.save(who.serverId, { ...chosen, channelId, noticeId: notice.noticeId });
  await answer(interaction, setupDoneView(notice.is, names, text));
}
