import { PermissionFlagsBits } from 'discord.js';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { basePermissions, channelPermissions, isAbove } from './permissions.ts';
import { powersIn } from './rights.ts';
import type { RoleSnapshot, ServerSnapshot } from './server-snapshot.ts';

type Roles = Pick<ServerSnapshot, 'serverId' | 'roles'>;

/** A member of a server by their roles, whatever the channel is that they ask in. */
export interface Chooser {
  readonly memberId: string;
  readonly roleIds: readonly string[];
}

/** Why somebody may not have the bot give a role. */
export type NotLent =
  /** It is not below their own highest role, so Discord would not let them give it. */
  | { readonly is: 'notBelow'; readonly roleId: string }
  /** It may what they may not, on the server or in a channel. */
  | { readonly is: 'mayMore'; readonly roleId: string; readonly powers: bigint };

/** What a role may over the server or over others, beyond what everyone may there. */
export function powersOf({ serverId, roles }: Roles, roleId: string): bigint {
  const bits = (id: string) => BigInt(roles.find((role) => role.id === id)?.permissions ?? 0);
  return powersIn(bits(roleId) & ~bits(serverId));
}

/** Whether a role may no more than what was allowed it by the admin who chose it. @param settings as they are stored */
export function isWithinLent(powers: bigint, { lentRights = {} }: ServerSettings, roleId: string): boolean {
  const lent = BigInt(lentRights[roleId] ?? 0);
  return (lent & PermissionFlagsBits.Administrator) !== 0n || (powers & ~lent) === 0n;
}

/** Whether nothing binds somebody: the owner of the server and its administrators. */
export function mayEverything(server: Roles & Pick<ServerSnapshot, 'ownerId'>, chooser: Chooser): boolean {
  return (
    chooser.memberId === server.ownerId || (basePermissions(server, chooser) & PermissionFlagsBits.Administrator) !== 0n
  );
}

/** What somebody may do on the server as a whole, as bits. */
export function rightsOf(server: Roles & Pick<ServerSnapshot, 'ownerId'>, chooser: Chooser): bigint {
  return mayEverything(server, chooser) ? EVERYTHING : basePermissions(server, chooser);
}

const EVERYTHING = (1n << 64n) - 1n;

/** Whether a role is below the highest one of somebody. The owner stands above all; everybody stands above @everyone. */
export function isBelow(
  server: Roles & Pick<ServerSnapshot, 'ownerId'>,
  role: RoleSnapshot,
  chooser: Chooser,
): boolean {
  if (chooser.memberId === server.ownerId || role.id === server.serverId) return true;
  return server.roles.some((own) => chooser.roleIds.includes(own.id) && isAbove(own, role));
}

/**
 * Why somebody may not choose a role for the bot to give: the bot would lend them its own rank. Undefined where they may; a role
 * that is gone is no danger. Discord itself asks only for the rank; that a role may no more than they do is this bot's own rule,
 * for an admin who chooses a role here need not have Manage Roles.
 */
export function whyNotLent(server: ServerSnapshot, chooser: Chooser, roleId: string): NotLent | undefined {
  const role = server.roles.find(({ id }) => id === roleId);
  if (!role) return undefined;
  if (!isBelow(server, role, chooser)) return { is: 'notBelow', roleId };
  const rights = rightsOf(server, chooser);
  const powers = (powersOf(server, roleId) & ~rights) | powersByChannel(server, chooser, roleId);
  return powers === 0n ? undefined : { is: 'mayMore', roleId, powers };
}

/** Powers that overwrites give a role in some channel where the chooser does not have them. */
function powersByChannel(server: ServerSnapshot, chooser: Chooser, roleId: string): bigint {
  if (mayEverything(server, chooser)) return 0n;
  return server.channels.reduce((powers, channel) => {
    const overwrite = channel.permission_overwrites.find(({ id }) => id === roleId && id !== server.serverId);
    const allowed = powersIn(BigInt(overwrite?.allow ?? 0));
    return allowed === 0n ? powers : powers | (allowed & ~channelPermissions(server, chooser, channel));
  }, 0n);
}
