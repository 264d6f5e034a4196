import { permissionsOf } from '../../world/permissions.ts';
import type { Guild, Id, Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { channelJson, roleJson } from '../json/guilds.ts';
import { bareMemberJson, userJson } from '../json/users.ts';

/** What ids may stand for, by option type or select type. */
export type Kind = 'user' | 'role' | 'mentionable' | 'channel';

/** Discord's `resolved`: the users, members, roles and channels behind ids. Throws for an id that stands for nothing. */
export function resolve(ids: readonly { id: Id; kind: Kind }[], guild: Guild | undefined, world: World): Json {
  const resolved: Record<string, Json> = {};
  for (const { id, kind } of ids) {
    const found = look(id, kind, guild, world);
    if (found.length === 0) throw new Error(`There is no ${kind} ${id} here.`);
    for (const [part, json] of found) resolved[part] = { ...resolved[part], [id]: json };
  }
  return resolved;
}

/** The entries of `resolved` for one id: a member of the server is there as user and as member. */
function look(id: Id, kind: Kind, guild: Guild | undefined, world: World): [part: string, json: Json][] {
  const channel = guild?.channels.get(id);
  if (kind === 'channel')
    return channel ? [['channels', { ...channelJson(channel, world.users), permissions: '0' }]] : [];
  const role = guild?.roles.get(id);
  if (kind !== 'user' && role) return [['roles', roleJson(role)]];
  const user = world.users.get(id);
  if (kind === 'role' || !user) return [];
  return [['users', userJson(user)], ...lookMember(id, guild)];
}

function lookMember(id: Id, guild: Guild | undefined): [part: string, json: Json][] {
  const member = guild?.members.get(id);
  if (!guild || !member) return [];
  return [['members', { ...bareMemberJson(member), permissions: permissionsOf(guild, id).toString() }]];
}
