import { type BaseInteraction, PermissionFlagsBits, Routes } from 'discord.js';
import { z } from 'zod';
import { everyGiven } from '../../gate/settings/role-rules.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { heldRoles } from '../interactions/reading.ts';
import { isBelow, powersOf, rightsOf } from '../preflight/lending.ts';
import { basePermissions, has } from '../preflight/permissions.ts';
import { Role } from '../preflight/server-snapshot.ts';
import { isOutage } from '../rest/errors.ts';

/**
 * Whether the person who asked is staff: they have Manage Roles, or the role that an admin has named. Asked at every step, as
 * Discord's own permissions of a command say only who is shown it. Throws where Discord does not answer.
 */
export async function isStaff(interaction: BaseInteraction, settings: ServerSettings | undefined): Promise<boolean> {
  return hasStaffRole(interaction, settings) || (await managesRoles(interaction));
}

/** Whether they may ban on this server, which no staff role lends. */
export function mayBan({ memberPermissions }: BaseInteraction): boolean {
  return memberPermissions?.has(PermissionFlagsBits.BanMembers) ?? false;
}

/** Whether they may remove members from this server, which no staff role lends. */
export function mayKick({ memberPermissions }: BaseInteraction): boolean {
  return memberPermissions?.has(PermissionFlagsBits.KickMembers) ?? false;
}

/**
 * Whether the bot may give, or take, what success gives for the person who asked. An admin who could has lent that to the staff role, for
 * roles that have no power over others; anybody else has to stand above each role, as Discord would ask, and what it may they must
 * have to give it. Throws where Discord does not answer.
 */
export async function mayMoveRole(
  interaction: BaseInteraction,
  settings: ServerSettings,
  way: 'give' | 'take',
): Promise<boolean> {
  const given = everyGiven(settings);
  if (given.length === 0 || (way === 'take' && hasStaffRole(interaction, settings))) return true;
  const server = await readServer(interaction);
  // What is gone is neither given nor taken, and the person who asked is told so.
  const roles = server?.roles.filter(({ id }) => given.includes(id)) ?? [];
  if (!server || roles.length === 0) return true;
  const asker = { memberId: interaction.user.id, roleIds: heldRoles(interaction) };
  const rights = rightsOf(server, asker);
  const manages = (rights & PermissionFlagsBits.ManageRoles) !== 0n;
  return roles.every((role) => {
    const powers = way === 'give' ? powersOf(server, role.id) : 0n;
    if (powers === 0n && hasStaffRole(interaction, settings)) return true;
    return manages && isBelow(server, role, asker) && (powers & ~rights) === 0n;
  });
}

function hasStaffRole(interaction: BaseInteraction, settings: ServerSettings | undefined): boolean {
  return settings?.staffRoleId !== undefined && heldRoles(interaction).includes(settings.staffRoleId);
}

/** Whether they may read everything that is kept of the members of this server, which no staff role and no overwrite of a channel lends. */
export async function mayExport(interaction: BaseInteraction): Promise<boolean> {
  return (interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) ?? false) || managesRoles(interaction);
}

/**
 * What an interaction says of its member's permissions is about its channel, where the same bit means no more than to manage who
 * sees that channel. So it is looked up whether their roles have it.
 */
async function managesRoles(interaction: BaseInteraction): Promise<boolean> {
  const { memberPermissions: here } = interaction;
  if (!here?.has(PermissionFlagsBits.ManageRoles)) return false;
  if (here.has(PermissionFlagsBits.Administrator)) return true;
  const server = await readServer(interaction);
  if (!server) return false;
  return has(basePermissions(server, { roleIds: heldRoles(interaction) }), PermissionFlagsBits.ManageRoles);
}

const Server = z.object({ owner_id: z.string(), roles: z.array(Role) });

/** The roles and the owner of a server. Undefined where Discord does not let the bot look. */
async function readServer({ client, guildId }: BaseInteraction) {
  if (guildId === null) return undefined;
  try {
    const { owner_id, roles } = Server.parse(await client.rest.get(Routes.guild(guildId)));
    return { serverId: guildId, ownerId: owner_id, roles };
  } catch (error) {
    if (isOutage(error)) throw error;
    return undefined;
  }
}
