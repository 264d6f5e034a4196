import { MessageFlag } from '../world/bits.ts';
import { isJson, jsonList } from '../world/components.ts';
import { type Interaction, InteractionType, sourceOf } from '../world/interactions.ts';
import { type Answer, seen } from '../world/seen.ts';
import type { Attachment, Id, Json, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { storedComponents } from './json/components.ts';
import { editedContent, newContent } from './message-body.ts';
import { fieldError, refusals } from './refusals.ts';

/** Discord's interaction callback types. */
export const CallbackType = { Reply: 4, DeferReply: 5, DeferUpdate: 6, Update: 7, Choices: 8, Modal: 9 } as const;

/** What a callback did: what the person sees, and the message it concerns. */
export interface Callback {
  readonly type: number;
  readonly answer: Answer;
  readonly message?: Message;
}

/** Carries out the first answer to an interaction that may still be answered. Throws Discord's refusals. */
export function firstAnswer(world: World, interaction: Interaction, body: Json, attachments: Attachment[]): Callback {
  const type = Number(body.type);
  const data = isJson(body.data) ? body.data : {};
  mustBeAllowed(interaction.type, interaction.messageId, type);
  switch (type) {
    case CallbackType.Reply:
      return post(world, interaction, data, attachments);
    case CallbackType.DeferReply:
      return deferReply(world, interaction, data);
    case CallbackType.DeferUpdate:
      return update(world, interaction, type, () => undefined);
    case CallbackType.Update:
      return update(world, interaction, type, (message) =>
        world.messages.edit(message, editedContent(message, data, attachments), data.allowed_mentions),
      );
    case CallbackType.Choices:
      return { type, answer: { is: 'choices', choices: jsonList(data.choices) } };
    default:
      return openModal(interaction, data);
  }
}

function post(
  world: World,
  interaction: Interaction,
  content: Parameters<typeof newContent>[0],
  attachments: Attachment[],
): Callback {
  const { flags, ...rest } = newContent(content, attachments);
  const said = { allowed: content.allowed_mentions, tts: content.tts === true };
  return added(world, interaction, CallbackType.Reply, { ...rest, ...said, flags });
}

function added(world: World, interaction: Interaction, type: number, content: { flags: number }): Callback {
  const message = world.messages.add({
    ...content,
    channelId: interaction.channelId,
    authorId: world.application.botId,
    onlyFor: content.flags & MessageFlag.Ephemeral ? interaction.userId : undefined,
    source: sourceOf(interaction),
  });
  interaction.originalId = message.id;
  return { type, message, answer: { is: 'message', message: seen(message, world.users) } };
}

function deferReply(world: World, interaction: Interaction, data: Json): Callback {
  const flags = Number(data.flags ?? 0);
  if (flags & ~MessageFlag.Ephemeral) {
    const words = 'Only the ephemeral flag can be set on a deferred response.';
    throw refusals.invalidForm(fieldError(['data', 'flags'], 'INTERACTION_DEFERRED_FLAGS', words));
  }
  return added(world, interaction, CallbackType.DeferReply, { flags: flags | MessageFlag.Loading });
}

function update(world: World, interaction: Interaction, type: number, change: (message: Message) => void): Callback {
  const message = world.messages.get(interaction.messageId ?? '');
  if (!message) throw refusals.unknownMessage();
  change(message);
  interaction.originalId = message.id;
  return { type, message, answer: { is: 'update', message: seen(message, world.users) } };
}

function openModal(interaction: Interaction, data: Json): Callback {
  const modal = {
    customId: String(data.custom_id),
    title: String(data.title),
    components: storedComponents(jsonList(data.components)),
    interactionId: interaction.id,
  };
  return { type: CallbackType.Modal, answer: { is: 'modal', modal } };
}

/** Completion takes choices only; a modal cannot answer a modal; an update needs a message to update. */
function mustBeAllowed(interactionType: number, messageId: Id | undefined, type: number): void {
  const allowed = new Set<number>();
  if (interactionType === InteractionType.Autocomplete) allowed.add(CallbackType.Choices);
  else {
    allowed.add(CallbackType.Reply).add(CallbackType.DeferReply);
    if (messageId !== undefined) allowed.add(CallbackType.DeferUpdate).add(CallbackType.Update);
    if (interactionType !== InteractionType.ModalSubmit) allowed.add(CallbackType.Modal);
  }
  if (allowed.has(type)) return;
  const words = `Value must be one of {${[...allowed].join(', ')}}.`;
  throw refusals.invalidForm(fieldError(['type'], 'BASE_TYPE_CHOICES', words));
}
