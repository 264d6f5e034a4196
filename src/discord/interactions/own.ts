import { MessageFlags } from 'discord.js';
import type { Text } from '../../text/texts.ts';
import { colours, frame } from '../ui/parts.ts';
import { editing } from './answers.ts';
import type { Asked, Visit } from './visit.ts';

/** The message in which an interaction is answered: by what it was made for, and how it is closed once another one has taken its place. */
export function ownMessage({ interaction, text }: Visit) {
  const edit = editing(interaction);
  return { id: originOf(interaction), close: () => edit(closedView(text)) };
}

/** A message for its member alone is changed in place, so it goes on to be what it was made for; else a new one is made. */
function originOf(interaction: Asked): string {
  const isOnMessage = interaction.isModalSubmit() ? interaction.isFromMessage() : interaction.isMessageComponent();
  const message = isOnMessage && 'message' in interaction ? interaction.message : undefined;
  if (!message?.flags.has(MessageFlags.Ephemeral)) return interaction.id;
  return message.interactionMetadata?.id ?? message.id;
}

const closedView = ({ t }: Text) => frame(colours.calm, [t('panel.elsewhere')]);
