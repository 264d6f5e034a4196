import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';
import type { How } from '../world/audit.ts';
import { Permission } from '../world/bits.ts';
import { isJson } from '../world/components.ts';
import { may, outranksMember } from '../world/permissions.ts';
import type { Attachment, Channel, Guild, Id, Json, Member, Message } from '../world/types.ts';
import type { World } from '../world/world.ts';
import { fieldError, refusals } from './refusals.ts';

/** What the pipeline has read of a request before a route sees it. */
export interface Env {
  Bindings: HttpBindings;
  Variables: {
    body: unknown;
    attachments: Attachment[];
    rateLimitHeaders?: Readonly<Record<string, string>>;
    /** The sandbox's own gap: Discord knows such a route. */
    isMissing?: boolean;
  };
}

export type Routes = Hono<Env>;

/** What routes work on. */
export interface Kit {
  readonly world: World;
  /** `ws://…/discord/gateway` */
  readonly gatewayUrl: () => string;
  /** How many sessions have begun. */
  readonly identified: () => number;
  /** Whether the bot may do all of `wanted` in a channel; in direct messages it may do everything. */
  may(channel: Channel, wanted: bigint): boolean;
}

/** The request's fields, for routes that ask for none: without a body there are none. */
export function optionalBody(context: Context<Env>): Json {
  return context.get('body') === undefined ? {} : bodyOf(context);
}

/** The request's JSON object. Discord refuses anything else where it expects fields. */
export function bodyOf(context: Context<Env>): Json {
  const body = context.get('body');
  if (!isJson(body)) throw refusals.badJson();
  return body;
}

/** The server with this id; Discord tells a bot that is not in it the same as if there were none. */
export function guildFor({ world }: Kit, guildId: Id): Guild {
  const guild = world.guilds.get(guildId);
  if (!guild?.members.has(world.application.botId)) throw refusals.unknownGuild();
  return guild;
}

/** The channel with this id, if the bot may see it and may do `wanted` there. */
export function channelFor({ world }: Kit, channelId: Id, wanted = 0n): Channel {
  const channel = world.channel(channelId);
  if (!channel) throw refusals.unknownChannel();
  if (channel.guildId === undefined) return channel;
  const guild = world.guilds.get(channel.guildId);
  const { botId } = world.application;
  if (!guild || !may(guild, botId, Permission.ViewChannel, channel)) throw refusals.missingAccess();
  if (!may(guild, botId, wanted, channel)) throw refusals.missingPermissions();
  mustHaveTwoFactor(world, guild, wanted);
  return channel;
}

/** A message that can be reached through its channel: ephemeral ones cannot. */
export function messageIn({ world }: Kit, channelId: Id, messageId: Id): Message {
  const message = world.messages.get(messageId);
  if (!message || message.channelId !== channelId || message.onlyFor !== undefined) throw refusals.unknownMessage();
  return message;
}

/** The member, or Discord's word for somebody who is none: 10007, and 10013 for nobody at all. */
export function memberFor({ world }: Kit, guild: Guild, userId: Id): Member {
  const member = guild.members.get(userId);
  if (member) return member;
  throw world.users.has(userId) ? refusals.unknownMember() : refusals.unknownUser();
}

/** Refuses with 50013 unless the bot stands above the person: never above the owner, always above who is no member. */
export function mustOutrank({ world }: Kit, guild: Guild, userId: Id): void {
  if (!outranksMember(guild, world.application.botId, userId)) throw refusals.missingPermissions();
}

/** A whole number of the query between `min` and `max`; `fallback` where it is left out. */
export function countIn(context: Context<Env>, name: string, fallback: number, max: number): number {
  const asked = Number(context.req.query(name) ?? fallback);
  if (Number.isInteger(asked) && asked >= 1 && asked <= max) return asked;
  throw refusals.invalidForm(fieldError([name], 'NUMBER_TYPE_RANGE', `int value should be between 1 and ${max}.`));
}

/** What the audit log is to say of this request: that it was the bot, and the reason it gave. */
export function byBot({ world }: Kit, context: Context<Env>): How {
  const reason = context.req.header('x-audit-log-reason');
  return { by: world.application.botId, reason: reason === undefined ? undefined : decodeURIComponent(reason) };
}

/** Refuses with 50013 unless the bot may do `wanted` in the server. */
export function mustMay({ world }: Kit, guild: Guild, wanted: bigint): void {
  if (!may(guild, world.application.botId, wanted)) throw refusals.missingPermissions();
  mustHaveTwoFactor(world, guild, wanted);
}

/** The permissions that ask for two-factor authentication where a server does: Discord marks them in its table of permissions. */
const MODERATING =
  Permission.KickMembers |
  Permission.BanMembers |
  Permission.Administrator |
  Permission.ManageChannels |
  Permission.ManageGuild |
  Permission.ManageMessages |
  Permission.ManageRoles |
  Permission.ManageWebhooks |
  Permission.ManageGuildExpressions |
  Permission.ManageThreads |
  Permission.ModerateMembers;

/** A bot has the two-factor authentication of its owner, or none, whatever its roles allow. */
function mustHaveTwoFactor({ application }: World, guild: Guild, wanted: bigint): void {
  if (guild.mfaLevel === 0 || application.ownerHasTwoFactor || (wanted & MODERATING) === 0n) return;
  throw guild.mfaRefusal === 60003 ? refusals.twoFactorRequired() : refusals.missingPermissions();
}
