/** Discord's ids of the bench: all made up, every kind from a range of its own. */
export const botId = '900000000000000001';
export const applicationId = botId;

/** The lowest bits of an id count what Discord makes within a millisecond. */
const TIME = 22n;
const SPAN = 100_000_000_000n;
const idIn = (range: bigint, index: number) => String((range * SPAN + BigInt(index)) << TIME);

/** Neighbours fall on different shards: a server's shard is its id, without the lowest 22 bits, by the number of shards. */
export const serverId = (index: number) => idIn(1n, index);
export const memberId = (index: number) => idIn(2n, index);
export const roleId = (server: number) => idIn(3n, server);
export const channelId = (server: number) => idIn(4n, server);
export const botRoleId = (server: number) => idIn(5n, server);

/** Which server an id of `serverId` is of. */
export const serverIndex = (id: string) => Number((BigInt(id) >> TIME) - SPAN);

/** How much a server of the bench holds: about a mid-sized community's. Members are not sent without the intent for them. */
const ROLES = 20;
const CHANNELS = 40;
const OVERWRITES = 3;

const ADMINISTRATOR = '8';

function role(id: string, name: string, position: number, permissions: string) {
  return {
    id,
    name,
    description: null,
    permissions,
    position,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    managed: false,
    mentionable: false,
    icon: null,
    unicode_emoji: null,
    flags: 0,
  };
}

/** The roles as `GET /guilds/{id}/roles` gives them: @everyone, the one for verified members, the bot's own, and others. */
export function rolesOf(server: number) {
  return [
    role(serverId(server), '@everyone', 0, '1071698660929'),
    role(roleId(server), 'Verified', 1, '0'),
    ...Array.from({ length: ROLES - 3 }, (_, index) =>
      role(idIn(6n, server * ROLES + index), `Role ${index}`, index + 2, '1024'),
    ),
    role(botRoleId(server), 'Latchkey', ROLES, ADMINISTRATOR),
  ];
}

export const botUser = {
  id: botId,
  username: 'latchkey',
  discriminator: '4242',
  global_name: null,
  avatar: null,
  bot: true,
  flags: 0,
  public_flags: 0,
};

/** A membership as Discord gives it. */
export function membership(user: object, roles: readonly string[]) {
  return {
    avatar: null,
    banner: null,
    communication_disabled_until: null,
    flags: 0,
    joined_at: '2024-01-01T00:00:00.000Z',
    nick: null,
    pending: false,
    premium_since: null,
    roles,
    mute: false,
    deaf: false,
    user,
  };
}

/** A server as `GET /guilds/{id}` gives it. */
export function serverJson(server: number) {
  return {
    id: serverId(server),
    name: 'Lantern Bay',
    owner_id: memberId(0),
    preferred_locale: 'en-US',
    roles: rolesOf(server),
    features: [],
    emojis: [],
    stickers: [],
    icon: null,
    description: null,
    splash: null,
    discovery_splash: null,
    banner: null,
    application_id: null,
    region: 'us-east',
    afk_channel_id: null,
    afk_timeout: 300,
    system_channel_id: null,
    system_channel_flags: 0,
    verification_level: 1,
    default_message_notifications: 1,
    mfa_level: 0,
    explicit_content_filter: 0,
    max_members: 500_000,
    vanity_url_code: null,
    premium_tier: 0,
    premium_subscription_count: 0,
    rules_channel_id: null,
    public_updates_channel_id: null,
    premium_progress_bar_enabled: false,
    nsfw: false,
    nsfw_level: 0,
  };
}

export function channelsOf(server: number) {
  return Array.from({ length: CHANNELS }, (_, index) => ({
    id: index === 0 ? channelId(server) : idIn(7n, server * CHANNELS + index),
    type: 0,
    guild_id: serverId(server),
    name: `channel-${index}`,
    position: index,
    flags: 0,
    topic: null,
    nsfw: false,
    parent_id: null,
    last_message_id: null,
    rate_limit_per_user: 0,
    permission_overwrites: Array.from({ length: OVERWRITES }, (_, place) => ({
      id: place === 0 ? serverId(server) : idIn(6n, server * ROLES + place),
      type: 0,
      allow: '0',
      deny: place === 0 ? '0' : '2048',
    })),
  }));
}

/** A server as the gateway presents it to a bot with the `Guilds` intent. */
export function serverCreate(server: number) {
  return {
    ...serverJson(server),
    joined_at: '2024-01-01T00:00:00.000Z',
    large: true,
    unavailable: false,
    member_count: 1_000,
    members: [membership(botUser, [botRoleId(server)])],
    channels: channelsOf(server),
    threads: [],
    presences: [],
    voice_states: [],
    stage_instances: [],
    guild_scheduled_events: [],
    soundboard_sounds: [],
  };
}
