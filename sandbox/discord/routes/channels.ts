import { Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import { jsonList } from '../../world/components.ts';
import { permissionsOf } from '../../world/permissions.ts';
import type { Channel, Guild, Id, Json, Overwrite } from '../../world/types.ts';
import { bitsIn } from '../bits-in.ts';
import { channelJson } from '../json/guilds.ts';
import { bodyOf, byBot, channelFor, type Env, guildFor, type Kit, mustMay, type Routes } from '../kit.ts';
import { refusal, refusals } from '../refusals.ts';
import { changeThread } from './threads.ts';

/** What a channel keeps and shows, and the sandbox does not act on. */
const DETAILS = ['topic', 'nsfw', 'parent_id', 'rate_limit_per_user', 'bitrate', 'user_limit'] as const;

/** Channels of servers and direct messages: made, changed, moved and deleted. */
export function channelRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();
  const json = (channel: Channel) => channelJson(channel, world.users);

  function guildOfChannel(channel: Channel): Guild {
    if (channel.guildId === undefined) throw refusals.notInDirectMessages();
    return guildFor(kit, channel.guildId);
  }

  /** Overwrites as they were sent. Nobody allows or denies what they may not do themselves, unless they may manage roles here. */
  function overwritesIn(guild: Guild, list: unknown, channel?: Channel): Overwrite[] {
    const wanted = jsonList(list).map((each) => overwriteOf(each));
    const held = permissionsOf(guild, botId, channel);
    if (wanted.some(({ allow, deny }) => ((allow | deny) & ~held) !== 0n)) throw refusals.missingPermissions();
    return wanted;
  }

  const detailsIn = (body: Json): Json =>
    Object.fromEntries(DETAILS.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]));

  routes.post('/users/@me/channels', (context) => {
    const user = world.users.get(String(bodyOf(context).recipient_id));
    if (!user || user.bot) throw refusals.unknownUser();
    return context.json(json(world.directChannel(user.id)));
  });

  routes.get('/channels/:channel', (context) => context.json(json(channelFor(kit, context.req.param('channel')))));

  routes.patch('/channels/:channel', (context) => {
    const body = bodyOf(context);
    const asked = channelFor(kit, context.req.param('channel'));
    if (asked.thread) return context.json(json(changeThread(kit, asked, body, byBot(kit, context))));
    const channel = channelFor(kit, asked.id, Permission.ManageChannels);
    const guild = guildOfChannel(channel);
    const { name, position, permission_overwrites: overwrites } = body;
    if (overwrites !== undefined) channelFor(kit, channel.id, Permission.ManageRoles);
    world.changeChannel(
      channel.id,
      {
        ...(typeof name === 'string' ? { name } : {}),
        ...(typeof position === 'number' ? { position } : {}),
        ...(overwrites === undefined ? {} : { overwrites: overwritesIn(guild, overwrites, channel) }),
        details: { ...channel.details, ...detailsIn(body) },
      },
      byBot(kit, context),
    );
    return context.json(json(channel));
  });

  routes.delete('/channels/:channel', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    if (channel.guildId === undefined) return context.json(json(channel));
    channelFor(kit, channel.id, channel.thread ? Permission.ManageThreads : Permission.ManageChannels);
    world.deleteChannel(channel.id, byBot(kit, context));
    return context.json(json(channel));
  });

  routes.get('/guilds/:guild/channels', (context) =>
    context.json([...guildFor(kit, context.req.param('guild')).channels.values()].map(json)),
  );

  routes.post('/guilds/:guild/channels', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageChannels);
    const body = bodyOf(context);
    const overwrites = overwritesIn(guild, body.permission_overwrites);
    if (overwrites.length > 0) mustMay(kit, guild, Permission.ManageRoles);
    const given = { name: String(body.name), type: Number(body.type ?? 0), overwrites, details: detailsIn(body) };
    const channel = world.addChannel(guild.id, given, byBot(kit, context));
    if (typeof body.position === 'number') world.changeChannel(channel.id, { position: body.position });
    return context.json(json(channel), 201);
  });

  routes.patch('/guilds/:guild/channels', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageChannels);
    const moves = jsonList(context.get('body')).map((move) => {
      if (move.lock_permissions) {
        context.set('isMissing', true);
        throw refusal(404, 0, 'sandbox: "lock_permissions" of PATCH /guilds/:guild/channels is not implemented');
      }
      const channel = guild.channels.get(String(move.id));
      if (!channel) throw refusals.unknownChannel();
      return { ...move, channel };
    });
    for (const { channel, position, parent_id } of moves.map((move): Json & { channel: Channel } => move)) {
      const details = parent_id === undefined ? {} : { details: { ...channel.details, parent_id } };
      world.changeChannel(channel.id, { ...details, ...(typeof position === 'number' ? { position } : {}) });
    }
    return context.body(null, 204);
  });

  routes.put('/channels/:channel/permissions/:overwrite', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ManageRoles);
    const guild = guildOfChannel(channel);
    const id = context.req.param('overwrite');
    const [overwrite] = overwritesIn(guild, [{ ...bodyOf(context), id }], channel);
    const isThere = overwrite && (overwrite.type === 'role' ? guild.roles.has(id) : world.users.has(id));
    if (!isThere) throw refusals.unknownOverwrite();
    const others = channel.overwrites.filter((each) => each.id !== id);
    world.changeChannel(channel.id, { overwrites: [...others, overwrite] }, byBot(kit, context));
    return context.body(null, 204);
  });

  routes.delete('/channels/:channel/permissions/:overwrite', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ManageRoles);
    const id: Id = context.req.param('overwrite');
    const others = channel.overwrites.filter((each) => each.id !== id);
    if (others.length === channel.overwrites.length) throw refusals.unknownOverwrite();
    world.changeChannel(channel.id, { overwrites: others }, byBot(kit, context));
    return context.body(null, 204);
  });

  return routes;
}

function overwriteOf({ id, type, allow, deny }: Json): Overwrite {
  const kind = Number(type ?? 0) === 1 ? 'member' : 'role';
  return { id: String(id), type: kind, allow: bitsIn(allow, 'allow'), deny: bitsIn(deny, 'deny') };
}
