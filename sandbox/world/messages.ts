import { interactiveComponents } from './components.ts';
import { mentionsIn } from './mentions.ts';
import type { Attachment, Change, Channel, Guild, Id, Json, Message, MessageSource, User } from './types.ts';

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
  /** Discord's message type; 0, when left out. */
  readonly type?: number;
  readonly reference?: Message['reference'];
  readonly nonce?: string | number;
  readonly tts?: boolean;
  readonly webhook?: Message['webhook'];
  /** Discord's `allowed_mentions`: which of those it names it may call; all, when left out. */
  readonly allowed?: unknown;
}

export interface MessageBook {
  get(id: Id): Message | undefined;
  /** Messages of a channel that `userId` may see, oldest first: the channel's, and those only for this person. */
  inChannel(channelId: Id, userId: Id): Message[];
  add(message: NewMessage): Message;
  /** Changes what `content` names; the rest stays. `allowed` as for a new message. */
  edit(message: Message, content: Partial<MessageContent>, allowed?: unknown): Message;
  remove(message: Message): void;
  /** Removes several messages of one channel at once. */
  removeAll(channelId: Id, messages: readonly Message[]): void;
  /** The pinned messages of a channel, the last one pinned first. */
  pinnedIn(channelId: Id): Message[];
  pin(message: Message, isPinned: boolean): void;
}

/** Every message of the world, in all channels. */
export function createMessages(deps: {
  newId: () => Id;
  now: () => number;
  emit: (change: Change) => void;
  users: ReadonlyMap<Id, User>;
  placeOf: (channelId: Id) => { channel: Channel | undefined; guild: Guild | undefined };
}): MessageBook {
  const messages = new Map<Id, Message>();

  function calledBy(message: Said, allowed: unknown) {
    const { channel, guild } = deps.placeOf(message.channelId);
    const repliedTo = messages.get(message.reference?.messageId ?? '')?.authorId;
    return mentionsIn({ ...message, allowed, repliedTo }, channel, guild, deps.users);
  }

  return {
    get: (id) => messages.get(id),
    inChannel: (channelId, userId) =>
      [...messages.values()].filter(
        (message) => message.channelId === channelId && (message.onlyFor === undefined || message.onlyFor === userId),
      ),
    add(given) {
      const said = saidIn(given);
      const message = newMessage(given, said, deps.newId(), deps.now(), calledBy(said, given.allowed));
      messages.set(message.id, message);
      remember(message);
      deps.emit({ is: 'messageAdded', message });
      return message;
    },
    edit(message, content, allowed) {
      Object.assign(message, content, { editedAt: deps.now() });
      message.mentions = calledBy(message, allowed);
      remember(message);
      deps.emit({ is: 'messageChanged', message });
      return message;
    },
    removeAll(channelId, gone) {
      for (const { id } of gone) messages.delete(id);
      deps.emit({ is: 'messagesDeleted', channelId, messages: gone });
    },
    pinnedIn: (channelId) =>
      [...messages.values()]
        .filter((message) => message.channelId === channelId && message.pinnedAt !== null)
        .toSorted((one, other) => Number(other.pinnedAt) - Number(one.pinnedAt)),
    pin(message, isPinned) {
      message.pinnedAt = isPinned ? deps.now() : null;
      deps.emit({ is: 'messageChanged', message });
      deps.emit({ is: 'pinsChanged', channelId: message.channelId });
    },
    remove(message) {
      messages.delete(message.id);
      deps.emit({ is: 'messageDeleted', message });
    },
  };
}

/** What decides which members a message calls. */
type Said = Pick<Message, 'authorId' | 'channelId' | 'content' | 'components' | 'reference'>;

function saidIn(given: NewMessage): Said {
  const { reference } = given;
  return {
    channelId: given.channelId,
    authorId: given.authorId,
    content: given.content ?? '',
    components: given.components ?? [],
    ...(reference ? { reference } : {}),
  };
}

function newMessage(given: NewMessage, said: Said, id: Id, now: number, mentions: Message['mentions']): Message {
  const { nonce, webhook } = given;
  return {
    ...said,
    id: id,
    flags: given.flags ?? 0,
    embeds: given.embeds ?? [],
    attachments: given.attachments ?? [],
    createdAt: now,
    editedAt: null,
    type: given.type ?? 0,
    mentions,
    tts: given.tts ?? false,
    pinnedAt: null,
    reactions: new Map(),
    onlyFor: given.onlyFor,
    source: given.source,
    everHad: new Map(),
    ...(nonce === undefined ? {} : { nonce }),
    ...(webhook ? { webhook } : {}),
  };
}

/** Keeps the components that a person may still use after an edit has removed them. */
function remember(message: Message): void {
  for (const component of interactiveComponents(message.components)) {
    if (typeof component.custom_id === 'string') message.everHad.set(component.custom_id, component);
  }
}
