import type { AuditEntry, Guild, Json, User } from '../../world/types.ts';
import { userJson } from './users.ts';

/** One entry of the audit log. */
export function auditEntryJson({ id, action, by, targetId, changes, reason }: AuditEntry): Json {
  return {
    id,
    action_type: action,
    user_id: by,
    target_id: targetId,
    ...(changes.length === 0 ? {} : { changes: changes.map(changeJson) }),
    ...(reason === undefined ? {} : { reason }),
  };
}

function changeJson({ key, before, after }: AuditEntry['changes'][number]): Json {
  return {
    key,
    ...(before === undefined ? {} : { old_value: before }),
    ...(after === undefined ? {} : { new_value: after }),
  };
}

/** Entries with the users they name, as `GET /guilds/{id}/audit-logs` answers them. */
export function auditLogJson(entries: readonly AuditEntry[], users: ReadonlyMap<string, User>): Json {
  const named = new Set(entries.flatMap(({ by, targetId }) => [by, targetId ?? '']));
  return {
    audit_log_entries: entries.map(auditEntryJson),
    users: [...named].flatMap((id) => users.get(id) ?? []).map(userJson),
    integrations: [],
    webhooks: [],
    guild_scheduled_events: [],
    threads: [],
    application_commands: [],
    auto_moderation_rules: [],
  };
}

/** The same entry as the gateway tells it. */
export const auditEventJson = (entry: AuditEntry, guild: Guild): Json => ({
  ...auditEntryJson(entry),
  guild_id: guild.id,
});
