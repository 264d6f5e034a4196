import {
  type APIApplicationCommandBasicOption,
  ApplicationCommandOptionType,
  ApplicationCommandType,
  ApplicationIntegrationType,
  type ChatInputCommandInteraction,
  InteractionContextType,
  PermissionFlagsBits,
} from 'discord.js';
import type { BulkSteps } from '../src/discord/bulk/parts.ts';
import { OutOfDate } from '../src/discord/interactions/reading.ts';
import type { Visit } from '../src/discord/interactions/visit.ts';
import type { ListSteps } from '../src/discord/list/parts.ts';
import { durations } from '../src/discord/member/durations.ts';
import { memberFields, REASON } from '../src/discord/member/ids.ts';
import type { StaffParts } from '../src/discord/member/parts.ts';
import { naming } from '../src/discord/ui/naming.ts';
import type { Texts } from '../src/text/texts.ts';
import type { Command, UserCommand } from './command.ts';

/** Who sees the commands in Discord by default. Servers can open them to a staff role under Integrations. */
const forStaff = {
  default_member_permissions: PermissionFlagsBits.ManageRoles.toString(),
  contexts: [InteractionContextType.Guild],
  integration_types: [ApplicationIntegrationType.GuildInstall],
};

type Step = 'lookup' | 'approve' | 'revoke' | 'block' | 'unblock' | 'reset' | 'list' | 'bulk';

/** `/member`: looks a member up, and decides about them. */
export function memberCommand(parts: StaffParts, bulk: BulkSteps, list: ListSteps): Command {
  return {
    key: 'command.member.name',
    define,
    run: (visit) => {
      const name = visit.interaction.options.getSubcommand();
      if (name === 'bulk') return openBulk(bulk, visit);
      return name === 'list' ? openList(list, visit) : takeStep(parts, visit);
    },
  };
}

/** "Verification" in the context menu of a member: their card. */
export function verificationCommand(parts: StaffParts): UserCommand {
  return {
    key: 'command.member.menu',
    define(texts) {
      const { name, name_localizations } = naming(texts, 'command.member.menu', 'command.member.menu');
      return { name, name_localizations, type: ApplicationCommandType.User, ...forStaff };
    },
    async run(visit) {
      const { lookUp } = await import('../src/discord/member/commands.ts');
      await lookUp(parts, visit, visit.interaction.targetId);
    },
  };
}

function define(texts: Texts): ReturnType<Command['define']> {
  const { user, reason, duration, alsoBlock } = optionsOf(texts);
  const step = (name: Step, options: APIApplicationCommandBasicOption[]) => ({
    ...naming(texts, `command.member.${name}`, `command.member.${name}Description`),
    type: ApplicationCommandOptionType.Subcommand as const,
    options,
  });
  return {
    ...naming(texts, 'command.member.name', 'command.member.description'),
    ...forStaff,
    options: [
      step('lookup', [user]),
      step('approve', [user, reason]),
      step('revoke', [user, reason, alsoBlock]),
      step('block', [user, reason, duration]),
      step('unblock', [user]),
      step('reset', [user, reason]),
      step('list', []),
      step('bulk', []),
    ],
  };
}

async function openBulk(parts: BulkSteps, visit: Visit<ChatInputCommandInteraction>): Promise<void> {
  const { showBulk } = await import('../src/discord/bulk/screen.ts');
  await showBulk(parts, visit);
}

async function openList(parts: ListSteps, visit: Visit<ChatInputCommandInteraction>): Promise<void> {
  const { showList } = await import('../src/discord/list/handlers.ts');
  await showList(parts, visit, { state: 'verified' });
}

async function takeStep(parts: StaffParts, visit: Visit<ChatInputCommandInteraction>): Promise<void> {
  const steps = await import('../src/discord/member/commands.ts');
  const { options } = visit.interaction;
  const memberId = options.getUser(memberFields.user, true).id;
  const reason = () => options.getString(memberFields.reason, true);
  const step = options.getSubcommand();
  switch (step) {
    case 'lookup':
      return steps.lookUp(parts, visit, memberId);
    case 'approve':
      return steps.approve(parts, visit, memberId, reason());
    case 'revoke':
      return steps.revoke(parts, visit, memberId, reason(), options.getString(memberFields.block) ?? undefined);
    case 'block':
      return steps.block(parts, visit, memberId, reason(), options.getString(memberFields.duration, true));
    case 'unblock':
      return steps.unblock(parts, visit, memberId);
    case 'reset':
      return steps.reset(parts, visit, memberId, reason());
    default:
      throw new OutOfDate();
  }
}

function optionsOf(texts: Texts) {
  const choices = durations.map((value) => {
    const { name, name_localizations } = naming(texts, `member.duration.${value}`, `member.duration.${value}`);
    return { name, name_localizations, value };
  });
  const { String: text, User: account } = ApplicationCommandOptionType;
  const option = (name: 'user' | 'reason' | 'duration' | 'block') =>
    naming(texts, `command.member.${name === 'block' ? 'alsoBlock' : name}`, `command.member.${name}Hint`);
  return {
    user: { ...option('user'), type: account, required: true } as const,
    reason: {
      ...option('reason'),
      type: text,
      required: true,
      min_length: REASON.least,
      max_length: REASON.most,
    } as const,
    duration: { ...option('duration'), type: text, required: true, choices } as const,
    alsoBlock: { ...option('block'), type: text, choices } as const,
  };
}
