import { type BaseInteraction, PermissionFlagsBits } from 'discord.js';
import type { ServerSettings } from '../../gate/settings.ts';
import { heldRoles } from '../reading.ts';

/**
 * Whether whoever asked is staff: they have Manage Roles, or the role that an admin has named. Asked at every step, as
 * Discord's own permissions of a command say only who is shown it.
 */
export function isStaff(interaction: BaseInteraction, settings: ServerSettings | undefined): boolean {
  if (interaction.memberPermissions?.has(PermissionFlagsBits.ManageRoles)) return true;
  return settings?.staffRoleId !== undefined && heldRoles(interaction).includes(settings.staffRoleId);
}
