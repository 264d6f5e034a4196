import { GuildVerificationLevel, PermissionFlagsBits } from 'discord.js';
import { everyGiven } from '../../gate/settings/role-rules.ts';
import { type ServerSettings, takenBy } from '../../gate/settings/settings.ts';
import { holes, type Sources } from './holes.ts';
import { isWithinLent, powersOf } from './lending.ts';
import { basePermissions, channelPermissions, has, isAbove } from './permissions.ts';
import type { ServerSnapshot, Standpoint } from './server-snapshot.ts';
import { isUnseen, noticeChannel } from './sight.ts';

/** What keeps the bot from giving or taking a role. */
export type RoleObstacle =
  | 'roleGone'
  | 'roleIsEveryone'
  | 'roleManaged'
  | 'missingManageRoles'
  | 'roleTooHigh'
  /** Too high, and nothing that the bot should be raised above. */
  | 'roleTooPowerful'
  /** It may more than the admin who chose it could give. */
  | 'roleNotLent'
  | 'needs2fa'
  | 'notInServer'
  | 'discordUnavailable';

export type ChannelObstacle = 'channelGone' | 'channelHidden' | 'channelSilent';

/** Intents that an operator may switch on for the bot. */
export type SwitchedIntent = 'members' | 'moderation';

export type ObstacleKind =
  | RoleObstacle
  | ChannelObstacle
  | 'roleOpensNothing'
  /** The same, where Onboarding needs channels that everyone sees. */
  | 'opensNothingYet'
  /** An answer to a question of Onboarding gives a role that leads past the gate. */
  | 'answerGives'
  /** An invite does. */
  | 'inviteGives'
  | 'staffChannelOpen'
  | 'deadlineNeedsMembers'
  | 'deadlineNeedsKick'
  /** The role or the prompt for who joins. */
  | 'joiningNeedsMembers'
  /** No member that the deadline is for sees the notice. */
  | 'channelUnseen'
  | 'bansUnseen'
  | 'phoneLevelExempts';

export type Where =
  | 'bot'
  | 'role'
  | 'moreRoles'
  | 'removedRoles'
  | 'exemptRoles'
  | 'noticeChannel'
  | 'staffChannel'
  | 'staffRole'
  | 'deadline'
  | 'onboarding'
  | 'invites'
  | 'server';

/** One thing that keeps a setup from working: what (each has a sentence with its fix in `setup.obstacle`), and where. */
export interface Obstacle {
  readonly is: ObstacleKind;
  readonly where: Where;
  /** The roles or channels that it is about. */
  readonly ids: readonly string[];
  /** What the roles may, where that is the trouble: permission bits. */
  readonly powers?: bigint;
  /** What gives the roles, where that is the trouble. */
  readonly sources?: Sources;
}

/** Names everything that keeps the bot from giving `roleId`, but for what it may. */
export function roleObstacles(standpoint: Standpoint, roleId: string): RoleObstacle[] {
  const { serverId, roles, bot } = standpoint;
  const role = roles.find(({ id }) => id === roleId);
  if (roleId === serverId) return ['roleIsEveryone'];
  if (!role) return ['roleGone'];
  if (role.managed) return ['roleManaged'];
  const own = roles.filter(({ id }) => bot.roles.includes(id));
  const found: RoleObstacle[] = [];
  if (!mayManageRoles(standpoint)) found.push('missingManageRoles');
  if (own.some((mine) => isAbove(mine, role))) return found;
  return [...found, powersOf(standpoint, roleId) === 0n ? 'roleTooHigh' : 'roleTooPowerful'];
}

/**
 * Names everything that keeps what an admin has chosen from working. Nothing is said of what is not chosen yet.
 * @param intents what the operator has switched on for the bot
 */
