import { ChannelType, PermissionFlagsBits } from 'discord.js';
import type { OverwriteBits } from '../../gate/channel-locks.ts';
import { givenBy } from '../../gate/settings/role-rules.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { gatedChannels, sees } from '../preflight/holes.ts';
import { type Chooser, mayEverything, powersOf } from '../preflight/lending.ts';
import { basePermissions, channelPermissions, type Holder, has } from '../preflight/permissions.ts';
import type { ChannelSnapshot, ServerSnapshot } from '../preflight/server-snapshot.ts';
import { staysOpen } from './open.ts';
import { isSynced, overwriteOf, withSight } from './overwrites.ts';

const { Administrator, ManageRoles, ViewChannel } = PermissionFlagsBits;

/** One overwrite to be written. */
export interface Change {
  readonly channelId: string;
  readonly roleId: string;
  readonly before?: OverwriteBits;
  readonly after: OverwriteBits;
}

/** Why a channel that should be locked is not. */
export type NotLocked =
  /** The bot does not see it, may not manage its permissions, or one of them is not the bot's to write. */
  | 'botMayNot'
  /** The admin may not. */
  | 'notYours';

export interface LockPlan {
  /**
   * `everyone`: @everyone stops seeing the channels, and the verified role sees them. `unverified`: the role of unverified members stops seeing them; for
   * Onboarding needs channels that @everyone sees.
   */
  readonly way: 'everyone' | 'unverified';
  /** The channels and categories to be locked, in the order in which that is done. */
  readonly channels: readonly { readonly channel: ChannelSnapshot; readonly changes: readonly Change[] }[];
  readonly left: readonly { readonly channelId: string; readonly why: NotLocked }[];
  /** Roles of staff and of other bots that stop seeing channels with @everyone. */
  readonly losing: readonly string[];
}

/** How a server's channels are locked: with the role of unverified members wherever there is one, or has to be. */
export function wayOf(server: ServerSnapshot, { unverifiedRoleId }: ServerSettings): LockPlan['way'] {
  return server.onboarding || unverifiedRoleId !== undefined ? 'unverified' : 'everyone';
}

/**
 * What is to be written so that only verified members see the channels that everyone sees now. Nothing of a channel that is private already, or that members
 * have to see before they verify, is touched; nor a category with such a channel in it that goes with it.
 * @param chooser who asks for it: nothing is done that Discord would not let them do themselves
 */
export function planLock(server: ServerSnapshot, settings: ServerSettings, chooser: Chooser): LockPlan {
  const way = wayOf(server, settings);
  const wanted = toBeLocked(server, settings, way);
  const judged = wanted.map((channel) => {
    const changes = changesOf(server, settings, way, channel);
    return {
      channel,
      changes,
      why: isBlind(server, way) ? 'botMayNot' : whyNot(server, channel, changes, chooser),
    } as const;
  });
  const mine = judged.filter(({ why, changes }) => why === undefined && changes.length > 0);
  return {
    way,
    channels: mine.map(({ channel, changes }) => ({ channel, changes })),
    left: judged.flatMap(({ channel, why }) => (why === undefined ? [] : [{ channelId: channel.id, why }])),
    losing:
      way === 'everyone'
        ? losing(
            server,
            settings,
            mine.map(({ channel }) => channel),
          )
        : [],
  };
}

const isCategory = ({ type }: ChannelSnapshot) => type === ChannelType.GuildCategory;

/** Categories first: what is written there may reach the channels in them by itself. */
function toBeLocked(server: ServerSnapshot, settings: ServerSettings, way: LockPlan['way']): ChannelSnapshot[] {
  const { unverifiedRoleId = server.serverId } = settings;
  const given = givenBy(settings);
  const newcomer = way === 'everyone' ? [] : [unverifiedRoleId];
  // What verified members cannot see is for those who have still to verify.
  const isWanted = (channel: ChannelSnapshot) =>
    sees(server, newcomer, channel) &&
    (given.length === 0 || sees(server, given, channel)) &&
    !staysOpen(server, settings, channel);
  const channels = server.channels.filter((channel) => !isCategory(channel) && isWanted(channel));
  const categories = server.channels.filter((category) => {
    const inside = server.channels.filter(({ parent_id }) => parent_id === category.id);
    const synced = inside.filter((channel) => isSynced(channel, category));
    return isCategory(category) && isWanted(category) && synced.some(isWanted) && synced.every(isWanted);
  });
  return [...categories, ...channels];
}

