import { Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import { jsonList } from '../../world/components.ts';
import { permissionsOf } from '../../world/permissions.ts';
import type { Channel, Guild, Id, Json, Overwrite } from '../../world/types.ts';
import { bitsIn } from '../bits-in.ts';
import { bodyOf, byBot, channelFor, type Env, guildFor, type Kit, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

/** Permission overwrites of a channel: set and removed one by one. */
export function overwriteRoutes(kit: Kit): Routes {
  const { world } = kit;
  const routes = new Hono<Env>();

  routes.put('/channels/:channel/permissions/:overwrite', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ManageRoles);
    const guild = guildOfChannel(kit, channel);
    const id = context.req.param('overwrite');
    const [overwrite] = overwritesIn(kit, guild, [{ ...bodyOf(context), id }], channel);
    const isThere = overwrite && (overwrite.type === 'role' ? guild.roles.has(id) : world.users.has(id));
    if (!isThere) throw refusals.unknownOverwrite();
    world.setOverwrite(channel.id, overwrite, byBot(kit, context));
    return context.body(null, 204);
  });

  routes.delete('/channels/:channel/permissions/:overwrite', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ManageRoles);
    const id: Id = context.req.param('overwrite');
    if (!channel.overwrites.some((each) => each.id === id)) throw refusals.unknownOverwrite();
    world.removeOverwrite(channel.id, id, byBot(kit, context));
    return context.body(null, 204);
  });

  return routes;
}

/** The server of a channel, which a direct message has not. */
export function guildOfChannel(kit: Kit, channel: Channel): Guild {
  if (channel.guildId === undefined) throw refusals.notInDirectMessages();
  return guildFor(kit, channel.guildId);
}

/**
 * Overwrites as they were sent. Nobody allows or denies what they may not do themselves on the server, or in the category; who has an
 * overwrite that allows Manage Roles in the very channel may. Manage Roles itself is for administrators and those to write.
 */
export function overwritesIn({ world }: Kit, guild: Guild, list: unknown, channel?: Channel): Overwrite[] {
  const wanted = jsonList(list).map((each) => overwriteOf(each));
  const { botId } = world.application;
  if (channel && mayManageBy(guild, botId, channel)) return wanted;
  const parent = guild.channels.get(String(channel?.details.parent_id ?? ''));
  const held = permissionsOf(guild, botId, parent);
  const ofAdmin = held & Permission.Administrator ? 0n : Permission.ManageRoles;
  if (wanted.some(({ allow, deny }) => ((allow | deny) & (~held | ofAdmin)) !== 0n))
    throw refusals.missingPermissions();
  return wanted;
}

function mayManageBy(guild: Guild, userId: Id, { overwrites }: Channel): boolean {
  const roles = guild.members.get(userId)?.roles;
  return overwrites.some(
    ({ id, allow }) => (id === userId || roles?.has(id) === true) && (allow & Permission.ManageRoles) !== 0n,
  );
}

function overwriteOf({ id, type, allow, deny }: Json): Overwrite {
  const kind = Number(type ?? 0) === 1 ? 'member' : 'role';
  return { id: String(id), type: kind, allow: bitsIn(allow, 'allow'), deny: bitsIn(deny, 'deny') };
}
