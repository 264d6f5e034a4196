import type { Id, Json } from './basic-types.ts';
import type { Message, Reaction } from './message-types.ts';

export type * from './basic-types.ts';
export type * from './message-types.ts';

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
  /** One of a crowd: the page does not offer to play them. */
  readonly isExtra: boolean;
}

export interface Role {
  readonly id: Id;
  name: string;
  permissions: bigint;
  /** 0 is @everyone; a higher position stands above. */
  position: number;
  color: number;
  readonly managed: boolean;
  /** What the sandbox only keeps and shows, as Discord's JSON: `hoist`, `mentionable`, and the like. */
  details: Json;
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
  name: string;
  position: number;
  overwrites: Overwrite[];
  /** What the sandbox only keeps and shows, as Discord's JSON: `topic`, `parent_id`, and the like. */
  details: Json;
  /** For a thread: where it hangs, and who is in it. */
  readonly thread?: Thread;
}

export interface Thread {
  readonly ownerId: Id;
  readonly parentId: Id;
  /** When each of them came, ms. */
  readonly members: Map<Id, number>;
  archived: boolean;
  locked: boolean;
  invitable: boolean;
  /** Minutes without a word after which it is put away. The sandbox keeps them and puts nothing away. */
  autoArchiveAfter: number;
  changedAt: number;
}

export interface Member {
  readonly userId: Id;
  readonly roles: Set<Id>;
  nick: string | null;
  readonly joinedAt: number;
  /** Until when the member may only look on (a timeout), ms; `null` without one. */
  timeoutUntil: number | null;
  /** Server-wide mute and deafening. */
  voice: { mute: boolean; deaf: boolean };
  /** Discord's member flags. */
  flags: number;
  /** Since when the member boosts the server, ms; `null` where they do not. */
  boostingSince: number | null;
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
  readonly emojis: Map<Id, Emoji>;
  readonly invites: Map<string, Invite>;
  readonly threads: Map<Id, Channel>;
  /** What the sandbox only keeps and shows, as Discord's JSON: `description`, `afk_timeout`, and the like. */
  details: Json;
}

/** An emoji of a server's, or of the application's own. */
export interface Emoji {
  readonly id: Id;
  name: string;
  readonly animated: boolean;
  readonly by: Id;
  roles: Id[];
}

/** A way into a server. */
export interface Invite {
  readonly code: string;
  readonly channelId: Id;
  readonly by: Id;
  readonly createdAt: number;
  /** Seconds; 0 for ever. */
  readonly maxAge: number;
  /** 0 for any number of people. */
  readonly maxUses: number;
  readonly temporary: boolean;
  /** The roles that it gives to who comes by it. */
  readonly roleIds?: readonly Id[];
}

/** A channel's webhook, which anybody who knows its token writes through. */
export interface Webhook {
  readonly id: Id;
  readonly token: string;
  readonly by: Id;
  channelId: Id;
  name: string;
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
  | { is: 'messagesDeleted'; channelId: Id; messages: readonly Message[] }
  | { is: 'reactionAdded' | 'reactionRemoved'; message: Message; userId: Id; reaction: Reaction }
  /** All reactions are gone, or all with one emoji. */
  | { is: 'reactionsCleared'; message: Message; reaction: Reaction | undefined }
  | { is: 'pinsChanged'; channelId: Id }
  | { is: 'typing'; channelId: Id; userId: Id }
  | { is: 'emojisChanged'; guild: Guild }
  | { is: 'webhooksChanged'; channelId: Id }
  | { is: 'inviteAdded' | 'inviteDeleted'; guild: Guild; invite: Invite }
  | { is: 'threadMembersChanged'; thread: Channel; added: readonly Id[]; removed: readonly Id[] }
  | { is: 'tokenReset' }
  | { is: 'commandsChanged' }
  | { is: 'interactionChanged'; interactionId: Id }
  | { is: 'faultsChanged' };
