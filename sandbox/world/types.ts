/** JSON as the bot sent it or as Discord would send it. */
export type Json = Record<string, unknown>;

/** A Discord id: a 64-bit number as a decimal string, with its time of birth inside. */
export type Id = string;

export interface User {
  readonly id: Id;
  username: string;
  readonly displayName: string;
  readonly bot: boolean;
  /** Discord locale of the person's client, such as `en-US`. */
  locale: string;
  /** E.164 number of the phone in the person's pocket, where there is one. */
  readonly phone?: string;
  /** Whether bots may write to this person directly. */
  takesDirectMessages: boolean;
}

export interface Role {
  readonly id: Id;
  name: string;
  permissions: bigint;
  /** 0 is @everyone; a higher position stands above. */
  position: number;
  color: number;
  readonly managed: boolean;
  /** The bot whose integration this role belongs to. */
  readonly botId?: Id;
}

export interface Overwrite {
  readonly id: Id;
  readonly type: 'role' | 'member';
  readonly allow: bigint;
  readonly deny: bigint;
}

export interface Channel {
  readonly id: Id;
  /** `undefined` for a direct message. */
  readonly guildId: Id | undefined;
  /** The person on the other side of a direct message. */
  readonly recipientId?: Id;
  /** Discord's channel type: 0 text, 1 direct message, 2 voice, 4 category. */
  readonly type: number;
  readonly name: string;
  readonly position: number;
  overwrites: Overwrite[];
}

export interface Member {
  readonly userId: Id;
  readonly roles: Set<Id>;
  nick: string | null;
  readonly joinedAt: number;
  /** Has not accepted the server's rules yet: looks on, and may do nothing. */
  pending: boolean;
  /** The options of Onboarding that they chose. */
  chosen: readonly Id[];
}

/** What new members are asked, and which roles and channels their answers bring. */
export interface Onboarding {
  readonly defaultChannelIds: readonly Id[];
  readonly prompts: readonly {
    readonly id: Id;
    readonly title: string;
    readonly options: readonly {
      readonly id: Id;
      readonly title: string;
      readonly roleIds: readonly Id[];
      readonly channelIds: readonly Id[];
    }[];
  }[];
}

export interface Guild {
  readonly id: Id;
  name: string;
  ownerId: Id;
  locale: string;
  /** Membership screening: who joins is pending until they accept the rules. */
  screening: boolean;
  onboarding: Onboarding | undefined;
  /** With 1, moderating asks for two-factor authentication: of people, and of the one who owns a bot. */
  mfaLevel: 0 | 1;
  /** The error code by which a bot whose owner has none is refused there: 60003, or a plain 50013. */
  mfaRefusal: 60003 | 50013;
  /** The application's commands may be used here: it was added with its bot, or without. */
  hasCommands: boolean;
  readonly roles: Map<Id, Role>;
  readonly members: Map<Id, Member>;
  readonly channels: Map<Id, Channel>;
  /** Who is banned, and why. */
  readonly bans: Map<Id, string | null>;
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
  /** The only person who sees it (ephemeral), or `undefined` for everybody in the channel. */
  readonly onlyFor: Id | undefined;
  readonly source: MessageSource | undefined;
  /** Every interactive component that is or ever was on the message, by custom_id. */
  readonly everHad: Map<string, Json>;
}

export interface Application {
  readonly id: Id;
  readonly botId: Id;
  readonly name: string;
  /** Of the bot; a reset makes another one. */
  token: string;
  /** Whether the person who owns the application has two-factor authentication. */
  ownerHasTwoFactor: boolean;
  /** Intent bits of the privileged intents switched on for the application (members 1<<1, presences 1<<8, content 1<<15). */
  privilegedIntents: number;
  /** How many shards `GET /gateway/bot` recommends. */
  recommendedShards: number;
  /** Discord's `max_concurrency`: how many shards a bot may begin within five seconds. */
  identifiesAtOnce: number;
  /** A bot that names fewer shards is turned away: it is on too many servers for them. */
  fewestShards: number;
}

/** A registered application command: Discord's JSON, in `body`, with what the sandbox looks at lifted out. */
export interface Command {
  readonly id: Id;
  readonly name: string;
  /** 1 chat input, 2 user, 3 message. */
  readonly type: number;
  readonly guildId: Id | undefined;
  readonly body: Json;
}

/** One thing that somebody did, as the server's audit log keeps it. */
export interface AuditEntry {
  readonly id: Id;
  readonly at: number;
  readonly by: Id;
  /** Discord's audit log event, such as 25 for a member's roles. */
  readonly action: number;
  readonly targetId: Id | null;
  readonly changes: readonly { readonly key: string; readonly before?: unknown; readonly after?: unknown }[];
  readonly reason?: string;
}

/** A change of the world, told after it has happened. */
export type Change =
  | { is: 'guildAdded' | 'guildChanged'; guild: Guild }
  | { is: 'userChanged'; user: User }
  | { is: 'memberAdded' | 'memberChanged'; guild: Guild; member: Member }
  | { is: 'memberRemoved'; guild: Guild; userId: Id }
  | { is: 'banAdded' | 'banRemoved'; guild: Guild; userId: Id; by: Id }
  | { is: 'roleAdded' | 'roleChanged'; guild: Guild; role: Role }
  | { is: 'auditNoted'; guild: Guild; entry: AuditEntry }
  | { is: 'roleDeleted'; guild: Guild; roleId: Id }
  | { is: 'channelDeleted'; channel: Channel }
  | { is: 'channelAdded' | 'channelChanged'; channel: Channel }
  | { is: 'messageAdded' | 'messageChanged'; message: Message }
  | { is: 'messageDeleted'; message: Message }
  | { is: 'tokenReset' }
  | { is: 'commandsChanged' }
  | { is: 'interactionChanged'; interactionId: Id }
  | { is: 'faultsChanged' };
