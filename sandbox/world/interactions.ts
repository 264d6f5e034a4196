import type { Answer, OpenModal } from './seen.ts';
import type { Change, Id, MessageSource } from './types.ts';

/** Discord's interaction types. */
export const InteractionType = { Command: 2, Component: 3, Autocomplete: 4, ModalSubmit: 5 } as const;

const FIRST_ANSWER_WITHIN = 3_000;
const TOKEN_LIFE = 15 * 60_000;

export interface NewInteraction {
  readonly type: number;
  readonly userId: Id;
  readonly channelId: Id;
  readonly guildId: Id | undefined;
  /** The message whose component was used, or from whose component the modal was opened. */
  readonly messageId?: Id | undefined;
  /** Name of the command. */
  readonly name?: string;
  /** For a command used on a person: that person. */
  readonly targetId?: Id;
  /** For a modal submit: the interaction that opened the modal. */
  readonly trigger?: MessageSource;
}

export interface Interaction extends NewInteraction {
  readonly id: Id;
  readonly token: string;
  readonly createdAt: number;
  state: 'waiting' | 'answered' | 'failed';
  /** What `@original` means, once there is such a message. */
  originalId: Id | undefined;
  /** The modal it opened, if it did. */
  modal: OpenModal | undefined;
}

export interface InteractionBook {
  /** Begins an interaction. `answer` resolves on the first callback, or as failed 3 s later. */
  open(details: NewInteraction): { interaction: Interaction; answer: Promise<Answer> };
  get(id: Id): Interaction | undefined;
  byToken(token: string): Interaction | undefined;
  /** Whether the token still opens the webhook: 15 minutes from the interaction's birth. */
  alive(interaction: Interaction): boolean;
  /**
   * Records the first callback, and tells the person once it is `sent`: nobody acts on an answer before the bot knows
   * that it was taken. The caller has checked that it may still be answered.
   */
  settle(interaction: Interaction, answer: Answer, sent?: Promise<void>): void;
}

export interface InteractionDeps {
  readonly newId: () => Id;
  readonly newToken: () => string;
  readonly now: () => number;
  readonly after: (delayMs: number, task: () => void) => () => void;
  readonly emit: (change: Change) => void;
}

/** Interactions from birth to the end of their token. */
export function createInteractions({ newId, newToken, now, after, emit }: InteractionDeps): InteractionBook {
  const interactions = new Map<Id, Interaction>();
  const endings = new Map<Id, (answer: Answer) => void>();

  function end(
    interaction: Interaction,
    state: 'answered' | 'failed',
    answer: Answer,
    sent: Promise<void> = Promise.resolve(),
  ): void {
    if (interaction.state !== 'waiting') return;
    interaction.state = state;
    if (answer.is === 'modal') interaction.modal = answer.modal;
    const tell = endings.get(interaction.id);
    void sent.then(() => tell?.(answer));
    endings.delete(interaction.id);
    emit({ is: 'interactionChanged', interactionId: interaction.id });
  }

  return {
    open(details) {
      const interaction: Interaction = {
        ...details,
        id: newId(),
        token: newToken(),
        createdAt: now(),
        state: 'waiting',
        originalId: undefined,
        modal: undefined,
      };
      interactions.set(interaction.id, interaction);
      const answer = new Promise<Answer>((resolve) => endings.set(interaction.id, resolve));
      const cancel = after(FIRST_ANSWER_WITHIN, () => end(interaction, 'failed', { is: 'failed' }));
      void answer.then(cancel);
      emit({ is: 'interactionChanged', interactionId: interaction.id });
      return { interaction, answer };
    },
    get: (id) => interactions.get(id),
    byToken: (token) => [...interactions.values()].find((interaction) => interaction.token === token),
    alive: (interaction) => now() < interaction.createdAt + TOKEN_LIFE,
    settle: (interaction, answer, sent) =>
      end(interaction, answer.is === 'failed' ? 'failed' : 'answered', answer, sent),
  };
}

/** What a message says of the interaction it answers. */
export function sourceOf(interaction: Interaction): MessageSource {
  const { id, type, userId, name, targetId, messageId, trigger } = interaction;
  return {
    id,
    type,
    userId,
    ...(name === undefined ? {} : { name }),
    ...(targetId === undefined ? {} : { targetId }),
    ...(messageId !== undefined && type === InteractionType.Component ? { messageId } : {}),
    ...(trigger === undefined ? {} : { trigger }),
  };
}
