import { type Context, Hono } from 'hono';
import { MessageFlag, Permission } from '../../world/bits.ts';
import type { Json, Message, Webhook } from '../../world/types.ts';
import { messageJson } from '../json/messages.ts';
import { userJson } from '../json/users.ts';
import { bodyOf, byBot, channelFor, type Env, guildFor, type Kit, mustMay, type Routes } from '../kit.ts';
import { editedContent, newContent } from '../message-body.ts';
import { refusals } from '../refusals.ts';

/** Webhooks of channels. Whoever knows a token may write through one, and read, change and delete what it wrote. */
export function channelWebhookRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { application } = world;
  const routes = new Hono<Env>();

  function webhookJson(webhook: Webhook, withUser = true): Json {
    const user = world.users.get(webhook.by);
    return {
      id: webhook.id,
      type: 1,
      name: webhook.name,
      avatar: null,
      channel_id: webhook.channelId,
      guild_id: world.channel(webhook.channelId)?.guildId,
      application_id: application.id,
      token: webhook.token,
      url: `https://discord.com/api/webhooks/${webhook.id}/${webhook.token}`,
      ...(user && withUser ? { user: userJson(user) } : {}),
    };
  }

  /** By its token, or with Manage Webhooks in its channel. */
  function webhookFor(context: Context<Env>): Webhook {
    const webhook = world.webhooks.get(context.req.param('webhook') ?? '');
    const token = context.req.param('token');
    if (!webhook) throw refusals.unknownWebhook();
    if (token === undefined) channelFor(kit, webhook.channelId, Permission.ManageWebhooks);
    else if (token !== webhook.token) throw refusals.invalidWebhookToken();
    return webhook;
  }

  routes.post('/channels/:channel/webhooks', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ManageWebhooks);
    if (channel.guildId === undefined) throw refusals.notInDirectMessages();
    const name = String(bodyOf(context).name);
    return context.json(webhookJson(world.addWebhook(channel, name, application.botId, byBot(kit, context))));
  });

  routes.get('/channels/:channel/webhooks', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ManageWebhooks);
    const own = [...world.webhooks.values()].filter(({ channelId }) => channelId === channel.id);
    return context.json(own.map((webhook) => webhookJson(webhook)));
  });

  routes.get('/guilds/:guild/webhooks', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageWebhooks);
    const own = [...world.webhooks.values()].filter(({ channelId }) => guild.channels.has(channelId));
    return context.json(own.map((webhook) => webhookJson(webhook)));
  });

  for (const base of ['/webhooks/:webhook', '/webhooks/:webhook/:token']) {
    const hasToken = base.endsWith(':token');
    routes.get(base, (context) => context.json(webhookJson(webhookFor(context), !hasToken)));

    routes.patch(base, (context) => {
      const webhook = webhookFor(context);
      const { name, channel_id: channelId } = bodyOf(context);
      if (channelId !== undefined && !hasToken) channelFor(kit, String(channelId), Permission.ManageWebhooks);
      const moved = channelId === undefined || hasToken ? {} : { channelId: String(channelId) };
      const named = typeof name === 'string' ? { name } : {};
      world.changeWebhook(webhook, { ...named, ...moved }, byBot(kit, context));
      return context.json(webhookJson(webhook, !hasToken));
    });

    routes.delete(base, (context) => {
      world.deleteWebhook(webhookFor(context), byBot(kit, context));
      return context.body(null, 204);
    });
  }

  /** Where a message goes: the webhook's channel, or a thread of it. */
  function targetOf(webhook: Webhook, threadId: string | undefined): string {
    if (threadId === undefined) return webhook.channelId;
    if (world.channel(threadId)?.thread?.parentId !== webhook.channelId) throw refusals.unknownChannel();
    return threadId;
  }

  routes.post('/webhooks/:webhook/:token', (context) => {
    const webhook = webhookFor(context);
    const body = bodyOf(context);
    const content = newContent(body, context.get('attachments'));
    const message = world.messages.add({
      ...content,
      flags: content.flags & ~MessageFlag.Ephemeral,
      channelId: targetOf(webhook, context.req.query('thread_id')),
      authorId: application.botId,
      webhook: { id: webhook.id, name: typeof body.username === 'string' ? body.username : webhook.name },
      tts: body.tts === true,
      allowed: body.allowed_mentions,
    });
    return context.req.query('wait') === 'true' ? context.json(messageJson(message, world)) : context.body(null, 204);
  });

  function messageOf(context: Context<Env>): Message {
    const { id } = webhookFor(context);
    const message = world.messages.get(context.req.param('message') ?? '');
    if (message?.webhook?.id !== id) throw refusals.unknownMessage();
    return message;
  }

  const one = '/webhooks/:webhook/:token/messages/:message';
  routes.get(one, (context) => context.json(messageJson(messageOf(context), world)));
  routes.patch(one, (context) => {
    const message = messageOf(context);
    const body = bodyOf(context);
    const changes = editedContent(message, body, context.get('attachments'));
    return context.json(messageJson(world.messages.edit(message, changes, body.allowed_mentions), world));
  });
  routes.delete(one, (context) => {
    world.messages.remove(messageOf(context));
    return context.body(null, 204);
  });

  return routes;
}
