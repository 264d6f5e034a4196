import { guildOf, known, memberOf, roleOf } from './lookup.ts';
import type { Id, Member } from './types.ts';
import type { WorldParts } from './world.ts';

export interface Members {
  addMember(guildId: Id, userId: Id, roleIds?: readonly Id[]): Member;
  /** The member leaves, or is kicked; roles are lost with the membership. */
  removeMember(guildId: Id, userId: Id): void;
  /** Bans a person, member or not; `by` the owner unless told otherwise. */
  ban(guildId: Id, userId: Id, how?: { by?: Id; reason?: string | undefined }): void;
  unban(guildId: Id, userId: Id, how?: { by?: Id }): void;
  giveRole(guildId: Id, userId: Id, roleId: Id): void;
  takeRole(guildId: Id, userId: Id, roleId: Id): void;
  setNick(guildId: Id, userId: Id, nick: string | null): void;
}

/** Who belongs to a server, and with which roles. */
export function createMembers(parts: WorldParts): Members {
  const { users, emit, now } = parts;

  function removeMember(guildId: Id, userId: Id): void {
    const guild = guildOf(parts, guildId);
    memberOf(guild, userId);
    guild.members.delete(userId);
    emit({ is: 'memberRemoved', guild, userId });
  }

  function change(guildId: Id, userId: Id, apply: (member: Member) => void): void {
    const guild = guildOf(parts, guildId);
    const member = memberOf(guild, userId);
    apply(member);
    emit({ is: 'memberChanged', guild, member });
  }

  return {
    addMember(guildId, userId, roleIds = []) {
      const guild = guildOf(parts, guildId);
      known(users.get(userId), `user ${userId}`);
      if (guild.bans.has(userId)) throw new Error(`User ${userId} is banned from ${guild.name}.`);
      const member: Member = { userId, roles: new Set(roleIds), nick: null, joinedAt: now() };
      guild.members.set(userId, member);
      emit({ is: 'memberAdded', guild, member });
      return member;
    },
    removeMember,
    ban(guildId, userId, { by, reason } = {}) {
      const guild = guildOf(parts, guildId);
      known(users.get(userId), `user ${userId}`);
      guild.bans.set(userId, reason ?? null);
      emit({ is: 'banAdded', guild, userId, by: by ?? guild.ownerId });
      if (guild.members.has(userId)) removeMember(guildId, userId);
    },
    unban(guildId, userId, { by } = {}) {
      const guild = guildOf(parts, guildId);
      guild.bans.delete(userId);
      emit({ is: 'banRemoved', guild, userId, by: by ?? guild.ownerId });
    },
    giveRole(guildId, userId, roleId) {
      roleOf(guildOf(parts, guildId), roleId);
      change(guildId, userId, (member) => member.roles.add(roleId));
    },
    takeRole: (guildId, userId, roleId) => change(guildId, userId, (member) => member.roles.delete(roleId)),
    setNick: (guildId, userId, nick) =>
      change(guildId, userId, (member) => {
        member.nick = nick;
      }),
  };
}
