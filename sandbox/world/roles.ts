import { AuditAction, type How } from './audit.ts';
import { guildOf, roleOf } from './lookup.ts';
import type { Id, Json, Role } from './types.ts';
import type { WorldParts } from './world-parts.ts';

export interface NewRole {
  readonly name: string;
  readonly permissions?: bigint;
  readonly color?: number;
  readonly managed?: boolean;
  readonly botId?: Id;
  readonly details?: Json;
}

export interface Roles {
  /** A role at the top of the list, above all others so far. */
  addRole(guildId: Id, role: NewRole, how?: How): Role;
  /** Changes what `changes` names. */
  changeRole(
    guildId: Id,
    roleId: Id,
    changes: Partial<Pick<Role, 'name' | 'color' | 'permissions' | 'details'>>,
    how?: How,
  ): void;
  setRolePermissions(guildId: Id, roleId: Id, permissions: bigint, how?: How): void;
  /** Puts a role at `position` (1 is just above @everyone); those at and above it move up. */
  moveRole(guildId: Id, roleId: Id, position: number): void;
  deleteRole(guildId: Id, roleId: Id, how?: How): void;
}

/** What may happen to a server's roles. */
export function createRoles(parts: WorldParts): Roles {
  return {
    addRole(guildId, { name, permissions = 0n, color = 0, managed = false, botId, details = {} }, how = {}) {
      const guild = guildOf(parts, guildId);
      const position = Math.max(...[...guild.roles.values()].map((role) => role.position)) + 1;
      const id = parts.newId();
      const role: Role = { id, name, permissions, position, color, managed, details, ...(botId ? { botId } : {}) };
      guild.roles.set(id, role);
      parts.emit({ is: 'roleAdded', guild, role });
      const changes = [{ key: 'name', after: name }];
      parts.audit.note(guild, how, { action: AuditAction.RoleCreate, targetId: id, changes });
      return role;
    },
    changeRole(guildId, roleId, changes, how = {}) {
      const guild = guildOf(parts, guildId);
      const role = roleOf(guild, roleId);
      Object.assign(role, changes);
      parts.emit({ is: 'roleChanged', guild, role });
      const noted = Object.entries(changes).map(([key, after]) => ({ key, after: String(after) }));
      parts.audit.note(guild, how, { action: AuditAction.RoleUpdate, targetId: roleId, changes: noted });
    },
    setRolePermissions(guildId, roleId, permissions, how = {}) {
      const guild = guildOf(parts, guildId);
      const role = roleOf(guild, roleId);
      const change = { key: 'permissions', before: String(role.permissions), after: String(permissions) };
      role.permissions = permissions;
      parts.emit({ is: 'roleChanged', guild, role });
      parts.audit.note(guild, how, { action: AuditAction.RoleUpdate, targetId: roleId, changes: [change] });
    },
    moveRole(guildId, roleId, position) {
      const guild = guildOf(parts, guildId);
      const moved = roleOf(guild, roleId);
      const others = [...guild.roles.values()]
        .filter((role) => role !== moved && role.id !== guildId)
        .toSorted((one, other) => one.position - other.position);
      others.splice(Math.max(0, position - 1), 0, moved);
      for (const [index, role] of others.entries()) {
        if (role.position === index + 1) continue;
        role.position = index + 1;
        parts.emit({ is: 'roleChanged', guild, role });
      }
    },
    deleteRole(guildId, roleId, how = {}) {
      const guild = guildOf(parts, guildId);
      const { name } = roleOf(guild, roleId);
      guild.roles.delete(roleId);
      for (const member of guild.members.values()) member.roles.delete(roleId);
      parts.emit({ is: 'roleDeleted', guild, roleId });
      const changes = [{ key: 'name', before: name }];
      parts.audit.note(guild, how, { action: AuditAction.RoleDelete, targetId: roleId, changes });
    },
  };
}
