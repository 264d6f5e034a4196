import type { Change, Id, Message, Reaction } from './types.ts';

export interface Reactions {
  /** Somebody reacts; nothing new where they have. */
  react(message: Message, userId: Id, emoji: Reaction['emoji']): void;
  /** Takes somebody's reaction back; nothing where there is none. */
  unreact(message: Message, userId: Id, key: string): void;
  /** Takes all reactions away, or all with one emoji. */
  clearReactions(message: Message, key?: string): void;
}

/** What tells one emoji from another: the id of a server's own, the character of any other. */
export const reactionKey = ({ id, name }: Reaction['emoji']): string => id ?? name;

/** Reactions to messages. */
export function createReactions({ emit }: { emit: (change: Change) => void }): Reactions {
  return {
    react(message, userId, emoji) {
      const key = reactionKey(emoji);
      const reaction = message.reactions.get(key) ?? { emoji, users: new Set() };
      if (reaction.users.has(userId)) return;
      reaction.users.add(userId);
      message.reactions.set(key, reaction);
      emit({ is: 'reactionAdded', message, userId, reaction });
    },
    unreact(message, userId, key) {
      const reaction = message.reactions.get(key);
      if (!reaction?.users.delete(userId)) return;
      if (reaction.users.size === 0) message.reactions.delete(key);
      emit({ is: 'reactionRemoved', message, userId, reaction });
    },
    clearReactions(message, key) {
      const reaction = key === undefined ? undefined : message.reactions.get(key);
      if (key === undefined) message.reactions.clear();
      else message.reactions.delete(key);
      emit({ is: 'reactionsCleared', message, reaction });
    },
  };
}
