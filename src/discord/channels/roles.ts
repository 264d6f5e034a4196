import { PermissionFlagsBits, type REST, Routes } from 'discord.js';
import type { Text } from '../../text/texts.ts';
import { type Chooser, powersOf, rightsOf, whyNotLent } from '../preflight/lending.ts';
import { roleObstacles } from '../preflight/obstacles.ts';
import { basePermissions } from '../preflight/permissions.ts';
import { Role, type RoleSnapshot, type ServerSnapshot } from '../preflight/server-snapshot.ts';

/** A role that the gate works with. */
export type GateRole = 'verified' | 'unverified';

/** What such roles are called where there are some, in lower case. */
const called: Readonly<Record<GateRole, readonly string[]>> = {
  verified: ['verified', 'verified member', 'verified members', 'bestätigt', 'verifiziert'],
  unverified: ['unverified', 'not verified', 'nicht bestätigt', 'nicht verifiziert'],
};

/** A role that is there for it already: called so, below the bot, without any right, and one that the admin could give. */
export function existingRole(server: ServerSnapshot, kind: GateRole, chooser: Chooser): RoleSnapshot | undefined {
  const everyone = basePermissions(server, { roleIds: [] });
  return server.roles.find(
    (role) =>
      called[kind].includes(role.name?.trim().toLowerCase() ?? '') &&
      powersOf(server, role.id) === 0n &&
      (BigInt(role.permissions) & ~everyone) === 0n &&
      roleObstacles(server, role.id).length === 0 &&
      whyNotLent(server, chooser, role.id) === undefined,
  );
}

/** Whether Discord would let somebody make roles. */
export function mayMakeRoles(server: ServerSnapshot, chooser: Chooser): boolean {
  return (rightsOf(server, chooser) & PermissionFlagsBits.ManageRoles) !== 0n;
}

/**
 * Makes a role without any permission. Discord puts it at the very bottom, and there it stays: below the bot, and below the admin, who could give it themselves. Throws what
 * Discord refuses.
 */
export async function makeRole(rest: REST, serverId: string, kind: GateRole, { t }: Text): Promise<RoleSnapshot> {
  const body = { name: t(`setup.channels.roleName.${kind}`), permissions: '0' };
  const reason = 'Made for the gate by /setup';
  return Role.parse(await rest.post(Routes.guildRoles(serverId), { body, reason }));
}
