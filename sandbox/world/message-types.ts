import type { Id, Json } from './basic-types.ts';

/** The members that a message calls. */
export interface Mentions {
  readonly users: readonly Id[];
  readonly roles: readonly Id[];
  readonly everyone: boolean;
}

/** Who has reacted with one emoji. `id` is null for those of Unicode. */
export interface Reaction {
  readonly emoji: { readonly id: Id | null; readonly name: string; readonly animated: boolean };
  readonly users: Set<Id>;
}

export interface Attachment {
  readonly id: Id;
  readonly filename: string;
  readonly contentType: string;
  readonly size: number;
  /** Alternative text. */
  readonly description?: string;
  readonly bytes: Uint8Array;
}

/** The interaction that a message answers. */
export interface MessageSource {
  readonly id: Id;
  readonly type: number;
  readonly userId: Id;
  /** Command name, where the interaction was a command. */
  readonly name?: string;
  /** For a command used on a person: that person. */
  readonly targetId?: Id;
  /** The message whose component was used. */
  readonly messageId?: Id;
  /** For a modal: the interaction that opened it. */
  readonly trigger?: MessageSource;
}

export interface Message {
  readonly id: Id;
  readonly channelId: Id;
  readonly authorId: Id;
  flags: number;
  content: string;
  embeds: Json[];
  components: Json[];
  attachments: Attachment[];
  readonly createdAt: number;
  editedAt: number | null;
  /** Discord's message type: 0, 19 for an answer to another message, 6 for the note of a pin, and others. */
  readonly type: number;
  mentions: Mentions;
  /** The message that this one answers or is about. */
  readonly reference?: { readonly messageId: Id; readonly channelId: Id };
  /** What its author sent to know it again by. */
  readonly nonce?: string | number;
  readonly tts: boolean;
  /** ms; `null` while it is not pinned. */
  pinnedAt: number | null;
  /** By `reactionKey`. */
  readonly reactions: Map<string, Reaction>;
  /** The webhook it came through, and the name that it took. */
  readonly webhook?: { readonly id: Id; readonly name: string };
  /** The only person who sees it (ephemeral), or `undefined` for everybody in the channel. */
  readonly onlyFor: Id | undefined;
  readonly source: MessageSource | undefined;
  /** Every interactive component that is or ever was on the message, by custom_id. */
  readonly everHad: Map<string, Json>;
}
