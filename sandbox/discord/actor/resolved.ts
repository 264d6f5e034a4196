import { permissionsOf } from '../../world/permissions.ts';
import type { Guild, Id, Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { channelJson, roleJson } from '../json/guilds.ts';
import { bareMemberJson, userJson } from '../json/users.ts';

/** What ids may stand for, by option type or select type. */
export type Kind = 'user' | 'role' | 'mentionable' | 'channel';

/** Discord's `resolved`: the users, members, roles and channels behind ids. Throws for an id that stands for nothing. */
export function resolve(ids: readonly { id: Id; kind: Kind }[], guild: Guild | undefined, world: World): Json {
  const users: Json = {};
  const members: Json = {};
  const roles: Json = {};
  const channels: Json = {};
  for (const { id, kind } of ids) {
    const role = kind === 'role' || kind === 'mentionable' ? guild?.roles.get(id) : undefined;
    const user = kind === 'user' || kind === 'mentionable' ? world.users.get(id) : undefined;
    const channel = kind === 'channel' ? guild?.channels.get(id) : undefined;
    const member = guild?.members.get(id);
    if (role) roles[id] = roleJson(role);
    else if (channel) channels[id] = { ...channelJson(channel, world.users), permissions: '0' };
    else if (user) {
      users[id] = userJson(user);
      if (guild && member)
        members[id] = { ...bareMemberJson(member), permissions: permissionsOf(guild, id).toString() };
    } else throw new Error(`There is no ${kind} ${id} here.`);
  }
  const parts = Object.entries({ users, members, roles, channels }).filter(([, part]) => Object.keys(part).length > 0);
  return Object.fromEntries(parts);
}
