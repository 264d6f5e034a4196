import { ChannelType, PermissionFlagsBits } from 'discord.js';
import type { ServerSettings } from '../../gate/settings/settings.ts';
import { sees } from '../preflight/holes.ts';
import { type Chooser, mayEverything } from '../preflight/lending.ts';
import { channelPermissions, has } from '../preflight/permissions.ts';
import type { ChannelSnapshot, ServerSnapshot } from '../preflight/server-snapshot.ts';
import { mayWrite } from '../setup/choosing.ts';
import { overwriteOf, withVoice } from './overwrites.ts';
import { botRole, type Change, isWritable, manages } from './plan.ts';

const { SendMessages, ViewChannel } = PermissionFlagsBits;

/** Names of channels where a notice is looked for, the best first. */
const names = [/verif/, /^(start|gate|tor|eingang|entrance|lobby)/, /welcome|willkommen/, /rules|regeln/];

/** Where the notice goes, and what the bot has to be allowed there first. */
export interface NoticePlace {
  readonly channelId: string;
  /** Only staff write there: the bot lets itself. */
  readonly change?: Change;
}

/** Where it was chosen, else in a channel that newcomers look into. Undefined where an admin has to choose. */
export function noticePlaceOf(
  server: ServerSnapshot,
  settings: ServerSettings,
  chooser: Chooser,
): NoticePlace | undefined {
  if (settings.channelId !== undefined)
    return placeIn(server, chooser, settings.channelId) ?? { channelId: settings.channelId };
  const named = names.flatMap((name) => server.channels.filter((one) => name.test(one.name?.toLowerCase() ?? '')));
  return named.map(({ id }) => placeIn(server, chooser, id)).find((place) => place !== undefined);
}

/** A channel that everybody sees, and where the admin may write and the bot may, or may let itself. */
function placeIn(server: ServerSnapshot, chooser: Chooser, channelId: string): NoticePlace | undefined {
  const channel = server.channels.find(({ id }) => id === channelId);
  const isText = channel?.type === ChannelType.GuildText || channel?.type === ChannelType.GuildAnnouncement;
  if (!channel || !isText || !sees(server, [], channel) || !mayWrite(server, chooser, channelId)) return undefined;
  const bot = { roleIds: server.bot.roles, memberId: server.bot.user.id };
  if (has(channelPermissions(server, bot, channel), ViewChannel | SendMessages)) return { channelId };
  const change = voiceFor(server, channel);
  const isTheirs = mayEverything(server, chooser) || manages(server, chooser, channel);
  return change && isTheirs && manages(server, bot, channel) ? { channelId, change } : undefined;
}

function voiceFor(server: ServerSnapshot, channel: ChannelSnapshot): Change | undefined {
  const roleId = botRole(server);
  if (roleId === undefined) return undefined;
  const before = overwriteOf(channel, roleId);
  const change = { channelId: channel.id, roleId, ...(before && { before }), after: withVoice(before) };
  return isWritable(server, channel, [change]) ? change : undefined;
}
