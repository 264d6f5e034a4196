import { PermissionFlagsBits } from 'discord.js';
import { type ServerSettings, takenBy } from '../../gate/settings/settings.ts';
import { basePermissions, channelPermissions, type Holder, has, isAbove } from './permissions.ts';
import type { ChannelSnapshot, RoleSnapshot, Standpoint } from './server-snapshot.ts';

const { Administrator, ManageGuild, ManageRoles, ReadMessageHistory, ViewChannel } = PermissionFlagsBits;

/** Whether a deadline is not for members with these roles: verified, staff, with a say, or above the bot. */
export function areExempt(server: Standpoint, roleIds: readonly string[], settings: ServerSettings): boolean {
  if ([settings.roleId, settings.staffRoleId].some((id) => id !== undefined && roleIds.includes(id))) return true;
  const permissions = basePermissions(server, { roleIds });
  if ([Administrator, ManageGuild, ManageRoles].some((permission) => has(permissions, permission))) return true;
  const own = server.roles.filter(({ id }) => server.bot.roles.includes(id));
  const theirs = server.roles.filter(({ id }) => roleIds.includes(id));
  return theirs.some((role) => !own.some((mine) => isAbove(mine, role)));
}

/** The channel that the notice stands in, or is to stand in; undefined where there is none. */
export function noticeChannel(
  channels: readonly ChannelSnapshot[],
  { noticeChannelId, channelId }: ServerSettings,
): ChannelSnapshot | undefined {
  const place = noticeChannelId ?? channelId;
  return channels.find(({ id }) => id === place);
}

/** Whether somebody sees a message that has stood in a channel for long. */
export function seesOld(server: Standpoint, holder: Holder, channel: ChannelSnapshot): boolean {
  return has(channelPermissions(server, holder, channel), ViewChannel | ReadMessageHistory);
}

/**
 * Whether a channel is closed to every member that a deadline is for: neither without a role, nor with those that verifying takes, nor with any
 * other one.
 */
export function isUnseen(server: Standpoint, settings: ServerSettings, channel: ChannelSnapshot): boolean {
  const isTheirs = ({ id, managed }: RoleSnapshot) => !managed && !areExempt(server, [id], settings);
  const holders = [[], takenBy(settings), ...server.roles.filter(isTheirs).map(({ id }) => [id])];
  return !holders.some((roleIds) => seesOld(server, { roleIds }, channel));
}
