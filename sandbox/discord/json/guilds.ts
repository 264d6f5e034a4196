import { Intent } from '../../world/bits.ts';
import { permissionsOf } from '../../world/permissions.ts';
import type { Channel, Guild, Id, Json, Role, User } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { emojiJson } from './emojis.ts';
import { presenceJson } from './presences.ts';
import { threadJson } from './threads.ts';
import { memberJson, userJson } from './users.ts';

export function roleJson(role: Role): Json {
  return {
    id: role.id,
    name: role.name,
    description: null,
    permissions: role.permissions.toString(),
    position: role.position,
    color: role.color,
    colors: { primary_color: role.color, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: role.managed,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
    ...role.details,
    ...(role.botId ? { tags: { bot_id: role.botId } } : {}),
  };
}

export function channelJson(channel: Channel, users: ReadonlyMap<Id, User>): Json {
  if (channel.thread) return threadJson(channel, channel.thread);
  if (channel.guildId === undefined) {
    const recipient = users.get(channel.recipientId ?? '');
    return {
      id: channel.id,
      type: channel.type,
      flags: 0,
      last_message_id: null,
      recipients: recipient ? [userJson(recipient)] : [],
    };
  }
  return {
    id: channel.id,
    type: channel.type,
    guild_id: channel.guildId,
    name: channel.name,
    position: channel.position,
    flags: 0,
    topic: null,
    nsfw: false,
    parent_id: null,
    last_message_id: null,
    rate_limit_per_user: 0,
    ...channel.details,
    permission_overwrites: channel.overwrites.map(({ id, type, allow, deny }) => ({
      id,
      type: type === 'role' ? 0 : 1,
      allow: allow.toString(),
      deny: deny.toString(),
    })),
  };
}

/** A server as `GET /guilds/{id}` answers it. */
export function guildJson(guild: Guild): Json {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.ownerId,
    preferred_locale: guild.locale,
    roles: [...guild.roles.values()].map(roleJson),
    features: featuresOf(guild),
    emojis: [...guild.emojis.values()].map((emoji) => emojiJson(emoji)),
    stickers: [],
    icon: null,
    description: null,
    home_header: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    application_id: null,
    region: 'us-east',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    widget_enabled: false,
    widget_channel_id: null,
    verification_level: 1,
    default_message_notifications: 1,
    mfa_level: guild.mfaLevel,
    explicit_content_filter: 0,
    max_presences: null,
    max_members: 500_000,
    max_stage_video_channel_users: 50,
    max_video_channel_users: 25,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: [...guild.members.values()].filter((one) => one.boostingSince !== null).length,
    rules_channel_id: null,
    safety_alerts_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
    incidents_data: null,
    ...guild.details,
  };
}

/** What a session has said of the members it wants to know. */
export interface Audience {
  readonly intents: number;
  readonly largeThreshold: number;
}

/** A server as the gateway presents it: with all its channels, and with its members to who may see presences. Others get to know the bot alone. */
export function guildCreateJson(guild: Guild, { users, application }: World, audience: Audience): Json {
  const bot = guild.members.get(application.botId);
  const members = [...guild.members.values()];
  const seesAll = (audience.intents & Intent.GuildPresences) !== 0;
  return {
    ...guildJson(guild),
    joined_at: new Date(bot?.joinedAt ?? 0).toISOString(),
    large: members.length > audience.largeThreshold,
    unavailable: false,
    member_count: members.length,
    members: (seesAll ? members : [bot ?? []].flat()).map((member) => memberJson(member, users)),
    channels: [...guild.channels.values()].map((channel) => channelJson(channel, users)),
    threads: [...guild.threads.values()]
      .filter(({ thread }) => !thread?.archived)
      .map((thread) => channelJson(thread, users)),
    presences: seesAll ? members.map((member) => presenceJson(member, guild)) : [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}

/** A server in the bot's own list. */
export function ownGuildJson(guild: Guild, botId: Id): Json {
  return {
    id: guild.id,
    name: guild.name,
    icon: null,
    banner: null,
    owner: guild.ownerId === botId,
    permissions: permissionsOf(guild, botId).toString(),
    features: featuresOf(guild),
  };
}

/** Membership screening and Onboarding are for community servers; one with rules to accept can be looked at before. */
const featuresOf = ({ screening, onboarding }: Guild): string[] => [
  ...(screening || onboarding ? ['COMMUNITY'] : []),
  ...(screening ? ['MEMBER_VERIFICATION_GATE_ENABLED', 'PREVIEW_ENABLED'] : []),
];
