import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  ChannelType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { SetupParts } from '../src/discord/setup/parts.ts';
import { naming } from '../src/discord/ui/naming.ts';
import type { Command } from './command.ts';

/** `/setup`: everything that an admin decides, on one screen. */
export function setupCommand(parts: SetupParts): Command {
  return {
    key: 'command.setup.name',
    define: (texts) => ({
      ...naming(texts, 'command.setup.name', 'command.setup.description'),
      default_member_permissions: PermissionFlagsBits.ManageGuild.toString(),
      contexts: [InteractionContextType.Guild],
      integration_types: [ApplicationIntegrationType.GuildInstall],
      options: [
        {
          ...naming(texts, 'command.setup.role', 'command.setup.roleDescription'),
          type: ApplicationCommandOptionType.Role,
        },
        {
          ...naming(texts, 'command.setup.channel', 'command.setup.channelDescription'),
          type: ApplicationCommandOptionType.Channel,
          channel_types: [ChannelType.GuildText, ChannelType.GuildAnnouncement],
        },
      ],
    }),
    async run(visit) {
      const { openSetup } = await import('../src/discord/setup/shortcut.ts');
      await openSetup(parts)(visit);
    },
  };
}
