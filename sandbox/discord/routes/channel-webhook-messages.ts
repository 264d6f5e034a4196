import { type Context, Hono } from 'hono';
import { MessageFlag } from '../../world/bits.ts';
import type { Message, Webhook } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { messageJson } from '../json/messages.ts';
import { bodyOf, type Env, type Kit, type Routes } from '../kit.ts';
import { editedContent, newContent } from '../message-body.ts';
import { refusals } from '../refusals.ts';
import { webhookFor } from './channel-webhooks.ts';

/** Messages of a channel's webhook. Its token is enough to write through it, and to read, change and delete what it wrote. */
export function channelWebhookMessageRoutes(kit: Kit): Routes {
  const { world } = kit;
  const routes = new Hono<Env>();

  routes.post('/webhooks/:webhook/:token', (context) => {
    const webhook = webhookFor(kit, context);
    const body = bodyOf(context);
    const content = newContent(body, context.get('attachments'));
    const message = world.messages.add({
      ...content,
      flags: content.flags & ~MessageFlag.Ephemeral,
      channelId: targetOf(world, webhook, context.req.query('thread_id')),
      authorId: world.application.botId,
      webhook: { id: webhook.id, name: typeof body.username === 'string' ? body.username : webhook.name },
      tts: body.tts === true,
      allowed: body.allowed_mentions,
    });
    return context.req.query('wait') === 'true' ? context.json(messageJson(message, world)) : context.body(null, 204);
  });

  const one = '/webhooks/:webhook/:token/messages/:message';
  routes.get(one, (context) => context.json(messageJson(messageOf(kit, context), world)));
  routes.patch(one, (context) => {
    const message = messageOf(kit, context);
    const body = bodyOf(context);
    const changes = editedContent(message, body, context.get('attachments'));
    return context.json(messageJson(world.messages.edit(message, changes, body.allowed_mentions), world));
  });
  routes.delete(one, (context) => {
    world.messages.remove(messageOf(kit, context));
    return context.body(null, 204);
  });

  return routes;
}

/** Where a message goes: the webhook's channel, or a thread of it. */
function targetOf(world: World, webhook: Webhook, threadId: string | undefined): string {
  if (threadId === undefined) return webhook.channelId;
  if (world.channel(threadId)?.thread?.parentId !== webhook.channelId) throw refusals.unknownChannel();
  return threadId;
}

function messageOf(kit: Kit, context: Context<Env>): Message {
  const { id } = webhookFor(kit, context);
  const message = kit.world.messages.get(context.req.param('message') ?? '');
  if (message?.webhook?.id !== id) throw refusals.unknownMessage();
  return message;
}
