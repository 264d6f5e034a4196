import type { AuditEntry, Change, Guild, Id } from './types.ts';

/** Discord's audit log events, those the sandbox writes down. */
export const AuditAction = {
  GuildUpdate: 1,
  ChannelCreate: 10,
  ChannelUpdate: 11,
  ChannelDelete: 12,
  OverwriteCreate: 13,
  OverwriteUpdate: 14,
  OverwriteDelete: 15,
  MemberKick: 20,
  MemberBanAdd: 22,
  MemberBanRemove: 23,
  MemberUpdate: 24,
  MemberRoleUpdate: 25,
  BotAdd: 28,
  RoleCreate: 30,
  RoleUpdate: 31,
  RoleDelete: 32,
  InviteCreate: 40,
  InviteDelete: 42,
  WebhookCreate: 50,
  WebhookUpdate: 51,
  WebhookDelete: 52,
  EmojiCreate: 60,
  EmojiUpdate: 61,
  EmojiDelete: 62,
  MessageDelete: 72,
  MessageBulkDelete: 73,
  MessagePin: 74,
  MessageUnpin: 75,
  ThreadCreate: 110,
  ThreadUpdate: 111,
  ThreadDelete: 112,
} as const;

/** Who did something, and the reason they gave. Without a person it is nobody's doing, and stands in no log. */
export interface How {
  readonly by?: Id | undefined;
  readonly reason?: string | undefined;
}

export interface AuditBook {
  /** What was done in a server, oldest first. */
  entries(guildId: Id): readonly AuditEntry[];
  /** Writes down what somebody did. */
  note(guild: Guild, how: How, what: Pick<AuditEntry, 'action' | 'targetId' | 'changes'>): void;
}

/** The audit logs of all servers. */
export function createAudit(deps: { newId: () => Id; now: () => number; emit: (change: Change) => void }): AuditBook {
  const books = new Map<Id, AuditEntry[]>();
  return {
    entries: (guildId) => books.get(guildId) ?? [],
    note(guild, { by, reason }, { action, targetId, changes }) {
      if (by === undefined) return;
      const entry: AuditEntry = {
        id: deps.newId(),
        at: deps.now(),
        by,
        action,
        targetId,
        changes,
        ...(reason === undefined ? {} : { reason }),
      };
      books.set(guild.id, [...(books.get(guild.id) ?? []), entry]);
      deps.emit({ is: 'auditNoted', guild, entry });
    },
  };
}
