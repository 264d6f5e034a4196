import { interactiveComponents } from './components.ts';
import type { Attachment, Change, Id, Json, Message, MessageSource } from './types.ts';

/** What of a message its author may set, at first or by an edit. */
export interface MessageContent {
  flags: number;
  content: string;
  embeds: Json[];
  components: Json[];
  attachments: Attachment[];
}

export interface NewMessage extends Partial<MessageContent> {
  readonly channelId: Id;
  readonly authorId: Id;
  readonly onlyFor?: Id | undefined;
  readonly source?: MessageSource | undefined;
}

export interface MessageBook {
  get(id: Id): Message | undefined;
  /** Messages of a channel that `userId` may see, oldest first: the channel's, and those only for this person. */
  inChannel(channelId: Id, userId: Id): Message[];
  add(message: NewMessage): Message;
  /** Changes what `content` names; the rest stays. */
  edit(message: Message, content: Partial<MessageContent>): Message;
  remove(message: Message): void;
}

/** Every message of the world, in all channels. */
export function createMessages(deps: {
  newId: () => Id;
  now: () => number;
  emit: (change: Change) => void;
}): MessageBook {
  const messages = new Map<Id, Message>();

  function remember(message: Message): void {
    for (const component of interactiveComponents(message.components)) {
      if (typeof component.custom_id === 'string') message.everHad.set(component.custom_id, component);
    }
  }

  return {
    get: (id) => messages.get(id),
    inChannel: (channelId, userId) =>
      [...messages.values()].filter(
        (message) => message.channelId === channelId && (message.onlyFor === undefined || message.onlyFor === userId),
      ),
    add(given) {
      const message: Message = {
        id: deps.newId(),
        channelId: given.channelId,
        authorId: given.authorId,
        flags: given.flags ?? 0,
        content: given.content ?? '',
        embeds: given.embeds ?? [],
        components: given.components ?? [],
        attachments: given.attachments ?? [],
        createdAt: deps.now(),
        editedAt: null,
        onlyFor: given.onlyFor,
        source: given.source,
        everHad: new Map(),
      };
      messages.set(message.id, message);
      remember(message);
      deps.emit({ is: 'messageAdded', message });
      return message;
    },
    edit(message, content) {
      Object.assign(message, content, { editedAt: deps.now() });
      remember(message);
      deps.emit({ is: 'messageChanged', message });
      return message;
    },
    remove(message) {
      messages.delete(message.id);
      deps.emit({ is: 'messageDeleted', message });
    },
  };
}
