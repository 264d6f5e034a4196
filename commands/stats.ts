import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { StatsParts } from '../src/discord/stats/show.ts';
import { naming } from '../src/discord/ui/naming.ts';
import { choicesOfDays } from '../src/gate/stats/span.ts';
import type { Texts } from '../src/text/texts.ts';
import type { Command } from './command.ts';

/** `/stats`: the figures of the gate, for the staff. */
export function statsCommand(parts: StatsParts & { readonly texts: Texts }): Command {
  const { texts } = parts;
  const days = {
    ...naming(texts, 'command.stats.days', 'command.stats.daysDescription'),
    type: ApplicationCommandOptionType.Integer as const,
    choices: choicesOfDays.map((count) => ({
      name: texts.for('en-US').t('command.stats.choice', { count }),
      name_localizations: Object.fromEntries(
        texts.locales
          .filter((locale) => locale !== 'en-US')
          .map((locale) => [locale, texts.for(locale).t('command.stats.choice', { count })]),
      ),
      value: count,
    })),
  };
  const step = (name: 'show' | 'export') => ({
    ...naming(texts, `command.stats.${name}`, `command.stats.${name}Description`),
    type: ApplicationCommandOptionType.Subcommand as const,
    options: [days],
  });
  return {
    definition: {
      ...naming(texts, 'command.stats.name', 'command.stats.description'),
      default_member_permissions: PermissionFlagsBits.ManageRoles.toString(),
      contexts: [InteractionContextType.Guild],
      integration_types: [ApplicationIntegrationType.GuildInstall],
      options: [step('show'), step('export')],
    },
    async run(visit) {
      const { exportStats, showStats } = await import('../src/discord/stats/show.ts');
      const step = visit.interaction.options.getSubcommand() === 'export' ? exportStats : showStats;
      await step(parts, visit);
    },
  };
}
