import { AuditAction, type How } from './audit.ts';
import { guildOf, known, memberOf, roleOf } from './lookup.ts';
import { createOnboardings, type Onboardings, optionsOf } from './onboarding.ts';
import type { Guild, Id, Member, Role } from './types.ts';
import type { WorldParts } from './world-parts.ts';

export interface Members extends Onboardings {
  /** Somebody joins. Where the server has rules to accept, a person is pending at first. */
  addMember(guildId: Id, userId: Id, roleIds?: readonly Id[], past?: Past): Member;
  /** The member is pending no more. With Onboarding, roles that somebody gave them in that time are lost, as reports say. */
  acceptRules(guildId: Id, userId: Id): void;
  /** The member leaves, or is kicked by somebody; roles are lost with the membership. */
  removeMember(guildId: Id, userId: Id, how?: How): void;
  /** Bans a person, member or not; `by` the owner unless told otherwise. */
  ban(guildId: Id, userId: Id, how?: How): void;
  unban(guildId: Id, userId: Id, how?: How): void;
  giveRole(guildId: Id, userId: Id, roleId: Id, how?: How): void;
  takeRole(guildId: Id, userId: Id, roleId: Id, how?: How): void;
  setNick(guildId: Id, userId: Id, nick: string | null, how?: How): void;
  /** The member begins or ceases to boost the server, which no audit log tells. */
  setBoost(guildId: Id, userId: Id, on: boolean): void;
  /** Changes the rest of what a server says of its member. */
  changeMember(
    guildId: Id,
    userId: Id,
    changes: Partial<Pick<Member, 'timeoutUntil' | 'voice' | 'flags'>>,
    how?: How,
  ): void;
}

/** What a member has been before anybody looked: by default they join now, and are as new members are. */
export type Past = Partial<Pick<Member, 'joinedAt' | 'pending' | 'boostingSince'>>;

/** Who belongs to a server, and with which roles. */
export function createMembers(parts: WorldParts): Members {
  const { users, emit, now, audit } = parts;

  function removeMember(guildId: Id, userId: Id, how: How = {}): void {
    const guild = guildOf(parts, guildId);
    memberOf(guild, userId);
    guild.members.delete(userId);
    emit({ is: 'memberRemoved', guild, userId });
    audit.note(guild, how, { action: AuditAction.MemberKick, targetId: userId, changes: [] });
  }

  function change(guildId: Id, userId: Id, apply: (member: Member) => void): void {
    const guild = guildOf(parts, guildId);
    const member = memberOf(guild, userId);
    apply(member);
    emit({ is: 'memberChanged', guild, member });
  }

  return {
    addMember(guildId, userId, roleIds = [], past = {}) {
      const guild = guildOf(parts, guildId);
      const { bot } = known(users.get(userId), `user ${userId}`);
      if (guild.bans.has(userId)) throw new Error(`User ${userId} is banned from ${guild.name}.`);
      const pending = guild.screening && !bot;
      const member: Member = { ...fresh(userId, now()), roles: new Set(roleIds), pending, ...past };
      guild.members.set(userId, member);
      emit({ is: 'memberAdded', guild, member });
      return member;
    },
    ...createOnboardings(parts, change),
    acceptRules(guildId, userId) {
      const { onboarding } = guildOf(parts, guildId);
      change(guildId, userId, (member) => {
        const chosen = new Set(onboarding && optionsOf(onboarding).flatMap(({ roleIds }) => roleIds));
        if (onboarding && member.pending)
          for (const id of [...member.roles]) if (!chosen.has(id)) member.roles.delete(id);
        member.pending = false;
      });
    },
    removeMember,
    ...createBans(parts, removeMember),
    ...createRoleChanges(parts, change),
    changeMember(guildId, userId, changes, how = {}) {
      change(guildId, userId, (member) => Object.assign(member, changes));
      const { timeoutUntil } = changes;
      // When its time is up a timeout ends without a word of Discord's.
      if (typeof timeoutUntil === 'number') {
        parts.after(timeoutUntil - now(), () => {
          const member = guildOf(parts, guildId).members.get(userId);
          if (member?.timeoutUntil === timeoutUntil) member.timeoutUntil = null;
        });
      }
      const noted = Object.entries(changes).map(([key, after]) => ({ key, after }));
      audit.note(guildOf(parts, guildId), how, { action: AuditAction.MemberUpdate, targetId: userId, changes: noted });
    },
    setNick(guildId, userId, nick, how = {}) {
      const guild = guildOf(parts, guildId);
      const before = memberOf(guild, userId).nick;
      change(guildId, userId, (member) => {
        member.nick = nick;
      });
      const changes = [{ key: 'nick', ...named('before', before), ...named('after', nick) }];
      audit.note(guild, how, { action: AuditAction.MemberUpdate, targetId: userId, changes });
    },
  };
}

