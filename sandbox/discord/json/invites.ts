import type { Guild, Invite, Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { guildJson } from './guilds.ts';
import { userJson } from './users.ts';

/** An invite as a holder of its code may read it. */
export function inviteJson(invite: Invite, guild: Guild, world: World): Json {
  const channel = guild.channels.get(invite.channelId);
  const {
    id,
    name,
    icon,
    features,
    splash,
    banner,
    description,
    verification_level,
    vanity_url_code,
    nsfw_level,
    nsfw,
  } = guildJson(guild);
  const inviter = world.users.get(invite.by);
  return {
    type: 0,
    code: invite.code,
    guild_id: guild.id,
    guild: {
      ...{ id, name, icon, features, splash, banner, description, verification_level, vanity_url_code, nsfw_level },
      ...{ nsfw, premium_subscription_count: 0, premium_tier: 0 },
    },
    channel: channel ? { id: channel.id, name: channel.name, type: channel.type } : null,
    expires_at: invite.maxAge === 0 ? null : new Date(invite.createdAt + invite.maxAge * 1_000).toISOString(),
    flags: 0,
    ...rolesOf(invite, guild),
    ...(inviter ? { inviter: userJson(inviter) } : {}),
  };
}

/** The roles that it gives to who comes by it. */
function rolesOf({ roleIds = [] }: Invite, guild: Guild): Json {
  const roles = roleIds.flatMap((id) => guild.roles.get(id) ?? []);
  if (roles.length === 0) return {};
  return {
    roles: roles.map(({ id, name, position, color }) => ({
      id,
      name,
      position,
      color,
      colors: { primary_color: color, secondary_color: null, tertiary_color: null },
      icon: null,
      unicode_emoji: null,
    })),
  };
}

/** The same, with what only the server's own are told. */
export function inviteMetadataJson(invite: Invite, guild: Guild, world: World): Json {
  return { ...inviteJson(invite, guild, world), ...metadata(invite) };
}

/** An invite as the gateway sends it. */
export function inviteEventJson(invite: Invite, guild: Guild, world: World): Json {
  const inviter = world.users.get(invite.by);
  return {
    channel_id: invite.channelId,
    code: invite.code,
    guild_id: guild.id,
    ...metadata(invite),
    ...(inviter ? { inviter: userJson(inviter) } : {}),
  };
}

function metadata({ createdAt, maxAge, maxUses, temporary }: Invite): Json {
  const born = new Date(createdAt).toISOString();
  return { created_at: born, max_age: maxAge, max_uses: maxUses, temporary, uses: 0 };
}
