import { PermissionFlagsBits } from 'discord.js';
import { noticePlace } from '../../gate/settings/changes.ts';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { sees } from '../preflight/holes.ts';
import { channelPermissions, has } from '../preflight/permissions.ts';
import type { ChannelSnapshot, ServerSnapshot } from '../preflight/server-snapshot.ts';

/** Whether members have to see a channel before they verify, or an admin says so. */
export function staysOpen(server: ServerSnapshot, settings: ServerSettings, channel: ChannelSnapshot): boolean {
  return alwaysOpen(server, settings).includes(channel.id) || openByChoice(server, settings).includes(channel.id);
}

/** The notice's channel, the staff's, and those that Discord itself needs. */
function alwaysOpen({ landmarks }: ServerSnapshot, settings: ServerSettings): readonly (string | undefined)[] {
  const { channelId, staffChannelId } = settings;
  return [channelId, noticePlace(settings)?.channelId, staffChannelId, ...(landmarks?.community ?? [])];
}

/**
 * What an admin has chosen to stay open. Until they do: the channel where Discord says who has joined, where only staff write, for it is
 * there to welcome newcomers.
 */
export function openByChoice(server: ServerSnapshot, { openChannelIds }: ServerSettings): readonly string[] {
  if (openChannelIds !== undefined) return openChannelIds;
  const system = server.channels.find(({ id }) => id === server.landmarks?.system);
  const isForReading =
    system !== undefined &&
    sees(server, [], system) &&
    !has(channelPermissions(server, { roleIds: [] }, system), PermissionFlagsBits.SendMessages);
  return isForReading ? [system.id] : [];
}
