import { OverwriteType, PermissionFlagsBits } from 'discord.js';
import type { ChannelSnapshot, RoleSnapshot, ServerSnapshot } from './server-snapshot.ts';

type Rolled = Pick<ServerSnapshot, 'serverId' | 'roles'>;

/** A holder of these roles, and the overwrites for one member where it is about somebody in particular. */
export interface Holder {
  readonly roleIds: readonly string[];
  readonly memberId?: string;
}

export function has(permissions: bigint, permission: bigint): boolean {
  const { Administrator } = PermissionFlagsBits;
  return (permissions & Administrator) === Administrator || (permissions & permission) === permission;
}

/** Of two roles at one position the older one, with the smaller id, is the higher. */
export function isAbove(mine: RoleSnapshot, other: RoleSnapshot): boolean {
  return mine.position > other.position || (mine.position === other.position && BigInt(mine.id) < BigInt(other.id));
}

/** What the holder may do in the server, as bits. @everyone is included. */
export function basePermissions({ serverId, roles }: Rolled, { roleIds }: Holder): bigint {
  return roles
    .filter(({ id }) => id === serverId || roleIds.includes(id))
    .reduce((all, { permissions }) => all | BigInt(permissions), 0n);
}

/**
 * What the holder may do in a channel, as bits; nothing where they cannot see it. Overwrites apply in Discord's order:
 * @everyone, then all roles together, then the member. They do not bind an administrator.
 */
export function channelPermissions(server: Rolled, holder: Holder, channel: ChannelSnapshot): bigint {
  const { serverId } = server;
  const base = basePermissions(server, holder);
  if (has(base, PermissionFlagsBits.Administrator)) return base;
  const overwrites = channel.permission_overwrites;
  const layers = [
    overwrites.filter(({ id }) => id === serverId),
    overwrites.filter(({ id, type }) => type === OverwriteType.Role && id !== serverId && holder.roleIds.includes(id)),
    overwrites.filter(({ id, type }) => type === OverwriteType.Member && id === holder.memberId),
  ];
  const permissions = layers.reduce((bits, layer) => {
    const deny = layer.reduce((all, overwrite) => all | BigInt(overwrite.deny), 0n);
    const allow = layer.reduce((all, overwrite) => all | BigInt(overwrite.allow), 0n);
    return (bits & ~deny) | allow;
  }, base);
  return has(permissions, PermissionFlagsBits.ViewChannel) ? permissions : 0n;
}
