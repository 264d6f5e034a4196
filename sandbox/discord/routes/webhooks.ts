import { Hono } from 'hono';
import { MessageFlag } from '../../world/bits.ts';
import { type Interaction, sourceOf } from '../../world/interactions.ts';
import type { Attachment, Json, Message } from '../../world/types.ts';
import { messageJson } from '../json/messages.ts';
import { bodyOf, type Env, type Kit, type Routes } from '../kit.ts';
import { editedContent, newContent } from '../message-body.ts';
import { refusals } from '../refusals.ts';

/** What an answered interaction's token still opens for 15 minutes: its answer, and follow-ups. */
export function webhookRoutes(kit: Kit): Routes {
  const { world } = kit;
  const routes = new Hono<Env>();

  function interactionFor(param: (name: 'app' | 'token') => string): Interaction {
    if (param('app') !== world.application.id) throw refusals.unknownWebhook();
    const interaction = world.interactions.byToken(param('token'));
    if (!interaction) throw refusals.unknownWebhook();
    if (!world.interactions.alive(interaction)) throw refusals.invalidWebhookToken();
    if (interaction.state !== 'answered') throw refusals.unknownWebhook();
    return interaction;
  }

  /** `@original`, or one of this interaction's other messages by id. */
  function messageFor(param: (name: 'app' | 'token' | 'message') => string): Message {
    const interaction = interactionFor(param);
    const wanted = param('message');
    const message = world.messages.get(wanted === '@original' ? (interaction.originalId ?? '') : wanted);
    const own = message && (message.id === interaction.originalId || message.source?.id === interaction.id);
    if (!own) throw refusals.unknownMessage();
    return message;
  }

  /** The first follow-up to a deferred answer takes its place; any other is a new message. */
  function followUp(interaction: Interaction, body: Json, attachments: Attachment[]): Message {
    const original = world.messages.get(interaction.originalId ?? '');
    if (original && original.flags & MessageFlag.Loading) {
      return world.messages.edit(original, editedContent(original, body, attachments), body.allowed_mentions);
    }
    const content = newContent(body, attachments);
    return world.messages.add({
      ...content,
      channelId: interaction.channelId,
      authorId: world.application.botId,
      onlyFor: content.flags & MessageFlag.Ephemeral ? interaction.userId : undefined,
      source: sourceOf(interaction),
      allowed: body.allowed_mentions,
      tts: body.tts === true,
    });
  }

  routes.post('/webhooks/:app/:token', (context, next) => {
    if (context.req.param('app') !== world.application.id) return next();
    const interaction = interactionFor((name) => context.req.param(name));
    return context.json(messageJson(followUp(interaction, bodyOf(context), context.get('attachments')), world));
  });

  routes.get('/webhooks/:app/:token/messages/:message', (context, next) => {
    if (context.req.param('app') !== world.application.id) return next();
    const message = messageFor((name) => context.req.param(name));
    return context.json(messageJson(message, world));
  });

  routes.patch('/webhooks/:app/:token/messages/:message', (context, next) => {
    if (context.req.param('app') !== world.application.id) return next();
    const message = messageFor((name) => context.req.param(name));
    const body = bodyOf(context);
    const changes = editedContent(message, body, context.get('attachments'));
    return context.json(messageJson(world.messages.edit(message, changes, body.allowed_mentions), world));
  });

  routes.delete('/webhooks/:app/:token/messages/:message', (context, next) => {
    if (context.req.param('app') !== world.application.id) return next();
    world.messages.remove(messageFor((name) => context.req.param(name)));
    return context.body(null, 204);
  });

  return routes;
}
