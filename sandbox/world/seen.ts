import { MessageFlag } from './bits.ts';
import { looseFiles } from './files.ts';
import type { Id, Json, Message, User } from './types.ts';

/** A message as a person's client shows it. `components` and `embeds` are Discord's JSON. */
export interface SeenMessage {
  readonly id: Id;
  readonly channelId: Id;
  readonly author: { readonly id: Id; readonly name: string; readonly bot: boolean };
  readonly flags: number;
  readonly ephemeral: boolean;
  /** "… is thinking": a deferred answer that has no content yet. */
  readonly loading: boolean;
  readonly content: string;
  readonly embeds: readonly Json[];
  readonly components: readonly Json[];
  /** Files that no component shows. */
  readonly files: readonly SeenFile[];
  readonly createdAt: number;
  readonly editedAt: number | null;
  /** `onUser`: the command was used on a person. */
  readonly interaction?: { readonly user: string; readonly name?: string; readonly onUser?: boolean };
}

export interface SeenFile {
  readonly name: string;
  readonly contentType: string;
  readonly size: number;
  readonly description?: string;
}

/** A modal that is open in front of a person. `components` is Discord's JSON. */
export interface OpenModal {
  readonly customId: string;
  readonly title: string;
  readonly components: readonly Json[];
  /** The interaction it answered. */
  readonly interactionId: Id;
}

/** What a person sees after using a command, a component or a modal. */
export type Answer =
  | { readonly is: 'message'; readonly message: SeenMessage }
  | { readonly is: 'update'; readonly message: SeenMessage }
  | { readonly is: 'modal'; readonly modal: OpenModal }
  | { readonly is: 'choices'; readonly choices: readonly Json[] }
  /** "This interaction failed": no first answer within 3 s, or no bot to answer. */
  | { readonly is: 'failed' };

/** The message as it is at this moment; later edits need another look. */
export function seen(message: Message, users: ReadonlyMap<Id, User>): SeenMessage {
  const author = users.get(message.authorId);
  const { source } = message;
  const by = source && {
    user: users.get(source.userId)?.displayName ?? source.userId,
    ...(source.name === undefined ? {} : { name: source.name }),
    ...(source.targetId === undefined ? {} : { onUser: true }),
  };
  return {
    id: message.id,
    channelId: message.channelId,
    author: { id: message.authorId, name: author?.displayName ?? 'Deleted user', bot: author?.bot ?? false },
    flags: message.flags,
    ephemeral: (message.flags & MessageFlag.Ephemeral) !== 0,
    loading: (message.flags & MessageFlag.Loading) !== 0,
    content: message.content,
    embeds: message.embeds,
    components: message.components,
    files: looseFiles(message).map(({ filename: name, contentType, size, description }) => ({
      name,
      contentType,
      size,
      ...(description === undefined ? {} : { description }),
    })),
    createdAt: message.createdAt,
    editedAt: message.editedAt,
    ...(by ? { interaction: by } : {}),
  };
}
