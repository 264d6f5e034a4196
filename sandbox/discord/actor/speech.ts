import { Permission } from '../../world/bits.ts';
import { may } from '../../world/permissions.ts';
import { reactionKey } from '../../world/reactions.ts';
import { type SeenMessage, seen } from '../../world/seen.ts';
import type { Id, Reaction } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import type { Eyes } from './eyes.ts';
import type { Place } from './payload.ts';
import { storedUpload, type Upload } from './uploads.ts';

/** What a person says and does in a channel, without the bot being asked. What they may not do throws. */
export interface Speech {
  write(
    channelId: Id,
    content: string,
    more?: { readonly files?: readonly Upload[]; readonly replyTo?: Id },
  ): Promise<SeenMessage>;
  /** Changes a message of their own. */
  edit(messageId: Id, content: string): Promise<SeenMessage>;
  /** Deletes a message of their own or, with Manage Messages, of anybody. */
  remove(messageId: Id): Promise<void>;
  /** @param emoji a character, or the id of an emoji of the server */
  react(messageId: Id, emoji: string): Promise<void>;
  unreact(messageId: Id, emoji: string): Promise<void>;
  type(channelId: Id): Promise<void>;
}

const REPLY = 19;

export function createSpeech(world: World, userId: Id, { placeOf, messageFor }: Eyes): Speech {
  const name = () => world.users.get(userId)?.displayName ?? userId;

  function must(place: Place, wanted: bigint, what: string): void {
    const { guild, channel } = place;
    if (guild && !may(guild, userId, wanted, channel)) throw new Error(`${name()} may not ${what} here.`);
    if (guild?.members.get(userId)?.pending)
      throw new Error(`${name()} has to accept the rules of ${guild.name} first.`);
  }

  function emojiFor({ guild }: Place, emoji: string): Reaction['emoji'] {
    const own = guild?.emojis.get(emoji);
    return own ? { id: own.id, name: own.name, animated: own.animated } : { id: null, name: emoji, animated: false };
  }

  return {
    async write(channelId, content, { files = [], replyTo } = {}) {
      const place = placeOf(channelId);
      const isThread = place.channel.thread !== undefined;
      must(place, isThread ? Permission.SendMessagesInThreads : Permission.SendMessages, 'write');
      if (files.length > 0) must(place, Permission.AttachFiles, 'attach files');
      const answered = replyTo === undefined ? undefined : messageFor(replyTo).message;
      const message = world.messages.add({
        channelId,
        authorId: userId,
        content,
        attachments: files.map((file) => storedUpload(world.newId(), file)),
        ...(answered ? { type: REPLY, reference: { messageId: answered.id, channelId } } : {}),
      });
      return seen(message, world.users);
    },
    async edit(messageId, content) {
      const { message } = messageFor(messageId);
      if (message.authorId !== userId) throw new Error(`${name()} did not write this message.`);
      return seen(world.messages.edit(message, { content }), world.users);
    },
    async remove(messageId) {
      const { message, place } = messageFor(messageId);
      if (message.authorId !== userId) must(place, Permission.ManageMessages, "delete others' messages");
      world.messages.remove(message);
    },
    async react(messageId, asked) {
      const { message, place } = messageFor(messageId);
      const emoji = emojiFor(place, asked);
      if (!message.reactions.has(reactionKey(emoji))) must(place, Permission.AddReactions, 'add reactions');
      world.react(message, userId, emoji);
    },
    async unreact(messageId, asked) {
      const { message, place } = messageFor(messageId);
      world.unreact(message, userId, reactionKey(emojiFor(place, asked)));
    },
    async type(channelId) {
      must(placeOf(channelId), Permission.SendMessages, 'write');
      world.type(channelId, userId);
    },
  };
}
