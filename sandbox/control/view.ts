import type { DiscordLocale } from '../world/locales.ts';
import type { Choice, Component, Embed } from './component-view.ts';
import type { Fault } from './faults.ts';
import type { Phone, PhoneCall, Text } from './phone-view.ts';

export type { Choice, Component, Embed, Fault, Phone, PhoneCall, Text };

/**
 * What the page is told: one whole snapshot for one viewer after every change. Plain JSON, so that both sides share
 * these types and nothing else. Instants are milliseconds since the Unix epoch by the sandbox's clock.
 */
export interface PageView {
  readonly now: number;
  readonly viewerId: string;
  /** The people one can play, in the order of the switcher. */
  readonly people: readonly Person[];
  readonly server: { readonly id: string; readonly name: string };
  /** Those the viewer sees. */
  readonly channels: readonly Channel[];
  readonly channelId: string;
  /** Of the open channel, oldest first, the viewer's own ephemeral ones included. */
  readonly messages: readonly Message[];
  readonly modal: Modal | null;
  /** The viewer's interaction that has no answer yet. */
  readonly waiting: Attempt | null;
  /** The viewer's last interaction, when the bot did not answer it in time. */
  readonly failed: Attempt | null;
  /** Why the viewer's last act was not possible, in a sentence. */
  readonly problem: string | null;
  /** What the viewer may run here, subcommands listed one by one. */
  readonly commands: readonly Command[];
  /** What the viewer may run on a person. */
  readonly userCommands: readonly { readonly name: string; readonly label: string }[];
  /** The bot's suggestions for the option that the viewer typed in last. */
  readonly choices: Choices | null;
  /** Of the server's members, the people one can play and those who were looked for; for those who may kick or ban, and for oneself, also who is out. */
  readonly members: readonly Member[];
  readonly found: FoundMembers;
  /** The server's settings, for those who may change them. */
  readonly settings: Settings | null;
  /** What was done in the server, newest first, for those who may read its audit log. */
  readonly audit: readonly AuditLine[] | null;
  /** The server's questions to its members, with the viewer's answers; null without any. */
  readonly onboarding: readonly Question[] | null;
  readonly bot: Bot;
  /** By what the bot sends its codes; null where that is not known. */
  readonly codesBy: string | null;
  readonly roles: readonly Role[];
  /** Those that are named in what is shown. */
  readonly users: readonly User[];
  readonly phones: readonly Phone[];
  /** The languages that Discord's clients have. */
  readonly languages: readonly DiscordLocale[];
  /** What goes wrong at present. */
  readonly faults: readonly Fault[];
  readonly guide: Guide;
}

export interface User {
  readonly id: string;
  readonly name: string;
  readonly bot: boolean;
}

export interface Person extends User {
  readonly locale: string;
  readonly admin: boolean;
  readonly roleIds: readonly string[];
  readonly standing: PanelState;
  /** Has not accepted the server's rules yet. */
  readonly pending: boolean;
  readonly takesDirectMessages: boolean;
  /** Whether they boost the server. */
  readonly boosts: boolean;
}

export type PanelState = 'member' | 'out' | 'banned';

/** What can be done about somebody's membership: by staff, or by oneself. */
export type Move = 'kick' | 'ban' | 'unban' | 'add' | 'leave' | 'rejoin';

export interface Member extends User {
  readonly roleIds: readonly string[];
  readonly standing: PanelState;
  readonly pending: boolean;
  /** Null for who is no member. */
  readonly joinedAt: number | null;
  /** Null for who does not boost the server. */
  readonly boostingSince: number | null;
  /** What the viewer may do. */
  readonly moves: readonly Move[];
  /** The roles that the viewer may give and take, from the top. */
  readonly assignable: readonly string[];
}

/** What was looked for in the list of members, and the page of it that is shown. */
export interface FoundMembers {
  readonly query: string;
  /** From 0. */
  readonly page: number;
  /** How many fit. */
  readonly count: number;
  /** Those of the page. */
  readonly ids: readonly string[];
  /** How many are in the server, and how many of them boost it. */
  readonly inServer: number;
  readonly boosters: number;
}

