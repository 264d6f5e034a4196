import { Intent } from '../../world/bits.ts';
import type { Change, Id, Json, Message, Reaction } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { messageJson } from '../json/messages.ts';
import { bareMemberJson, memberJson, userJson } from '../json/users.ts';
import type { Dispatch } from './event.ts';

/** Where a message is, as its events say it. */
function placed(channelId: Id, world: World) {
  const guild = world.guilds.get(world.channel(channelId)?.guildId ?? '');
  const isTold = !guild || guild.members.has(world.application.botId);
  return { guild, isTold, place: guild ? { guild_id: guild.id } : {} };
}

type Kind = 'messages' | 'reactions' | 'typing';

const INTENTS: Readonly<Record<Kind, readonly [server: number, direct: number]>> = {
  messages: [Intent.GuildMessages, Intent.DirectMessages],
  reactions: [Intent.GuildMessageReactions, Intent.DirectMessageReactions],
  typing: [Intent.GuildMessageTyping, Intent.DirectMessageTyping],
};

function told(type: string, kind: Kind, channelId: Id, world: World, data: Json): Dispatch[] {
  const { guild, isTold, place } = placed(channelId, world);
  if (!isTold) return [];
  const intent = INTENTS[kind][guild ? 0 : 1];
  return [{ type, intent, guildId: guild?.id, data: { channel_id: channelId, ...data, ...place } }];
}

/** A message as the gateway sends it: in a server with what its author, and those it mentions, are there. */
function toldMessage(message: Message, world: World): Json {
  const { guild } = placed(message.channelId, world);
  const json = messageJson(message, world);
  if (!guild) return json;
  const author = message.webhook ? undefined : guild.members.get(message.authorId);
  const mentions = message.mentions.users.flatMap((id) => {
    const user = world.users.get(id);
    const member = guild.members.get(id);
    return user ? [{ ...userJson(user), ...(member ? { member: bareMemberJson(member) } : {}) }] : [];
  });
  return { ...json, mentions, ...(author ? { member: bareMemberJson(author) } : {}) };
}

const MESSAGE_EVENTS = { messageAdded: 'MESSAGE_CREATE', messageChanged: 'MESSAGE_UPDATE' } as const;

/** Ephemeral messages are told to nobody but their reader. */
export function messageEvents(
  change: Extract<Change, { is: 'messageAdded' | 'messageChanged' | 'messageDeleted' | 'messagesDeleted' }>,
  world: World,
): Dispatch[] {
  if (change.is === 'messagesDeleted') {
    const ids = change.messages.map(({ id }) => id);
    return told('MESSAGE_DELETE_BULK', 'messages', change.channelId, world, { ids });
  }
  const { is, message } = change;
  if (message.onlyFor !== undefined) return [];
  if (is === 'messageDeleted') return told('MESSAGE_DELETE', 'messages', message.channelId, world, { id: message.id });
  return told(MESSAGE_EVENTS[is], 'messages', message.channelId, world, toldMessage(message, world));
}

export function reactionEvents(
  change: Extract<Change, { is: 'reactionAdded' | 'reactionRemoved' | 'reactionsCleared' }>,
  world: World,
): Dispatch[] {
  const { message, reaction } = change;
  const about = { message_id: message.id };
  const say = (type: string, data: Json) => told(type, 'reactions', message.channelId, world, { ...about, ...data });
  if (change.is === 'reactionsCleared') {
    return reaction
      ? say('MESSAGE_REACTION_REMOVE_EMOJI', { emoji: reaction.emoji })
      : say('MESSAGE_REACTION_REMOVE_ALL', {});
  }
  const data = { user_id: change.userId, emoji: change.reaction.emoji, burst: false, type: 0 };
  if (change.is === 'reactionRemoved') return say('MESSAGE_REACTION_REMOVE', data);
  return say('MESSAGE_REACTION_ADD', { ...data, message_author_id: message.authorId, ...memberOf(change, world) });
}

function memberOf({ message, userId }: { message: Message; userId: Id; reaction: Reaction }, world: World): Json {
  const member = placed(message.channelId, world).guild?.members.get(userId);
  return member ? { member: memberJson(member, world.users) } : {};
}

export function typingEvents({ channelId, userId }: Extract<Change, { is: 'typing' }>, world: World): Dispatch[] {
  const member = placed(channelId, world).guild?.members.get(userId);
  const data = { user_id: userId, timestamp: Math.floor(world.now() / 1_000) };
  return told('TYPING_START', 'typing', channelId, world, {
    ...data,
    ...(member ? { member: memberJson(member, world.users) } : {}),
  });
}