/** In the order in which they are written: nobody who is to see a channel loses it in between. */
function changesOf(
  server: ServerSnapshot,
  settings: ServerSettings,
  way: LockPlan['way'],
  channel: ChannelSnapshot,
): Change[] {
  const { roleId, unverifiedRoleId, staffRoleId } = settings;
  const change = (role: string | undefined, act: 'allow' | 'deny'): Change[] => {
    if (role === undefined) return [];
    const before = overwriteOf(channel, role);
    return [{ channelId: channel.id, roleId: role, ...(before && { before }), after: withSight(before, act) }];
  };
  if (way === 'unverified') return change(unverifiedRoleId, 'deny');
  const staff = server.roles.some(({ id }) => id === staffRoleId) ? staffRoleId : undefined;
  const allowed = [...new Set([botRole(server), staff, roleId])];
  return [...allowed.flatMap((id) => change(id, 'allow')), ...change(server.serverId, 'deny')].filter(
    ({ before, after }) => before?.allow !== after.allow || before.deny !== after.deny,
  );
}

/** The role that came with the bot: what it allows, no admin takes for somebody else's. */
export function botRole({ roles, bot }: ServerSnapshot): string | undefined {
  return roles.find(({ tags }) => tags?.bot_id === bot.user.id)?.id;
}

/** Whether the bot would lose its own sight with everyone else's, and could take nothing back. */
function isBlind(server: ServerSnapshot, way: LockPlan['way']): boolean {
  const held = basePermissions(server, { roleIds: server.bot.roles });
  return way === 'everyone' && botRole(server) === undefined && !has(held, Administrator);
}

/** Whether somebody may change the permissions of a channel. */
export function manages(server: ServerSnapshot, holder: Holder, channel: ChannelSnapshot): boolean {
  return has(channelPermissions(server, holder, channel), ManageRoles | ViewChannel);
}

/** Whether Discord takes it from the bot: nobody writes what they may not do themselves, of an overwrite as a whole. */
export function isWritable(
  server: ServerSnapshot,
  channel: ChannelSnapshot,
  changes: readonly Pick<Change, 'after'>[],
): boolean {
  const bot = { roleIds: server.bot.roles, memberId: server.bot.user.id };
  const category = server.channels.find(({ id }) => id === channel.parent_id);
  const held = category ? channelPermissions(server, bot, category) : basePermissions(server, bot);
  const written = changes.reduce((bits, { after }) => bits | BigInt(after.allow) | BigInt(after.deny), 0n);
  return has(held, Administrator) || (written & ~held) === 0n;
}

function whyNot(
  server: ServerSnapshot,
  channel: ChannelSnapshot,
  changes: readonly Change[],
  chooser: Chooser,
): NotLocked | undefined {
  const bot = { roleIds: server.bot.roles, memberId: server.bot.user.id };
  if (!manages(server, bot, channel)) return 'botMayNot';
  if (!isWritable(server, channel, changes)) return 'botMayNot';
  return mayEverything(server, chooser) || manages(server, chooser, channel) ? undefined : 'notYours';
}

/** Roles of staff and bots that see some of these channels now, and would not with @everyone out. */
function losing(server: ServerSnapshot, settings: ServerSettings, channels: readonly ChannelSnapshot[]): string[] {
  const { serverId, roles, bot } = server;
  const kept = [serverId, settings.roleId, settings.staffRoleId, ...bot.roles];
  const isOfInterest = (id: string, isBots: boolean) =>
    !kept.includes(id) &&
    (isBots || powersOf(server, id) !== 0n) &&
    !has(basePermissions(server, { roleIds: [id] }), Administrator);
  const seesOne = (id: string) =>
    channels.some(
      (channel) => sees(server, [id], channel) && (BigInt(overwriteOf(channel, id)?.allow ?? 0) & ViewChannel) === 0n,
    );
  return roles
    .filter(({ id, tags }) => isOfInterest(id, tags?.bot_id !== undefined) && seesOne(id))
    .map(({ id }) => id);
}

/** How many channels only verified members see. */
export function countBehind(server: ServerSnapshot, settings: ServerSettings): number {
  return gatedChannels(server, settings).filter((channel) => !isCategory(channel)).length;
}
