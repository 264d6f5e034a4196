import { Permission } from '../world/bits.ts';
import { guildOf } from '../world/lookup.ts';
import { may, outranks } from '../world/permissions.ts';
import type { Guild, Id, Role } from '../world/types.ts';
import type { ControlParts } from './parts.ts';
import type { BotPermission, RoleMove, Settings } from './view.ts';

const BOT_PERMISSIONS: readonly BotPermission[] = [
  'ManageRoles',
  'SendMessages',
  'KickMembers',
  'ViewAuditLog',
  'BanMembers',
  'ManageGuild',
];
const NOT_ALLOWED = 'That is not possible, or not allowed to you.';

/** The server's settings as far as the page has them, for a viewer with Manage Roles, Manage Channels or Manage Server. */
export function settingsFor({ world, seeded }: ControlParts, viewerId: Id): Settings | null {
  const guild = guildOf(world, seeded.guildId);
  const [ofRoles, ofChannels, ofServer] = [
    Permission.ManageRoles,
    Permission.ManageChannels,
    Permission.ManageGuild,
  ].map((it) => may(guild, viewerId, it));
  if (!ofRoles && !ofChannels && !ofServer) return null;
  const own = botRole(guild, world.application.botId);
  return {
    roles: fromTheTop(guild).map((role) => ({
      id: role.id,
      name: role.name,
      color: role.color,
      managed: role.managed,
      can: ofRoles ? roleMoves(guild, viewerId, role) : [],
    })),
    language: ofServer ? guild.locale : null,
    channels: [...guild.channels.values()]
      .filter(({ id }) => may(guild, viewerId, Permission.ViewChannel, guild.channels.get(id)))
      .map(({ id, name }) => ({ id, name, canDelete: ofChannels === true })),
    bot:
      own && ofRoles && outranks(guild, viewerId, own)
        ? BOT_PERMISSIONS.map((permission) => ({ permission, on: (own.permissions & Permission[permission]) !== 0n }))
        : [],
  };
}

/** Moves a role by one place, or deletes it. */
export function changeRole(parts: ControlParts, viewerId: Id, roleId: Id, move: RoleMove): string | undefined {
  const { world, seeded } = parts;
  const guild = guildOf(world, seeded.guildId);
  const role = guild.roles.get(roleId);
  if (!role || !may(guild, viewerId, Permission.ManageRoles)) return NOT_ALLOWED;
  if (!roleMoves(guild, viewerId, role).includes(move)) return NOT_ALLOWED;
  if (move === 'delete') world.deleteRole(guild.id, roleId, { by: viewerId });
  else world.moveRole(guild.id, roleId, placeOf(guild, role) + (move === 'up' ? 1 : -1));
  return undefined;
}

/** Gives the bot's own role a permission, or takes it. */
export function setBotPermission(
  { world, seeded }: ControlParts,
  viewerId: Id,
  permission: BotPermission,
  on: boolean,
): string | undefined {
  const guild = guildOf(world, seeded.guildId);
  const role = botRole(guild, world.application.botId);
  if (!role || !may(guild, viewerId, Permission.ManageRoles) || !outranks(guild, viewerId, role)) return NOT_ALLOWED;
  const without = role.permissions & ~Permission[permission];
  world.setRolePermissions(guild.id, role.id, on ? without | Permission[permission] : without, { by: viewerId });
  return undefined;
}

/** Changes the server's primary language, as admins of a community server do. */
export function setServerLanguage({ world, seeded }: ControlParts, viewerId: Id, locale: string): string | undefined {
  const guild = guildOf(world, seeded.guildId);
  if (!may(guild, viewerId, Permission.ManageGuild)) return NOT_ALLOWED;
  world.changeGuild(guild.id, { locale }, { by: viewerId });
  return undefined;
}

/** Deletes a channel with all that stands in it. */
export function deleteChannel({ world, seeded }: ControlParts, viewerId: Id, channelId: Id): string | undefined {
  const guild = guildOf(world, seeded.guildId);
  const isThere = guild.channels.has(channelId);
  if (!isThere || !may(guild, viewerId, Permission.ManageChannels)) return NOT_ALLOWED;
  world.deleteChannel(channelId, { by: viewerId });
  return undefined;
}

function roleMoves(guild: Guild, viewerId: Id, role: Role): RoleMove[] {
  if (role.id === guild.id || !outranks(guild, viewerId, role)) return [];
  const list = fromTheTop(guild);
  const above = list[list.indexOf(role) - 1];
  const up: RoleMove[] = above && outranks(guild, viewerId, above) ? ['up'] : [];
  const down: RoleMove[] = list.at(-1) === role ? [] : ['down'];
  return [...up, ...down, ...(role.managed ? [] : (['delete'] as const))];
}

/** All roles but @everyone. */
function fromTheTop(guild: Guild): Role[] {
  const roles = [...guild.roles.values()].filter((role) => role.id !== guild.id);
  return roles.toSorted((one, other) => other.position - one.position);
}

/** 1 is just above @everyone, whatever gaps deleted roles have left. */
function placeOf(guild: Guild, role: Role): number {
  const list = fromTheTop(guild);
  return list.length - list.indexOf(role);
}

function botRole(guild: Guild, botId: Id): Role | undefined {
  return [...guild.roles.values()].find((role) => role.botId === botId);
}
