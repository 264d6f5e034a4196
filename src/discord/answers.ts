import {
  type AnySelectMenuInteraction,
  type ButtonInteraction,
  type ChatInputCommandInteraction,
  MessageFlags,
  type ModalSubmitInteraction,
  type UserContextMenuCommandInteraction,
} from 'discord.js';
import type { View } from './views/parts.ts';

/** The interactions that end in a message for the member alone. */
export type Asked =
  | ChatInputCommandInteraction
  | UserContextMenuCommandInteraction
  | ButtonInteraction
  | AnySelectMenuInteraction
  | ModalSubmitInteraction;

/**
 * Shows `view` to the member who asked, in the place they look at: the ephemeral message that the button or modal belongs
 * to, or a new ephemeral message. Further calls for the same interaction edit that message.
 */
export async function answer(interaction: Asked, view: View): Promise<void> {
  const message = { components: [...view.components], allowedMentions: { parse: [] } };
  if (interaction.deferred || interaction.replied) {
    await interaction.editReply({ ...message, flags: MessageFlags.IsComponentsV2 });
  } else if (isOnOwnPanel(interaction)) {
    await interaction.update({ ...message, flags: MessageFlags.IsComponentsV2 });
  } else {
    await interaction.reply({ ...message, flags: MessageFlags.IsComponentsV2 | MessageFlags.Ephemeral });
  }
}

/** Edits what the member was shown, for as long as Discord allows. Holds on to no more of the interaction than that takes. */
export function editing({ webhook }: Asked): (view: View) => Promise<void> {
  return async ({ components }) => {
    const message = { components: [...components], allowedMentions: { parse: [] } };
    await webhook.editMessage('@original', { ...message, flags: MessageFlags.IsComponentsV2 });
  };
}

/** Promises an answer that needs the network, without saying anything yet. Once is enough; again does nothing. */
export async function promise(interaction: Asked): Promise<void> {
  if (interaction.deferred || interaction.replied) return;
  if (isOnOwnPanel(interaction)) await interaction.deferUpdate();
  else await interaction.deferReply({ flags: MessageFlags.Ephemeral });
}

type OnMessage = ButtonInteraction | AnySelectMenuInteraction | Extract<ModalSubmitInteraction, { message: object }>;

/** Ephemeral and direct messages are seen by one person only, so whoever presses there is its owner. A posted notice must stay as it is. */
function isOnOwnPanel(interaction: Asked): interaction is OnMessage {
  const isOnMessage = interaction.isModalSubmit() ? interaction.isFromMessage() : interaction.isMessageComponent();
  if (!isOnMessage) return false;
  const message = 'message' in interaction ? interaction.message : undefined;
  return interaction.guildId === null || message?.flags.has(MessageFlags.Ephemeral) === true;
}
