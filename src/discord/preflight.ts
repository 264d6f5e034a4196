import { OverwriteType, PermissionFlagsBits, type REST, Routes } from 'discord.js';
import { z } from 'zod';
import type { Clock, Ms } from '../clock.ts';
import { DiscordCode, refusalCode } from './rest.ts';

/** What keeps the bot from giving a role or posting in a channel. Each has a sentence with its fix in `setup.obstacle`. */
export type RoleObstacle =
  | 'roleGone'
  | 'roleIsEveryone'
  | 'roleManaged'
  | 'missingManageRoles'
  | 'roleTooHigh'
  | 'discordUnavailable';
export type Obstacle = RoleObstacle | 'channelGone' | 'channelHidden' | 'channelSilent';

const Role = z.object({ id: z.string(), position: z.number(), managed: z.boolean(), permissions: z.string() });
const BotMember = z.object({ user: z.object({ id: z.string() }), roles: z.array(z.string()) });
const Overwrite = z.object({ id: z.string(), type: z.number(), allow: z.string(), deny: z.string() });
const Channel = z.object({ permission_overwrites: z.array(Overwrite).default([]) });

/** What is known of a server for the checks: its roles and the bot's membership. */
export interface Standpoint {
  readonly serverId: string;
  readonly roles: readonly z.infer<typeof Role>[];
  readonly bot: z.infer<typeof BotMember>;
}

/** Names everything that keeps the bot from giving `roleId`. */
export function roleObstacles({ serverId, roles, bot }: Standpoint, roleId: string): RoleObstacle[] {
  const role = roles.find(({ id }) => id === roleId);
  if (roleId === serverId) return ['roleIsEveryone'];
  if (!role) return ['roleGone'];
  if (role.managed) return ['roleManaged'];
  const own = roles.filter(({ id }) => bot.roles.includes(id));
  const found: RoleObstacle[] = [];
  if (!has(basePermissions({ serverId, roles, bot }), PermissionFlagsBits.ManageRoles))
    found.push('missingManageRoles');
  if (!own.some((mine) => isAbove(mine, role))) found.push('roleTooHigh');
  return found;
}

/** Names everything that keeps the bot from posting in `channel`. */
export function channelObstacles(standpoint: Standpoint, channel: z.infer<typeof Channel> | undefined): Obstacle[] {
  if (!channel) return ['channelGone'];
  const permissions = channelPermissions(standpoint, channel);
  if (!has(permissions, PermissionFlagsBits.ViewChannel)) return ['channelHidden'];
  return has(permissions, PermissionFlagsBits.SendMessages) ? [] : ['channelSilent'];
}

/** Of two roles at one position the older one, with the smaller id, is the higher. */
function isAbove(mine: z.infer<typeof Role>, other: z.infer<typeof Role>): boolean {
  return mine.position > other.position || (mine.position === other.position && BigInt(mine.id) < BigInt(other.id));
}

function has(permissions: bigint, permission: bigint): boolean {
  const { Administrator } = PermissionFlagsBits;
  return (permissions & Administrator) === Administrator || (permissions & permission) === permission;
}

function basePermissions({ serverId, roles, bot }: Standpoint): bigint {
  return roles
    .filter(({ id }) => id === serverId || bot.roles.includes(id))
    .reduce((all, { permissions }) => all | BigInt(permissions), 0n);
}

/** Overwrites apply in Discord's order: @everyone, then all of the bot's roles together, then the bot itself. */
function channelPermissions(standpoint: Standpoint, channel: z.infer<typeof Channel>): bigint {
  const { serverId, bot } = standpoint;
  const overwrites = channel.permission_overwrites;
  const layers = [
    overwrites.filter(({ id }) => id === serverId),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== serverId && bot.roles.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === bot.user.id),
  ];
  return layers.reduce((permissions, layer) => {
    const deny = layer.reduce((all, overwrite) => all | BigInt(overwrite.deny), 0n);
    const allow = layer.reduce((all, overwrite) => all | BigInt(overwrite.allow), 0n);
    return (permissions & ~deny) | allow;
  }, basePermissions(standpoint));
}

/** How long a check that found nothing is trusted, so that a rush of members does not ask Discord once each. */
const TRUSTED: Ms = 5_000;
const MOST_TRUSTED = 10_000;

export type Preflight = ReturnType<typeof createPreflight>;

/** Reads a server over REST and checks it. Never throws for what Discord says: that is an obstacle too. */
export function createPreflight(rest: REST, clock: Clock, botId: () => string) {
  const passed = new Map<string, Ms>();

  async function standpoint(serverId: string): Promise<Standpoint> {
    const [roles, bot] = await Promise.all([
      rest.get(Routes.guildRoles(serverId)),
      rest.get(Routes.guildMember(serverId, botId())),
    ]);
    return { serverId, roles: z.array(Role).parse(roles), bot: BotMember.parse(bot) };
  }

  async function channel(channelId: string): Promise<z.infer<typeof Channel> | undefined | 'hidden'> {
    try {
      return Channel.parse(await rest.get(Routes.channel(channelId)));
    } catch (error) {
      const code = refusalCode(error);
      if (code === DiscordCode.unknownChannel) return undefined;
      if (code === DiscordCode.missingAccess) return 'hidden';
      throw error;
    }
  }

  return {
    /** What keeps the bot from giving the role, now; asked before an SMS is paid for. */
    async role(serverId: string, roleId: string): Promise<RoleObstacle[]> {
      const key = `${serverId}:${roleId}`;
      const at = passed.get(key);
      if (at !== undefined && clock.now() < at + TRUSTED) return [];
      passed.delete(key);
      try {
        const found = roleObstacles(await standpoint(serverId), roleId);
        if (passed.size >= MOST_TRUSTED) passed.clear();
        if (found.length === 0) passed.set(key, clock.now());
        return found;
      } catch {
        return ['discordUnavailable'];
      }
    },

    /** Everything that keeps a setup with this role and channel from working. */
    async setup(serverId: string, roleId: string, channelId: string | undefined): Promise<Obstacle[]> {
      try {
        const standing = await standpoint(serverId);
        const role = roleObstacles(standing, roleId);
        if (channelId === undefined) return role;
        const place = await channel(channelId);
        return [...role, ...(place === 'hidden' ? (['channelHidden'] as const) : channelObstacles(standing, place))];
      } catch {
        return ['discordUnavailable'];
      }
    },
  };
}
