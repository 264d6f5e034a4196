import { Permission } from '../../world/bits.ts';
import { guildOf, known } from '../../world/lookup.ts';
import { may } from '../../world/permissions.ts';
import { type SeenMessage, seen } from '../../world/seen.ts';
import type { Id, Message, User } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import type { Place } from './payload.ts';

/** Where a command is used: a channel (the first one the person may use, when left out), or the bot's direct messages. */
export interface At {
  readonly channelId?: Id;
  readonly inDirectMessage?: boolean;
}

/** How an actor finds places and messages, and refuses those that they do not see. */
export interface Eyes {
  /** A channel, with its server. */
  placeOf(channelId: Id): Place;
  /** Where a command is used. */
  placeFor(at: At): Place;
  /** A message, with the place it is in. */
  messageFor(messageId: Id): { message: Message; place: Place };
  /** The channel as this person sees it, oldest first; nothing where they may not look. */
  messages(channelId: Id): SeenMessage[];
}

export function createEyes(world: World, user: User): Eyes {
  const userId = user.id;

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

  function messageFor(messageId: Id): { message: Message; place: Place } {
    const message = known(world.messages.get(messageId), `message ${messageId}`);
    if (message.onlyFor !== undefined && message.onlyFor !== userId) {
      throw new Error(`${user.displayName} does not see this message: it is ephemeral, for someone else.`);
    }
    return { message, place: placeOf(message.channelId) };
  }

  return {
    placeOf,
    placeFor,
    messageFor,
    messages(channelId) {
      const channel = world.channel(channelId);
      const guild = world.guilds.get(channel?.guildId ?? '');
      const hidden =
        !channel || (guild ? !may(guild, userId, Permission.ViewChannel, channel) : channel.recipientId !== userId);
      return hidden ? [] : world.messages.inChannel(channelId, userId).map((message) => seen(message, world.users));
    },
  };
}
