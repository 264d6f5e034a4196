import {
  type AnySelectMenuInteraction,
  type APIModalInteractionResponseCallbackData,
  type ButtonInteraction,
  InteractionResponseType,
  MessageFlags,
  type ModalSubmitInteraction,
  type RawFile,
} from 'discord.js';
import type { View } from '../ui/parts.ts';
import { editOriginal, isAnswered, messageOf, respond } from './responses.ts';
import type { Asked, Visit } from './visit.ts';

/**
 * Shows `view` to the member who asked, in the place they look at: the ephemeral message that the button or modal belongs
 * to, or a new ephemeral message. Further calls for the same interaction edit that message.
 */
export async function answer(interaction: Asked, view: View): Promise<void> {
  if (isAnswered(interaction)) {
    await editOriginal(interaction, view);
  } else if (isOnOwnPanel(interaction)) {
    await respond(interaction, { type: InteractionResponseType.UpdateMessage, data: messageOf(view) });
  } else {
    const data = messageOf(view, MessageFlags.Ephemeral);
    await respond(interaction, { type: InteractionResponseType.ChannelMessageWithSource, data });
  }
}

/** Keeps a promise by a message with files, to which the view refers as `attachment://<name>`. */
export async function answerWithFiles(interaction: Asked, view: View, files: readonly RawFile[]): Promise<void> {
  await editOriginal(interaction, view, files);
}

/** Edits what the member was shown, for as long as Discord allows. Holds on to no more of the interaction than that takes. */
export function editing({ client, applicationId, token }: Asked): (view: View) => Promise<void> {
  return (view) => editOriginal({ client, applicationId, token }, view);
}

/** Opens a form, with what its owner typed into it before it was refused. Must be the first answer. */
export async function openForm(
  { interaction, who, drafts }: Visit<Exclude<Asked, ModalSubmitInteraction>>,
  form: APIModalInteractionResponseCallbackData,
): Promise<void> {
  await respond(interaction, { type: InteractionResponseType.Modal, data: drafts.into(who, form) });
}

/** Promises an answer that needs the network, without saying anything yet. Once is enough; again does nothing. */
export async function promise(interaction: Asked): Promise<void> {
  if (isAnswered(interaction)) return;
  if (isOnOwnPanel(interaction)) await promiseChange(interaction);
  else await promiseBeside(interaction);
}

/** Promises to change the message that was pressed on, for everybody who sees it. */
export async function promiseChange(interaction: OnMessage): Promise<void> {
  await respond(interaction, { type: InteractionResponseType.DeferredMessageUpdate });
}

/** Promises an answer in a message of its own, so that the panel or request that was pressed on stays as it is. */
export async function promiseBeside(interaction: Asked): Promise<void> {
  const data = { flags: MessageFlags.Ephemeral } as const;
  await respond(interaction, { type: InteractionResponseType.DeferredChannelMessageWithSource, data });
}

type OnMessage = ButtonInteraction | AnySelectMenuInteraction | Extract<ModalSubmitInteraction, { message: object }>;

/** Ephemeral and direct messages are seen by one person only, so the one who presses there is its owner. A posted notice must stay as it is. */
export function isOnOwnPanel(interaction: Asked): interaction is OnMessage {
  const isOnMessage = interaction.isModalSubmit() ? interaction.isFromMessage() : interaction.isMessageComponent();
  if (!isOnMessage) return false;
  const message = 'message' in interaction ? interaction.message : undefined;
  return interaction.guildId === null || message?.flags.has(MessageFlags.Ephemeral) === true;
}
