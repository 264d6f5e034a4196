import type { Guild, Json, Member } from '../../world/types.ts';

/** Everybody in the sandbox is online and does nothing in particular. */
export function presenceJson({ userId }: Member, guild: Guild): Json {
  return {
    user: { id: userId },
    guild_id: guild.id,
    status: 'online',
    activities: [],
    client_status: { desktop: 'online' },
  };
}