function createBans(parts: WorldParts, removeMember: Members['removeMember']): Pick<Members, 'ban' | 'unban'> {
  const { users, emit, audit } = parts;
  return {
    ban(guildId, userId, { by, reason } = {}) {
      const guild = guildOf(parts, guildId);
      const how = { by: by ?? guild.ownerId, reason };
      known(users.get(userId), `user ${userId}`);
      guild.bans.set(userId, reason ?? null);
      emit({ is: 'banAdded', guild, userId, by: how.by });
      audit.note(guild, how, { action: AuditAction.MemberBanAdd, targetId: userId, changes: [] });
      if (guild.members.has(userId)) removeMember(guildId, userId);
    },
    unban(guildId, userId, { by, reason } = {}) {
      const guild = guildOf(parts, guildId);
      const how = { by: by ?? guild.ownerId, reason };
      guild.bans.delete(userId);
      emit({ is: 'banRemoved', guild, userId, by: how.by });
      audit.note(guild, how, { action: AuditAction.MemberBanRemove, targetId: userId, changes: [] });
    },
  };
}

/** @param change applies a change to a member, and announces it */
function createRoleChanges(
  parts: WorldParts,
  change: (guildId: Id, userId: Id, apply: (member: Member) => void) => void,
): Pick<Members, 'giveRole' | 'takeRole' | 'setBoost'> {
  function noteRoles(guild: Guild, targetId: Id, key: '$add' | '$remove', { id, name }: Role, how: How): void {
    const changes = [{ key, after: [{ id, name }] }];
    parts.audit.note(guild, how, { action: AuditAction.MemberRoleUpdate, targetId, changes });
  }

  return {
    giveRole(guildId, userId, roleId, how = {}) {
      const guild = guildOf(parts, guildId);
      const role = roleOf(guild, roleId);
      change(guildId, userId, (member) => {
        member.roles.add(roleId);
        // Discord's documentation: a role lets its member in past the rules. Reports: with Onboarding it does not.
        if (!guild.onboarding) member.pending = false;
      });
      noteRoles(guild, userId, '$add', role, how);
    },
    setBoost(guildId, userId, on) {
      const boostingSince = on ? parts.now() : null;
      change(guildId, userId, (member) => Object.assign(member, { boostingSince }));
    },
    takeRole(guildId, userId, roleId, how = {}) {
      const guild = guildOf(parts, guildId);
      const role = roleOf(guild, roleId);
      change(guildId, userId, (member) => member.roles.delete(roleId));
      noteRoles(guild, userId, '$remove', role, how);
    },
  };
}

const fresh = (userId: Id, joinedAt: number) => ({
  userId,
  joinedAt,
  nick: null,
  chosen: [],
  boostingSince: null,
  timeoutUntil: null,
  voice: { mute: false, deaf: false },
  flags: 0,
});

/** A field of a change, left out where there was nothing. */
const named = (key: 'before' | 'after', value: string | null) => (value === null ? {} : { [key]: value });
