import { ALL_PERMISSIONS, Permission } from './bits.ts';
import type { Channel, Guild, Id, Overwrite, Role } from './types.ts';

/** What a member may do in the server, or in one of its channels: Discord's own algorithm. Nothing for those who are not members. */
export function permissionsOf(guild: Guild, userId: Id, channel?: Channel): bigint {
  const member = guild.members.get(userId);
  if (!member) return 0n;
  if (guild.ownerId === userId) return ALL_PERMISSIONS;

  const permissions = permissionsBy(guild, userId, new Set([guild.id, ...member.roles]), placeOf(guild, channel));
  const isSilent = member.timeoutUntil !== null && permissions !== ALL_PERMISSIONS;
  return isSilent ? permissions & WHILE_TIMED_OUT : permissions;
}

/** What a timeout leaves. */
const WHILE_TIMED_OUT = Permission.ViewChannel | Permission.ReadMessageHistory;

/** In a thread holds what holds in its channel. */
const placeOf = (guild: Guild, channel: Channel | undefined): Channel | undefined =>
  channel?.thread ? guild.channels.get(channel.thread.parentId) : channel;

/** What somebody may do who has no role: Discord's answer for an application whose bot is not in the server. */
export function permissionsOfEveryone(guild: Guild, channel: Channel): bigint {
  return permissionsBy(guild, undefined, new Set([guild.id]), channel);
}

function permissionsBy(guild: Guild, userId: Id | undefined, roleIds: ReadonlySet<Id>, channel?: Channel): bigint {
  let permissions = 0n;
  for (const id of roleIds) permissions |= guild.roles.get(id)?.permissions ?? 0n;
  if (permissions & Permission.Administrator) return ALL_PERMISSIONS;
  if (!channel) return permissions;

  const ofRole = (overwrite: Overwrite) =>
    overwrite.type === 'role' && overwrite.id !== guild.id && roleIds.has(overwrite.id);
  permissions = apply(
    permissions,
    channel.overwrites.filter((overwrite) => overwrite.id === guild.id),
  );
  permissions = apply(permissions, channel.overwrites.filter(ofRole));
  permissions = apply(
    permissions,
    channel.overwrites.filter((overwrite) => overwrite.type === 'member' && overwrite.id === userId),
  );
  return permissions & Permission.ViewChannel ? permissions : 0n;
}

/** Whether all of `wanted` is allowed. */
export function may(guild: Guild, userId: Id, wanted: bigint, channel?: Channel): boolean {
  return (permissionsOf(guild, userId, channel) & wanted) === wanted;
}

/** The highest role a member has; @everyone if nothing else. */
export function highestRole(guild: Guild, userId: Id): Role | undefined {
  const roles = [...(guild.members.get(userId)?.roles ?? [])].flatMap((id) => guild.roles.get(id) ?? []);
  return roles.toSorted(byRank).at(-1) ?? guild.roles.get(guild.id);
}

/** Whether `userId` stands above `role`. Of two roles at one position, the older stands above. The owner stands above all. */
export function outranks(guild: Guild, userId: Id, role: Role): boolean {
  if (guild.ownerId === userId) return true;
  const highest = highestRole(guild, userId);
  return highest !== undefined && byRank(highest, role) > 0;
}

/** Whether `userId` may kick or ban `otherId` as far as rank goes. Nobody stands above the owner. */
export function outranksMember(guild: Guild, userId: Id, otherId: Id): boolean {
  if (guild.ownerId === otherId) return false;
  const highest = guild.members.has(otherId) ? highestRole(guild, otherId) : undefined;
  return highest === undefined || outranks(guild, userId, highest);
}

function byRank(one: Role, other: Role): number {
  return one.position - other.position || (BigInt(one.id) < BigInt(other.id) ? 1 : -1);
}

/** Allows of several overwrites of one kind win over their denials. */
function apply(permissions: bigint, overwrites: readonly Overwrite[]): bigint {
  const deny = overwrites.reduce((bits, overwrite) => bits | overwrite.deny, 0n);
  const allow = overwrites.reduce((bits, overwrite) => bits | overwrite.allow, 0n);
  return (permissions & ~deny) | allow;
}