/** One entry of the audit log in words: who did what, and why. */
export interface AuditLine {
  readonly id: string;
  readonly at: number;
  readonly by: string;
  readonly what: string;
  readonly reason: string | null;
}

export interface Question {
  readonly title: string;
  readonly options: readonly {
    readonly id: string;
    readonly title: string;
    readonly roleIds: readonly string[];
    readonly chosen: boolean;
  }[];
}

/** The bot's process, as Discord's gateway sees it. */
export interface Bot {
  readonly connected: boolean;
  /** Whether the page can start it again. */
  readonly canStart: boolean;
  /** What it said when it ended by itself; null while it runs. */
  readonly lastWords: string | null;
}

export interface Settings {
  /** From the top; @everyone is left out. */
  readonly roles: readonly (Role & { readonly managed: boolean; readonly can: readonly RoleMove[] })[];
  /** What the bot's own role allows; empty where the bot is not in the server. */
  readonly bot: readonly { readonly permission: BotPermission; readonly on: boolean }[];
  readonly channels: readonly { readonly id: string; readonly name: string; readonly canDelete: boolean }[];
  /** The server's primary language; null for those who may not change it. */
  readonly language: string | null;
}

export type RoleMove = 'up' | 'down' | 'delete';

export type BotPermission =
  | 'ManageRoles'
  | 'SendMessages'
  | 'KickMembers'
  | 'ViewAuditLog'
  | 'BanMembers'
  | 'ManageGuild';

/** `typed` is the text that the suggestions are for. */
export interface Choices {
  readonly command: string;
  readonly option: string;
  readonly typed: string;
  readonly found: readonly { readonly name: string; readonly value: string | number }[];
}

export interface Channel {
  readonly id: string;
  readonly name: string;
  /** Hidden from @everyone. */
  readonly locked: boolean;
  /** A direct message with the bot. */
  readonly direct: boolean;
}

/** `color` is 0xRRGGBB, 0 for none. */
export interface Role {
  readonly id: string;
  readonly name: string;
  readonly color: number;
}

export interface Message {
  readonly id: string;
  readonly author: User;
  readonly ephemeral: boolean;
  /** "… is thinking": a deferred answer that is still to come. */
  readonly loading: boolean;
  readonly content: string;
  readonly embeds: readonly Embed[];
  readonly components: readonly Component[];
  /** Files that no component shows. */
  readonly files: readonly File[];
  readonly createdAt: number;
  readonly editedAt: number | null;
  /** Who ran which command to get this message; `/` is part of the name of a chat command. */
  readonly interaction: { readonly user: string; readonly name: string } | null;
}

export interface File {
  readonly name: string;
  readonly url: string;
  readonly isImage: boolean;
  /** Bytes. */
  readonly size: number;
  readonly description: string | null;
}

export interface Modal {
  readonly interactionId: string;
  readonly customId: string;
  readonly title: string;
  readonly components: readonly Component[];
}

export type Attempt =
  /** `/` is part of the name of a chat command. */
  | { readonly is: 'command'; readonly name: string }
  | { readonly is: 'component'; readonly messageId: string; readonly customId: string }
  | { readonly is: 'modal' };

export interface Command {
  /** What the bot knows it by; a subcommand's path is separated by spaces. */
  readonly name: string;
  /** The name in the viewer's language. */
  readonly label: string;
  readonly description: string;
  readonly options: readonly CommandOption[];
}

export interface CommandOption {
  readonly name: string;
  readonly label: string;
  readonly description: string;
  /** Discord's ApplicationCommandOptionType: 3 string, 4 integer, 5 boolean, 6 user, 7 channel, 8 role, 9 mentionable, 10 number. */
  readonly type: number;
  readonly required: boolean;
  readonly choices: readonly { readonly name: string; readonly value: string | number }[];
  /** The bot suggests values while one types. */
  readonly autocomplete: boolean;
}

/** What to suggest to someone who opens the page for the first time; null where there is nothing yet. */
export interface Guide {
  /** The first button that the bot posted for everyone, and where. */
  readonly button: { readonly label: string; readonly channelId: string } | null;
  readonly memberCommand: string | null;
  readonly adminCommand: { readonly name: string; readonly options: readonly string[] } | null;
}
