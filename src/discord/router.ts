import type { ButtonInteraction, ChatInputCommandInteraction, Interaction, ModalSubmitInteraction } from 'discord.js';
import type { Logger } from 'pino';
import { traceOf } from '../log/trace.ts';
import { StoreUnavailable } from '../otp/ports.ts';
import type { Texts } from '../text/texts.ts';
import { type Asked, answer } from './answers.ts';
import type { Visit } from './flow/parts.ts';
import { parseId } from './ids.ts';
import { isStale } from './rest.ts';
import { sentenceView, tryAgainView } from './views/steps.ts';

/** What happens on which interaction: commands by their name, buttons and modals by the name of their route. */
export interface Handlers {
  readonly commands: Readonly<Record<string, (visit: Visit<ChatInputCommandInteraction>) => Promise<void>>>;
  readonly buttons: Readonly<Record<string, (visit: Visit<ButtonInteraction>) => Promise<void>>>;
  readonly modals: Readonly<Record<string, (visit: Visit<ModalSubmitInteraction>) => Promise<void>>>;
  /** For a button or modal that this version does not know. */
  readonly outOfDate: (visit: Visit) => Promise<void>;
}

/**
 * Leads every interaction to its handler, in the member's language. The only place that catches what handlers throw: a
 * store that is down gets a plain sentence, a bug gets a reference that stands in the log too. Never throws.
 */
export function createRouter(handlers: Handlers, parts: { texts: Texts; log: Logger; newReference: () => string }) {
  const { texts, log, newReference } = parts;

  async function handle(interaction: Interaction): Promise<void> {
    if (!interaction.isChatInputCommand() && !interaction.isButton() && !interaction.isModalSubmit()) return;
    const text = texts.for(interaction.locale);
    try {
      const serverId = interaction.guildId;
      if (!serverId) return await answer(interaction, sentenceView(text.t('error.notInServer')));
      await dispatch({ interaction, who: { serverId, memberId: interaction.user.id }, text });
    } catch (error) {
      await explain(interaction, error);
    }
  }

  function dispatch(visit: Visit): Promise<void> {
    const { interaction } = visit;
    if (interaction.isChatInputCommand()) {
      return (handlers.commands[interaction.commandName] ?? handlers.outOfDate)({ ...visit, interaction });
    }
    const route = parseId(interaction.customId)?.name ?? '';
    if (interaction.isButton()) return (handlers.buttons[route] ?? handlers.outOfDate)({ ...visit, interaction });
    return (handlers.modals[route] ?? handlers.outOfDate)({ ...visit, interaction });
  }

  async function explain(interaction: Asked, error: unknown): Promise<void> {
    if (isStale(error)) return log.info('an answer came too late for Discord');
    const text = texts.for(interaction.locale);
    const reference = newReference();
    const unavailable = error instanceof StoreUnavailable;
    if (unavailable) log.warn({ error: error.message }, 'store unavailable');
    else log.error({ reference, error: traceOf(error) }, 'unexpected error');
    const sentence = unavailable ? text.t('error.unavailable') : text.t('error.bug', { reference });
    try {
      await answer(interaction, tryAgainView(sentence, text));
    } catch (failure) {
      log.info({ error: traceOf(failure) }, 'the member could not be told of an error');
    }
  }

  return handle;
}
