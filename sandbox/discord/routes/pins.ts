import { type Context, Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import { messageJson } from '../json/messages.ts';
import { channelFor, type Env, type Kit, messageIn, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

const MOST = 250;
const PIN_NOTE = 6;

/** Pinned messages, by the routes of 2025 and by the older ones. */
export function pinRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  function pin(context: Context<Env>): Response {
    const channel = channelFor(kit, context.req.param('channel') ?? '', Permission.PinMessages);
    const message = messageIn(kit, channel.id, context.req.param('message') ?? '');
    if (message.pinnedAt !== null) return context.body(null, 204);
    if (world.messages.pinnedIn(channel.id).length >= MOST) throw refusals.tooManyPins();
    world.messages.pin(message, true);
    const reference = { messageId: message.id, channelId: channel.id };
    world.messages.add({ channelId: channel.id, authorId: botId, type: PIN_NOTE, reference });
    return context.body(null, 204);
  }

  function unpin(context: Context<Env>): Response {
    const channel = channelFor(kit, context.req.param('channel') ?? '', Permission.PinMessages);
    const message = messageIn(kit, channel.id, context.req.param('message') ?? '');
    if (message.pinnedAt !== null) world.messages.pin(message, false);
    return context.body(null, 204);
  }

  routes.get('/channels/:channel/pins', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    if (!kit.may(channel, Permission.ReadMessageHistory)) return context.json([]);
    return context.json(world.messages.pinnedIn(channel.id).map((message) => messageJson(message, world)));
  });
  routes.put('/channels/:channel/pins/:message', pin);
  routes.delete('/channels/:channel/pins/:message', unpin);

  routes.get('/channels/:channel/messages/pins', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ReadMessageHistory);
    const { before, limit = '50' } = context.req.query();
    const latest = before === undefined ? Number.POSITIVE_INFINITY : Date.parse(before);
    const pinned = world.messages.pinnedIn(channel.id).filter(({ pinnedAt }) => Number(pinnedAt) < latest);
    const items = pinned.slice(0, Number(limit)).map((message) => ({
      pinned_at: new Date(message.pinnedAt ?? 0).toISOString(),
      message: messageJson(message, world),
    }));
    return context.json({ items, has_more: pinned.length > items.length });
  });
  routes.put('/channels/:channel/messages/pins/:message', pin);
  routes.delete('/channels/:channel/messages/pins/:message', unpin);

  return routes;
}
