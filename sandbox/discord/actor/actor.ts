import { Permission } from '../../world/bits.ts';
import { InteractionType, type NewInteraction, sourceOf } from '../../world/interactions.ts';
import { guildOf, known } from '../../world/lookup.ts';
import { may } from '../../world/permissions.ts';
import { type Answer, type OpenModal, type SeenMessage, seen } from '../../world/seen.ts';
import type { Command, Id, Json, Message } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import type { Gateway } from '../gateway/gateway.ts';
import { chatData, messageData, type Options, userData } from './command-data.ts';
import { buttonData, selectData } from './component-data.ts';
import { type Fields, modalData } from './modal-data.ts';
import { obstacleTo } from './obstacle.ts';
import { interactionJson, type Place } from './payload.ts';
import { createSpeech, type Speech } from './speech.ts';

/** Where a command is used: a channel (the first one the person may use, when left out), or the bot's direct messages. */
export interface At {
  readonly channelId?: Id;
  readonly inDirectMessage?: boolean;
}

/** Plays a person. What a real client would not let the person do throws; what a bot may refuse is an answer. */
export interface Actor extends Speech {
  /** A chat command; `name` may carry a subcommand: `roster find`. */
  slash(name: string, options?: Options, at?: At): Promise<Answer>;
  /** Asks for completion of the option `focused`. */
  complete(name: string, options: Options, focused: string, at?: At): Promise<Answer>;
  /** A command from a person's context menu. */
  useOn(name: string, targetId: Id, at?: At): Promise<Answer>;
  /** A command from a message's context menu. */
  useOnMessage(name: string, messageId: Id): Promise<Answer>;
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
  /** The channel as this person sees it, oldest first; nothing where they may not look. */
  messages(channelId: Id): SeenMessage[];
  /** The registered chat command, wherever it may be used. */
  command(name: string): Command | undefined;
}

/** Someone who exists in the world, at the keyboard. */
export function createActor({ world, gateway }: { world: World; gateway: Gateway }, userId: Id): Actor {
  const user = known(world.users.get(userId), `user ${userId}`);

  function placeOf(channelId: Id): Place {
    const channel = known(world.channel(channelId), `channel ${channelId}`);
    if (channel.guildId === undefined) {
      if (channel.recipientId !== userId) throw new Error(`${user.displayName} is not part of this direct message.`);
      return { channel, guild: undefined };
    }
    const guild = guildOf(world, channel.guildId);
    if (!guild.members.has(userId)) throw new Error(`${user.displayName} is not a member of ${guild.name}.`);
    if (!may(guild, userId, Permission.ViewChannel, channel)) {
      throw new Error(`${user.displayName} does not see #${channel.name}.`);
    }
    return { channel, guild };
  }

  function placeFor({ channelId, inDirectMessage }: At): Place {
    if (channelId !== undefined) return placeOf(channelId);
    if (inDirectMessage) return placeOf(world.directChannel(userId).id);
    for (const guild of world.guilds.values()) {
      const channel = [...guild.channels.values()].find((each) => may(guild, userId, Permission.ViewChannel, each));
      if (channel) return { channel, guild };
    }
    throw new Error(`${user.displayName} sees no channel.`);
  }

  function usableCommand(name: string, type: number, place: Place): Command {
    const gone = place.guild?.hasCommands === false;
    if (gone) throw new Error(`The bot of /${name} is not in ${place.guild?.name}.`);
    const command = known(
      world.commands.usable(place.guild?.id).find((each) => each.name === name && each.type === type),
      `command ${name}`,
    );
    const obstacle = obstacleTo(command, userId, place);
    if (obstacle) throw new Error(`${user.displayName} cannot use /${name}: ${obstacle}`);
    return command;
  }

  function interact(
    details: Omit<NewInteraction, 'userId' | 'channelId' | 'guildId'>,
    place: Place,
    data: Json,
  ): Promise<Answer> {
    if (place.guild?.members.get(userId)?.pending) {
      throw new Error(`${user.displayName} has to accept the rules of ${place.guild.name} first.`);
    }
    const { interaction, answer } = world.interactions.open({
      ...details,
      userId,
      channelId: place.channel.id,
      guildId: place.guild?.id,
    });
    const isThere = place.guild?.hasCommands !== false;
    const taken = isThere && gateway.interact(interactionJson(world, interaction, user, place, data), place.guild?.id);
    if (!taken) world.interactions.settle(interaction, { is: 'failed' });
    return answer;
  }

  /** The message, if this person sees it, with the place it is in. */
  function messageFor(messageId: Id): { message: Message; place: Place } {
    const message = known(world.messages.get(messageId), `message ${messageId}`);
    if (message.onlyFor !== undefined && message.onlyFor !== userId) {
      throw new Error(`${user.displayName} does not see this message: it is ephemeral, for someone else.`);
    }
    return { message, place: placeOf(message.channelId) };
  }

  function componentOn(message: Message, customId: string): Json {
    return known(message.everHad.get(customId), `component ${customId} on message ${message.id}`);
  }

  async function chat(type: number, fullName: string, options: Options, at: At, focused?: string): Promise<Answer> {
    const [name = '', ...path] = fullName.split(' ');
    const place = placeFor(at);
    const command = usableCommand(name, 1, place);
    return interact({ type, name: fullName }, place, chatData(world, command, place, path, options, focused));
  }

  return {
    ...createSpeech(world, userId, { placeOf, messageFor }),
    slash: (name, options = {}, at = {}) => chat(InteractionType.Command, name, options, at),
    complete: (name, options, focused, at = {}) => chat(InteractionType.Autocomplete, name, options, at, focused),
    async useOn(name, targetId, at = {}) {
      const place = placeFor(at);
      const command = usableCommand(name, 2, place);
      const details = { type: InteractionType.Command, name, targetId };
      return interact(details, place, userData(world, command, place, targetId));
    },
    async useOnMessage(name, messageId) {
      const { message, place } = messageFor(messageId);
      const command = usableCommand(name, 3, place);
      return interact({ type: InteractionType.Command, name }, place, messageData(world, command, message));
    },
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
    messages(channelId) {
      const channel = world.channel(channelId);
      const guild = world.guilds.get(channel?.guildId ?? '');
      const hidden =
        !channel || (guild ? !may(guild, userId, Permission.ViewChannel, channel) : channel.recipientId !== userId);
      return hidden ? [] : world.messages.inChannel(channelId, userId).map((message) => seen(message, world.users));
    },
    command: (name) => {
      const ofServers = [...world.guilds.keys()].flatMap((guildId) => world.commands.usable(guildId));
      return [...ofServers, ...world.commands.usable(undefined)].find((each) => each.name === name && each.type === 1);
    },
  };
}
