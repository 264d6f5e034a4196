import type {
  AnySelectMenuInteraction,
  ButtonInteraction,
  ChatInputCommandInteraction,
  CommandInteraction,
  Interaction,
  ModalSubmitInteraction,
  UserContextMenuCommandInteraction,
} from 'discord.js';
import { StoreUnavailable } from '../../base/store-unavailable.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';
import type { Text } from '../../text/texts.ts';
import type { Brake } from '../brake/brake.ts';
import type { Languages } from '../language/languages.ts';
import { isOutage, isStale } from '../rest/errors.ts';
import { sentenceView, tryAgainView } from '../verify/views/steps.ts';
import { answer } from './answers.ts';
import type { Drafts } from './drafts.ts';
import { parseId } from './ids.ts';
import { isOutOfDate } from './reading.ts';
import type { Asked, Visit } from './visit.ts';

type Handler<I extends Asked> = (visit: Visit<I>) => Promise<void>;
type Table<I extends Asked> = Readonly<Record<string, Handler<I>>>;

/** What happens on which interaction: commands by their name, components and modals by the name of their route. */
export interface Handlers {
  readonly commands: Table<ChatInputCommandInteraction>;
  /** Commands of a person's context menu. */
  readonly users: Table<UserContextMenuCommandInteraction>;
  readonly buttons: Table<ButtonInteraction>;
  readonly selects: Table<AnySelectMenuInteraction>;
  readonly modals: Table<ModalSubmitInteraction>;
}

/** The handlers of several features as one. The tables have no prototype: what is asked for by name is ours or nothing. */
export function mergeHandlers(features: readonly Partial<Handlers>[]): Handlers {
  const merged = <K extends keyof Handlers>(kind: K): Handlers[K] =>
    Object.assign(Object.create(null), ...features.map((feature) => feature[kind]));
  return {
    commands: merged('commands'),
    users: merged('users'),
    buttons: merged('buttons'),
    selects: merged('selects'),
    modals: merged('modals'),
  };
}

export interface RouterParts {
  readonly languages: Pick<Languages, 'toVisitor' | 'atOnce'>;
  readonly log: Log;
  readonly newReference: () => string;
  /** Names of routes that work in direct messages too; their argument begins with the server: `<server>.<rest>`. */
  readonly direct: ReadonlySet<string>;
  readonly drafts: Drafts;
  /** Does a task for a server, so that what Discord refuses of it is counted as that server's. */
  readonly inNameOf: Brake['inNameOf'];
  /** For a component or modal that this version does not know. */
  readonly outOfDate: (visit: Visit) => Promise<void>;
}

/**
 * Leads every interaction to its handler, in the language that the member reads. The only place that catches what handlers throw: a
 * store that is down gets a plain sentence, a bug gets a reference that stands in the log too. Never throws.
 */
export function createRouter(handlers: Handlers, parts: RouterParts) {
  const { languages, log, newReference, direct, drafts, inNameOf, outOfDate } = parts;

  async function handle(interaction: Interaction): Promise<void> {
    if (!isAsked(interaction)) return;
    const serverId = interaction.guildId ?? serverNamed(interaction);
    try {
      if (!serverId) {
        const { text } = languages.atOnce(undefined, interaction);
        return await answer(interaction, sentenceView(text.t('error.notInServer')));
      }
      const reading = await languages.toVisitor(serverId, interaction);
      const visit = { interaction, who: { serverId, memberId: interaction.user.id }, ...reading, drafts };
      drafts.end(visit.who, interaction);
      await inNameOf(serverId, () => dispatch(visit)).catch((error: unknown) => {
        if (!isOutOfDate(error)) drafts.keep(visit.who, interaction);
        throw error;
      });
    } catch (error) {
      await explain(interaction, serverId, error);
    }
  }

  /** The server that a button or form in direct messages is about. */
  function serverNamed(interaction: Asked): string | undefined {
    if (interaction.isCommand()) return undefined;
    const { name = '', arg } = parseId(interaction.customId) ?? {};
    return direct.has(name) ? arg?.split('.', 1)[0] : undefined;
  }

  function dispatch(visit: Visit): Promise<void> {
    const { interaction } = visit;
    if (interaction.isChatInputCommand()) {
      return (handlers.commands[interaction.commandName] ?? outOfDate)({ ...visit, interaction });
    }
    if (interaction.isUserContextMenuCommand()) {
      return (handlers.users[interaction.commandName] ?? outOfDate)({ ...visit, interaction });
    }
    return dispatchByRoute({ ...visit, interaction });
  }

  function dispatchByRoute({ interaction, ...visit }: Visit<Exclude<Asked, CommandInteraction>>): Promise<void> {
    const { name = '', ...rest } = parseId(interaction.customId) ?? {};
    const routed = { ...visit, ...rest };
    if (interaction.isButton()) return (handlers.buttons[name] ?? outOfDate)({ ...routed, interaction });
    if (interaction.isModalSubmit()) return (handlers.modals[name] ?? outOfDate)({ ...routed, interaction });
    return (handlers.selects[name] ?? outOfDate)({ ...routed, interaction });
  }

  async function explain(interaction: Asked, serverId: string | undefined, error: unknown): Promise<void> {
    if (isStale(error)) return log.info('an answer came too late for Discord');
    const { text } = languages.atOnce(serverId, interaction);
    try {
      await answer(interaction, tryAgainView(sentenceFor(error, text), text));
    } catch (failure) {
      log.info({ error: traceOf(failure) }, 'the member could not be told of an error');
    }
  }

  function sentenceFor(error: unknown, { t }: Text): string {
    if (isOutOfDate(error)) return t('error.openAgain');
    if (error instanceof StoreUnavailable) {
      log.warn({ error: error.message }, 'the store failed: a member was told to try again');
      return t('error.unavailable');
    }
    if (isOutage(error)) {
      log.warn({ cause: traceOf(error) }, 'Discord did not accept a reply');
      return t('error.discord');
    }
    const reference = newReference();
    log.error({ reference, error: traceOf(error) }, 'a bug: a member was told its reference');
    return t('error.bug', { reference });
  }

  return handle;
}

function isAsked(interaction: Interaction): interaction is Asked {
  return (
    interaction.isChatInputCommand() ||
    interaction.isUserContextMenuCommand() ||
    interaction.isButton() ||
    interaction.isAnySelectMenu() ||
    interaction.isModalSubmit()
  );
}
