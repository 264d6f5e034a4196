import { ApplicationIntegrationType, InteractionContextType } from 'discord.js';
import type { PrivacySteps } from '../src/discord/privacy/page.ts';
import { naming } from '../src/discord/ui/naming.ts';
import type { Command } from './command.ts';

/** `/privacy`: what is stored about the member who asks, to see, to download and to delete. */
export function privacyCommand(steps: PrivacySteps): Command {
  return {
    key: 'command.privacy.name',
    define: (texts) => ({
      ...naming(texts, 'command.privacy.name', 'command.privacy.description'),
      contexts: [InteractionContextType.Guild],
      integration_types: [ApplicationIntegrationType.GuildInstall],
    }),
    async run(visit) {
      const { showPage } = await import('../src/discord/privacy/page.ts');
      await showPage(steps, visit);
    },
  };
}
