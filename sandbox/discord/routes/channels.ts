import { type Context, Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import { jsonList } from '../../world/components.ts';
import type { Channel, Guild, Json } from '../../world/types.ts';
import { channelJson } from '../json/guilds.ts';
import { bodyOf, byBot, channelFor, type Env, guildFor, type Kit, mustMay, type Routes } from '../kit.ts';
import { refusal, refusals } from '../refusals.ts';
import { guildOfChannel, overwritesIn } from './overwrites.ts';
import { changeThread } from './threads.ts';

/** What a channel keeps and shows, and the sandbox does not act on. */
const DETAILS = ['topic', 'nsfw', 'parent_id', 'rate_limit_per_user', 'bitrate', 'user_limit'] as const;

/** A channel of a server, a thread or a direct message: opened, shown, changed and deleted. */
export function channelRoutes(kit: Kit): Routes {
  const { world } = kit;
  const routes = new Hono<Env>();
  const json = (channel: Channel) => channelJson(channel, world.users);

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
    const guild = guildOfChannel(kit, channel);
    const { name, position, permission_overwrites: overwrites } = body;
    if (overwrites !== undefined) channelFor(kit, channel.id, Permission.ManageRoles);
    world.changeChannel(
      channel.id,
      {
        ...(typeof name === 'string' ? { name } : {}),
        ...(typeof position === 'number' ? { position } : {}),
        ...(overwrites === undefined ? {} : { overwrites: overwritesIn(kit, guild, overwrites, channel) }),
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

  return routes;
}

/** The channels of a server: listed, made and moved. */
export function serverChannelRoutes(kit: Kit): Routes {
  const { world } = kit;
  const routes = new Hono<Env>();
  const json = (channel: Channel) => channelJson(channel, world.users);

  routes.get('/guilds/:guild/channels', (context) =>
    context.json([...guildFor(kit, context.req.param('guild')).channels.values()].map(json)),
  );

  routes.post('/guilds/:guild/channels', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageChannels);
    const body = bodyOf(context);
    const overwrites = overwritesIn(kit, guild, body.permission_overwrites);
    if (overwrites.length > 0) mustMay(kit, guild, Permission.ManageRoles);
    const given = { name: String(body.name), type: Number(body.type ?? 0), overwrites, details: detailsIn(body) };
    const channel = world.addChannel(guild.id, given, byBot(kit, context));
    if (typeof body.position === 'number') world.changeChannel(channel.id, { position: body.position });
    return context.json(json(channel), 201);
  });

  routes.patch('/guilds/:guild/channels', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageChannels);
    for (const { channel, position, parent_id } of movesIn(context, guild)) {
      const details = parent_id === undefined ? {} : { details: { ...channel.details, parent_id } };
      world.changeChannel(channel.id, { ...details, ...(typeof position === 'number' ? { position } : {}) });
    }
    return context.body(null, 204);
  });

  return routes;
}

const detailsIn = (body: Json): Json =>
  Object.fromEntries(DETAILS.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]));

/** Where each of the named channels goes, as it was sent. */
function movesIn(context: Context<Env>, guild: Guild): (Json & { channel: Channel })[] {
  return jsonList(context.get('body')).map((move): Json & { channel: Channel } => {
    if (move.lock_permissions) {
      context.set('isMissing', true);
      throw refusal(404, 0, 'sandbox: "lock_permissions" of PATCH /guilds/:guild/channels is not implemented');
    }
    const channel = guild.channels.get(String(move.id));
    if (!channel) throw refusals.unknownChannel();
    return { ...move, channel };
  });
}