export function setupObstacles(
  server: ServerSnapshot,
  settings: ServerSettings,
  intents: readonly SwitchedIntent[],
): Obstacle[] {
  const { roleId, channelId, staffChannelId, staffRoleId, deadlineDays, exemptRoleIds } = settings;
  const chosen = roleId === undefined ? [] : [roleId];
  const removedRoleIds = takenBy(settings);
  const more = everyGiven(settings).filter((id) => id !== roleId);
  const everyRole = [...chosen, ...removedRoleIds];
  return [
    ...when(everyRole.length > 0 && !mayManageRoles(server), 'missingManageRoles', 'bot'),
    ...roleTroubles(server, 'role', chosen),
    ...notLent(server, settings, 'role', chosen),
    ...roleTroubles(server, 'moreRoles', more),
    ...notLent(server, settings, 'moreRoles', more),
    ...roleTroubles(server, 'removedRoles', removedRoleIds),
    ...notLent(server, settings, 'removedRoles', removedRoleIds),
    ...when(opensNothing(server, settings), nothingOpened(server), 'role', chosen),
    ...holes(server, settings),
    ...channelTroubles(server, 'noticeChannel', channelId),
    ...channelTroubles(server, 'staffChannel', staffChannelId),
    ...when(everyoneSees(server, staffChannelId), 'staffChannelOpen', 'staffChannel', [staffChannelId ?? '']),
    ...when(isGone(server, staffRoleId), 'roleGone', 'staffRole', [staffRoleId ?? '']),
    ...goneRoles(server, 'exemptRoles', exemptRoleIds),
    ...when(deadlineDays > 0 && !intents.includes('members'), 'deadlineNeedsMembers', 'deadline'),
    ...when(deadlineDays > 0 && !mayKick(server), 'deadlineNeedsKick', 'deadline'),
    ...when(greetsWho(settings) && !intents.includes('members'), 'joiningNeedsMembers', 'server'),
    ...unseenNotice(server, settings),
    ...when(intents.includes('moderation') && !hearsOfBans(server), 'bansUnseen', 'server'),
    ...when(phoneLevelIsMoot(server, settings), 'phoneLevelExempts', 'server', removedRoleIds),
  ];
}

function goneRoles(server: ServerSnapshot, where: Where, roleIds: readonly string[]): Obstacle[] {
  const gone = roleIds.filter((id) => isGone(server, id));
  return when(gone.length > 0, 'roleGone', where, gone);
}

/** Whether anything is to happen when somebody joins. */
const greetsWho = ({ unverifiedRoleId, joinPrompt }: ServerSettings) =>
  unverifiedRoleId !== undefined || joinPrompt !== undefined;

const isGone = ({ roles }: ServerSnapshot, roleId: string | undefined) =>
  roleId !== undefined && !roles.some(({ id }) => id === roleId);

/** Whether it keeps members from getting their roles. One of several that is gone does not. */
export function keepsRoleBack({ where, is }: Obstacle): boolean {
  if (unreadable.includes(is)) return true;
  if (where === 'moreRoles') return is !== 'roleGone';
  return is !== 'roleOpensNothing' && is !== 'opensNothingYet' && (where === 'bot' || where === 'role');
}

/** The bot could not look, or could do nothing there. */
const unreadable: readonly ObstacleKind[] = ['discordUnavailable', 'notInServer', 'needs2fa'];

/** Whether it keeps the notice from being posted. */
export function keepsNoticeBack({ where }: Obstacle): boolean {
  return where === 'noticeChannel';
}

const when = (holds: boolean, is: ObstacleKind, where: Where, ids: readonly string[] = []): Obstacle[] =>
  holds ? [{ is, where, ids }] : [];

/** What is wrong with some roles, one obstacle a kind. Manage Roles is named once, for the bot. */
function roleTroubles(server: ServerSnapshot, where: Where, roleIds: readonly string[]): Obstacle[] {
  const kinds: RoleObstacle[] = ['roleIsEveryone', 'roleGone', 'roleManaged', 'roleTooHigh', 'roleTooPowerful'];
  return kinds.flatMap((kind) => {
    const ids = roleIds.filter((id) => roleObstacles(server, id).includes(kind));
    return when(ids.length > 0, kind, where, ids).map((found) => withPowers(server, found));
  });
}

