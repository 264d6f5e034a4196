import { AuditAction } from '../world/audit.ts';
import { Permission } from '../world/bits.ts';
import { jsonList } from '../world/components.ts';
import { guildOf } from '../world/lookup.ts';
import { may } from '../world/permissions.ts';
import type { AuditEntry, Guild, Id } from '../world/types.ts';
import type { ControlParts } from './parts.ts';
import type { AuditLine } from './view.ts';

const MOST = 100;

/** The server's audit log in words, newest first, for a viewer who may read it. */
export function auditFor({ world, seeded }: ControlParts, viewerId: Id): AuditLine[] | null {
  const guild = guildOf(world, seeded.guildId);
  if (!may(guild, viewerId, Permission.ViewAuditLog)) return null;
  const nameOf = (id: Id | null) => world.users.get(id ?? '')?.displayName ?? 'somebody';
  return world.audit
    .entries(guild.id)
    .slice(-MOST)
    .toReversed()
    .map((entry) => ({
      id: entry.id,
      at: entry.at,
      by: nameOf(entry.by),
      what: words(entry, guild, nameOf),
      reason: entry.reason ?? null,
    }));
}

/** What was done, as what follows the name of who did it. */
function words(entry: AuditEntry, guild: Guild, nameOf: (id: Id | null) => string): string {
  const target = nameOf(entry.targetId);
  switch (entry.action) {
    case AuditAction.MemberKick:
      return `kicked ${target}`;
    case AuditAction.MemberBanAdd:
      return `banned ${target}`;
    case AuditAction.MemberBanRemove:
      return `unbanned ${target}`;
    case AuditAction.MemberRoleUpdate:
      return entry.changes.map((change) => rolesChanged(change, target)).join(', ');
    case AuditAction.MemberUpdate:
      return `changed ${target}`;
    case AuditAction.RoleUpdate:
      return `changed the role ${guild.roles.get(entry.targetId ?? '')?.name ?? formerName(entry)}`;
    case AuditAction.RoleDelete:
      return `deleted the role ${formerName(entry)}`;
    case AuditAction.RoleCreate:
      return `made the role ${guild.roles.get(entry.targetId ?? '')?.name ?? 'that is gone'}`;
    case AuditAction.OverwriteCreate:
    case AuditAction.OverwriteUpdate:
    case AuditAction.OverwriteDelete:
      return `changed the permissions of #${guild.channels.get(entry.targetId ?? '')?.name ?? 'a channel that is gone'}`;
    case AuditAction.ChannelDelete:
      return `deleted the channel #${formerName(entry)}`;
    default:
      return 'changed the server';
  }
}

function rolesChanged({ key, after }: AuditEntry['changes'][number], target: string): string {
  const names = jsonList(after).map(({ name }) => String(name));
  const list = new Intl.ListFormat('en').format(names);
  return key === '$add' ? `gave ${target} the role ${list}` : `took the role ${list} from ${target}`;
}

function formerName({ changes }: AuditEntry): string {
  const before = changes.find(({ key }) => key === 'name')?.before;
  return typeof before === 'string' ? before : 'that is gone';
}
