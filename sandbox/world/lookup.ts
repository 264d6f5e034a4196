import type { Guild, Id, Member, Role } from './types.ts';

/** The server with this id. Throws if there is none: tests and the page only name what they know. */
export function guildOf({ guilds }: { guilds: ReadonlyMap<Id, Guild> }, guildId: Id): Guild {
  return known(guilds.get(guildId), `server ${guildId}`);
}

export function memberOf(guild: Guild, userId: Id): Member {
  return known(guild.members.get(userId), `member ${userId} in ${guild.name}`);
}

export function roleOf(guild: Guild, roleId: Id): Role {
  return known(guild.roles.get(roleId), `role ${roleId} in ${guild.name}`);
}

/** `value`, which must be there. */
export function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The sandbox has no ${what}.`);
  return value;
}
