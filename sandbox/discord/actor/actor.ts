import { InteractionType, sourceOf } from '../../world/interactions.ts';
import { known } from '../../world/lookup.ts';
import type { Answer, OpenModal } from '../../world/seen.ts';
import type { Id, Json, Message } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { type Commands, createCommands } from './commands.ts';
import { buttonData, selectData } from './component-data.ts';
import { createEyes, type Eyes } from './eyes.ts';
import { createInteract } from './interact.ts';
import { type Fields, modalData } from './modal-data.ts';
import { createSpeech, type Speech } from './speech.ts';

/** Plays a person. What a real client would not let the person do throws; what a bot may refuse is an answer. */
export interface Actor extends Speech, Commands, Pick<Eyes, 'messages'> {
  /** A button that is or ever was on the message, disabled or not. */
  press(messageId: Id, customId: string): Promise<Answer>;
  select(messageId: Id, customId: string, values: readonly string[]): Promise<Answer>;
  /** Fields by custom_id; what is left out keeps its default. */
  submit(modal: OpenModal, fields: Fields): Promise<Answer>;
  /**
   * What no client sends: `data` as it is, on a message (that this person sees) or in a channel. For playing somebody who
   * has written a client of their own.
   */
  forge(
    type: 'command' | 'component' | 'modal',
    data: Json,
    on: { messageId: Id } | { channelId: Id },
  ): Promise<Answer>;
}

/** Someone who exists in the world, at the keyboard. */
export function createActor({ world, gateway }: { world: World; gateway: Gateway }, userId: Id): Actor {
  const user = known(world.users.get(userId), `user ${userId}`);
  const eyes = createEyes(world, user);
  const { placeOf, messageFor } = eyes;
  const interact = createInteract({ world, gateway }, user);

  function componentOn(message: Message, customId: string): Json {
    return known(message.everHad.get(customId), `component ${customId} on message ${message.id}`);
  }

  return {
    ...createSpeech(world, userId, eyes),
    ...createCommands(world, user, eyes, interact),
    messages: eyes.messages,
    async press(messageId, customId) {
      const { message, place } = messageFor(messageId);
      const data = buttonData(componentOn(message, customId));
      return interact({ type: InteractionType.Component, messageId }, place, data);
    },
    async select(messageId, customId, values) {
      const { message, place } = messageFor(messageId);
      const data = selectData(world, componentOn(message, customId), place, values);
      return interact({ type: InteractionType.Component, messageId }, place, data);
    },
    async submit(modal, fields) {
      const opener = known(world.interactions.get(modal.interactionId), `interaction ${modal.interactionId}`);
      if (opener.userId !== userId) throw new Error(`The modal "${modal.title}" is open for someone else.`);
      const place = placeOf(opener.channelId);
      const details = { type: InteractionType.ModalSubmit, messageId: opener.messageId, trigger: sourceOf(opener) };
      return interact(details, place, modalData(world, modal, place, fields));
    },
    async forge(type, data, on) {
      const { place } = 'messageId' in on ? messageFor(on.messageId) : { place: placeOf(on.channelId) };
      const types = {
        command: InteractionType.Command,
        component: InteractionType.Component,
        modal: InteractionType.ModalSubmit,
      };
      const from = 'messageId' in on ? { messageId: on.messageId } : {};
      const opener = { id: world.newId(), type: 'messageId' in on ? types.component : types.command, userId, ...from };
      return interact({ type: types[type], ...from, ...(type === 'modal' && { trigger: opener }) }, place, data);
    },
  };
}
