import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import { naming } from '../src/discord/ui/naming.ts';
import { begin } from '../src/discord/verify/begin.ts';
import type { FlowParts } from '../src/discord/verify/parts.ts';
import type { Command } from './command.ts';

/** `/verify`: the same as the Verify button. */
export function verifyCommand(parts: FlowParts): Command {
  return {
    key: 'command.verify.name',
    define: (texts) => ({
      ...naming(texts, 'command.verify.name', 'command.verify.description'),
      contexts: [InteractionContextType.Guild],
      integration_types: [ApplicationIntegrationType.GuildInstall],
    }),
    run: (visit) => begin(parts, visit),
  };
}
