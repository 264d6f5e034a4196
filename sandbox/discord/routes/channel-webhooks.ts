import { type Context, Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import type { Json, Webhook } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { userJson } from '../json/users.ts';
import { bodyOf, byBot, channelFor, type Env, guildFor, type Kit, mustMay, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

/** Webhooks of channels: made, listed, changed and deleted. */
export function channelWebhookRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { application } = world;
  const routes = new Hono<Env>();

  routes.post('/channels/:channel/webhooks', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ManageWebhooks);
    if (channel.guildId === undefined) throw refusals.notInDirectMessages();
    const name = String(bodyOf(context).name);
    return context.json(webhookJson(world, world.addWebhook(channel, name, application.botId, byBot(kit, context))));
  });

  routes.get('/channels/:channel/webhooks', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ManageWebhooks);
    const own = [...world.webhooks.values()].filter(({ channelId }) => channelId === channel.id);
    return context.json(own.map((webhook) => webhookJson(world, webhook)));
  });

  routes.get('/guilds/:guild/webhooks', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageWebhooks);
    const own = [...world.webhooks.values()].filter(({ channelId }) => guild.channels.has(channelId));
    return context.json(own.map((webhook) => webhookJson(world, webhook)));
  });

  for (const base of ['/webhooks/:webhook', '/webhooks/:webhook/:token']) {
    const hasToken = base.endsWith(':token');
    routes.get(base, (context) => context.json(webhookJson(world, webhookFor(kit, context), !hasToken)));

    routes.patch(base, (context) => {
      const webhook = webhookFor(kit, context);
      const { name, channel_id: channelId } = bodyOf(context);
      if (channelId !== undefined && !hasToken) channelFor(kit, String(channelId), Permission.ManageWebhooks);
      const moved = channelId === undefined || hasToken ? {} : { channelId: String(channelId) };
      const named = typeof name === 'string' ? { name } : {};
      world.changeWebhook(webhook, { ...named, ...moved }, byBot(kit, context));
      return context.json(webhookJson(world, webhook, !hasToken));
    });

    routes.delete(base, (context) => {
      world.deleteWebhook(webhookFor(kit, context), byBot(kit, context));
      return context.body(null, 204);
    });
  }

  return routes;
}

/** The webhook of a request: by its token, or with Manage Webhooks in its channel. */
export function webhookFor(kit: Kit, context: Context<Env>): Webhook {
  const webhook = kit.world.webhooks.get(context.req.param('webhook') ?? '');
  const token = context.req.param('token');
  if (!webhook) throw refusals.unknownWebhook();
  if (token === undefined) channelFor(kit, webhook.channelId, Permission.ManageWebhooks);
  else if (token !== webhook.token) throw refusals.invalidWebhookToken();
  return webhook;
}

function webhookJson(world: World, webhook: Webhook, withUser = true): Json {
  const user = world.users.get(webhook.by);
  return {
    id: webhook.id,
    type: 1,
    name: webhook.name,
    avatar: null,
    channel_id: webhook.channelId,
    guild_id: world.channel(webhook.channelId)?.guildId,
    application_id: world.application.id,
    token: webhook.token,
    url: `https://discord.com/api/webhooks/${webhook.id}/${webhook.token}`,
    ...(user && withUser ? { user: userJson(user) } : {}),
  };
}
