import { Intent } from '../../world/bits.ts';
import type { Change, Id, Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { emojiJson } from '../json/emojis.ts';
import { channelJson } from '../json/guilds.ts';
import { inviteEventJson } from '../json/invites.ts';
import { threadMemberJson } from '../json/threads.ts';
import type { Dispatch } from './event.ts';

const CHANNEL_EVENTS = {
  channelAdded: ['CHANNEL_CREATE', 'THREAD_CREATE'],
  channelChanged: ['CHANNEL_UPDATE', 'THREAD_UPDATE'],
  channelDeleted: ['CHANNEL_DELETE', 'THREAD_DELETE'],
} as const;

/** Channels and threads. Direct messages are not told of. */
export function channelEvents(
  { is, channel }: Extract<Change, { is: 'channelAdded' | 'channelChanged' | 'channelDeleted' }>,
  world: World,
): Dispatch[] {
  const [ofChannel, ofThread] = CHANNEL_EVENTS[is];
  const json = channelJson(channel, world.users);
  const { id, type, guildId, thread } = channel;
  if (guildId === undefined) return [];
  if (!thread) return inServer(ofChannel, Intent.Guilds, guildId, json, world);
  const brief = { id, type, guild_id: guildId, parent_id: thread.parentId };
  const created = is === 'channelAdded' ? { newly_created: true } : {};
  return inServer(ofThread, Intent.Guilds, guildId, is === 'channelDeleted' ? brief : { ...json, ...created }, world);
}

/** Who came into a thread or left it. Of others than the bot only those sessions hear that hear of members. */
export function threadMemberEvents(
  { thread: { id, thread, guildId = '' }, added, removed }: Extract<Change, { is: 'threadMembersChanged' }>,
  world: World,
): Dispatch[] {
  const { botId } = world.application;
  const data = {
    id,
    guild_id: guildId,
    member_count: Math.min(50, thread?.members.size ?? 0),
    ...(added.length > 0 ? { added_members: added.map((userId) => threadMemberJson(id, userId, world.now())) } : {}),
    ...(removed.length > 0 ? { removed_member_ids: removed } : {}),
  };
  const isOwn = [...added, ...removed].includes(botId);
  return inServer('THREAD_MEMBERS_UPDATE', isOwn ? Intent.Guilds : Intent.GuildMembers, guildId, data, world);
}

export function pinEvents({ channelId }: Extract<Change, { is: 'pinsChanged' }>, world: World): Dispatch[] {
  const guildId = world.channel(channelId)?.guildId;
  const last = world.messages.pinnedIn(channelId)[0]?.pinnedAt;
  const data = {
    channel_id: channelId,
    last_pin_timestamp: last === undefined || last === null ? null : new Date(last).toISOString(),
  };
  if (guildId === undefined) return [{ type: 'CHANNEL_PINS_UPDATE', intent: Intent.DirectMessages, guildId, data }];
  return inServer('CHANNEL_PINS_UPDATE', Intent.Guilds, guildId, { guild_id: guildId, ...data }, world);
}

export function webhookEvents({ channelId }: Extract<Change, { is: 'webhooksChanged' }>, world: World): Dispatch[] {
  const guildId = world.channel(channelId)?.guildId ?? '';
  const data = { guild_id: guildId, channel_id: channelId };
  return inServer('WEBHOOKS_UPDATE', Intent.GuildWebhooks, guildId, data, world);
}

export function emojiEvents({ guild }: Extract<Change, { is: 'emojisChanged' }>, world: World): Dispatch[] {
  const emojis = [...guild.emojis.values()].map((emoji) => emojiJson(emoji));
  return inServer('GUILD_EMOJIS_UPDATE', Intent.GuildExpressions, guild.id, { guild_id: guild.id, emojis }, world);
}

export function inviteEvents(
  { is, guild, invite }: Extract<Change, { is: 'inviteAdded' | 'inviteDeleted' }>,
  world: World,
): Dispatch[] {
  const brief = { channel_id: invite.channelId, guild_id: guild.id, code: invite.code };
  return is === 'inviteDeleted'
    ? inServer('INVITE_DELETE', Intent.GuildInvites, guild.id, brief, world)
    : inServer('INVITE_CREATE', Intent.GuildInvites, guild.id, inviteEventJson(invite, guild, world), world);
}

function inServer(type: string, intent: number, guildId: Id, data: Json, world: World): Dispatch[] {
  const isTold = world.guilds.get(guildId)?.members.has(world.application.botId) ?? false;
  return isTold ? [{ type, intent, guildId, data }] : [];
}