/** The roles that may more than the admins who chose them could give. */
function notLent(
  server: ServerSnapshot,
  settings: ServerSettings,
  where: Where,
  roleIds: readonly string[],
): Obstacle[] {
  const ids = roleIds.filter((id) => !isWithinLent(powersOf(server, id), settings, id));
  return when(ids.length > 0, 'roleNotLent', where, ids).map((found) => withPowers(server, found));
}

function withPowers(server: ServerSnapshot, { ids, ...found }: Obstacle): Obstacle {
  const powers = ids.reduce((all, id) => all | powersOf(server, id), 0n);
  return powers === 0n ? { ...found, ids } : { ...found, ids, powers };
}

function channelTroubles(server: ServerSnapshot, where: Where, channelId: string | undefined): Obstacle[] {
  if (channelId === undefined) return [];
  const trouble = channelObstacle(server, channelId);
  return trouble ? [{ is: trouble, where, ids: [channelId] }] : [];
}

/** What keeps the bot from posting in a channel. */
function channelObstacle(server: ServerSnapshot, channelId: string): ChannelObstacle | undefined {
  const channel = server.channels.find(({ id }) => id === channelId);
  if (!channel) return 'channelGone';
  const bot = { roleIds: server.bot.roles, memberId: server.bot.user.id };
  const permissions = channelPermissions(server, bot, channel);
  if (!has(permissions, PermissionFlagsBits.ViewChannel)) return 'channelHidden';
  return has(permissions, PermissionFlagsBits.SendMessages) ? undefined : 'channelSilent';
}

/** A deadline waits while no member that it is for could press the notice's button. */
function unseenNotice(server: ServerSnapshot, settings: ServerSettings): Obstacle[] {
  const channel = settings.deadlineDays > 0 ? noticeChannel(server.channels, settings) : undefined;
  return channel ? when(isUnseen(server, settings, channel), 'channelUnseen', 'deadline', [channel.id]) : [];
}

function mayManageRoles(server: Standpoint): boolean {
  return has(basePermissions(server, { roleIds: server.bot.roles }), PermissionFlagsBits.ManageRoles);
}

function mayKick(server: Standpoint): boolean {
  return has(basePermissions(server, { roleIds: server.bot.roles }), PermissionFlagsBits.KickMembers);
}

/** Discord sends bans only to bots that could look them up. */
function hearsOfBans(server: Standpoint): boolean {
  const held = basePermissions(server, { roleIds: server.bot.roles });
  return has(held, PermissionFlagsBits.ViewAuditLog) || has(held, PermissionFlagsBits.BanMembers);
}

const nothingOpened = ({ onboarding }: ServerSnapshot) => (onboarding ? 'opensNothingYet' : 'roleOpensNothing');

/** Whether a verified member may do nothing, in any channel, that a member who has just joined may not. */
function opensNothing(server: ServerSnapshot, settings: ServerSettings): boolean {
  const { roleId } = settings;
  if (roleId === undefined || roleId === server.serverId || !server.roles.some(({ id }) => id === roleId)) return false;
  const [before, after] = [{ roleIds: takenBy(settings) }, { roleIds: [roleId] }];
  return server.channels.every(
    (channel) => (channelPermissions(server, after, channel) & ~channelPermissions(server, before, channel)) === 0n,
  );
}

function everyoneSees(server: ServerSnapshot, channelId: string | undefined): boolean {
  const channel = server.channels.find(({ id }) => id === channelId);
  return channel !== undefined && channelPermissions(server, { roleIds: [] }, channel) !== 0n;
}

/** Discord asks no member who has a role for a phone, so a role that everyone is given on joining undoes that level. */
function phoneLevelIsMoot({ verificationLevel }: ServerSnapshot, settings: ServerSettings): boolean {
  return verificationLevel === GuildVerificationLevel.VeryHigh && takenBy(settings).length > 0;
}
