import { Permission } from '../world/bits.ts';
import { guildOf } from '../world/lookup.ts';
import { may, outranks, outranksMember } from '../world/permissions.ts';
import type { Guild, Id, User } from '../world/types.ts';
import type { ControlParts } from './parts.ts';
import type { Member, Move, PanelState } from './view.ts';

const NOT_ALLOWED = 'That is not possible, or not allowed to you.';

/** Whether somebody is in the server. */
export function standingOf(guild: Guild, userId: Id): PanelState {
  if (guild.members.has(userId)) return 'member';
  return guild.bans.has(userId) ? 'banned' : 'out';
}

/** The roles of a member, from the highest. */
export function roleIdsOf(guild: Guild, userId: Id): Id[] {
  const roles = [...(guild.members.get(userId)?.roles ?? [])].flatMap((id) => guild.roles.get(id) ?? []);
  return roles.toSorted((one, other) => other.position - one.position).map((role) => role.id);
}

/** What a viewer may do about somebody's membership: oneself comes and goes, staff needs the permission and the rank. */
export function movesOn(guild: Guild, viewerId: Id, user: User): Move[] {
  const standing = standingOf(guild, user.id);
  if (user.id === viewerId) return ownMoves(guild, viewerId, standing);
  if (user.bot) return botMoves(guild, viewerId, user.id, standing);
  const mayBan = may(guild, viewerId, Permission.BanMembers);
  if (standing === 'banned') return mayBan ? ['unban'] : [];
  if (!outranksMember(guild, viewerId, user.id)) return [];
  const kick = standing === 'member' && may(guild, viewerId, Permission.KickMembers);
  return [...(kick ? (['kick'] as const) : []), ...(mayBan ? (['ban'] as const) : [])];
}

/** The owner cannot leave, and who is banned cannot come back. */
function ownMoves(guild: Guild, viewerId: Id, standing: PanelState): Move[] {
  if (standing === 'out') return ['rejoin'];
  return standing === 'member' && guild.ownerId !== viewerId ? ['leave'] : [];
}

function botMoves(guild: Guild, viewerId: Id, botId: Id, standing: PanelState): Move[] {
  if (standing !== 'member') return may(guild, viewerId, Permission.ManageGuild) ? ['add'] : [];
  return may(guild, viewerId, Permission.KickMembers) && outranksMember(guild, viewerId, botId) ? ['kick'] : [];
}

/** The roles a viewer may give and take: below their own highest one, and no integration's. From the top. */
function assignableBy(guild: Guild, viewerId: Id): Id[] {
  if (!may(guild, viewerId, Permission.ManageRoles)) return [];
  return [...guild.roles.values()]
    .filter((role) => role.id !== guild.id && !role.managed && outranks(guild, viewerId, role))
    .toSorted((one, other) => other.position - one.position)
    .map((role) => role.id);
}

/** Gives a member a role by hand, or takes it. Answers with a sentence when the viewer may not. */
export function setMemberRole(
  { world, seeded }: ControlParts,
  act: { readonly viewerId: Id; readonly userId: Id; readonly roleId: Id; readonly on: boolean },
): string | undefined {
  const { viewerId, userId, roleId, on } = act;
  const guild = guildOf(world, seeded.guildId);
  if (!guild.members.has(userId) || !assignableBy(guild, viewerId).includes(roleId)) return NOT_ALLOWED;
  if (on) world.giveRole(guild.id, userId, roleId, { by: viewerId });
  else world.takeRole(guild.id, userId, roleId, { by: viewerId });
  return undefined;
}

/** A member begins or ceases to boost the server. Answers with a sentence when they are none. */
export function setBoost({ world, seeded }: ControlParts, viewerId: Id, on: boolean): string | undefined {
  if (!guildOf(world, seeded.guildId).members.has(viewerId)) return NOT_ALLOWED;
  world.setBoost(seeded.guildId, viewerId, on);
  return undefined;
}

/** What a viewer is shown of somebody in the list of members; undefined where they are shown nothing. */
export function memberFor(guild: Guild, viewerId: Id, user: User): Member | undefined {
  const member = guild.members.get(user.id);
  const moves = movesOn(guild, viewerId, user);
  const shown = member ? guild.members.has(viewerId) : user.id === viewerId || moves.length > 0;
  if (!shown) return undefined;
  return {
    id: user.id,
    name: user.displayName,
    bot: user.bot,
    roleIds: roleIdsOf(guild, user.id),
    standing: standingOf(guild, user.id),
    pending: member?.pending ?? false,
    joinedAt: member?.joinedAt ?? null,
    boostingSince: member?.boostingSince ?? null,
    moves,
    assignable: member ? assignableBy(guild, viewerId) : [],
  };
}

/** Makes a move that the viewer may make. Answers with a sentence when they may not. */
export function makeMove({ world, seeded }: ControlParts, viewerId: Id, userId: Id, move: Move): string | undefined {
  const guild = guildOf(world, seeded.guildId);
  const user = world.users.get(userId);
  if (!user || !movesOn(guild, viewerId, user).includes(move)) return NOT_ALLOWED;
  switch (move) {
    case 'kick':
    case 'leave':
      if (user.bot) world.removeBot(guild.id, { by: viewerId });
      else world.removeMember(guild.id, userId, move === 'kick' ? { by: viewerId } : {});
      return undefined;
    case 'ban':
      world.ban(guild.id, userId, { by: viewerId });
      return undefined;
    case 'unban':
      world.unban(guild.id, userId, { by: viewerId });
      return undefined;
    case 'add':
      world.addBot(guild.id);
      return undefined;
    case 'rejoin':
      world.addMember(
        guild.id,
        userId,
        [...guild.invites.values()].flatMap(({ roleIds = [] }) => roleIds),
      );
      return undefined;
  }
}
