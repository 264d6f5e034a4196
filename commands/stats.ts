import {
  ApplicationCommandOptionType,
  ApplicationIntegrationType,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { StatsParts } from '../src/discord/stats/show.ts';
import { localized, naming } from '../src/discord/ui/naming.ts';
import { choicesOfDays } from '../src/gate/stats/span.ts';
import type { TextKey, Texts } from '../src/text/texts.ts';
import type { Command } from './command.ts';

/** `/stats`: the figures of the gate, for the staff. */
export function statsCommand(parts: StatsParts): Command {
  return {
    key: 'command.stats.name',
    define,
    async run(visit) {
      const { exportStats, showStats } = await import('../src/discord/stats/show.ts');
      const step = visit.interaction.options.getSubcommand() === 'export' ? exportStats : showStats;
      await step(parts, visit);
    },
  };
}

function define(texts: Texts): ReturnType<Command['define']> {
  const days = {
    ...naming(texts, 'command.stats.days', 'command.stats.daysDescription'),
    type: ApplicationCommandOptionType.Integer as const,
    choices: choicesOfDays.map((count) => {
      const name: TextKey = count === 1 ? 'command.stats.today' : 'command.stats.choice';
      return {
        name: texts.for('en-US').t(name, { count }),
        name_localizations: localized(texts, name, { count }),
        value: count,
      };
    }),
  };
  const step = (name: 'show' | 'export') => ({
    ...naming(texts, `command.stats.${name}`, `command.stats.${name}Description`),
    type: ApplicationCommandOptionType.Subcommand as const,
    options: [days],
  });
  return {
    ...naming(texts, 'command.stats.name', 'command.stats.description'),
    default_member_permissions: PermissionFlagsBits.ManageRoles.toString(),
    contexts: [InteractionContextType.Guild],
    integration_types: [ApplicationIntegrationType.GuildInstall],
    options: [step('show'), step('export')],
  };
}
