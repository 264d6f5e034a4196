import { Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import { bodyOf, byBot, channelFor, type Env, type Kit, messageIn, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

const TWO_WEEKS = 14 * 86_400_000;

/** The messages of a channel deleted, one by one or many at once. */
export function messageDeletionRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  routes.delete('/channels/:channel/messages/:message', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    const message = messageIn(kit, channel.id, context.req.param('message'));
    if (message.authorId !== botId) {
      if (channel.guildId === undefined) throw refusals.notInDirectMessages();
      channelFor(kit, channel.id, Permission.ManageMessages);
    }
    world.messages.remove(message);
    return context.body(null, 204);
  });

  routes.post('/channels/:channel/messages/bulk-delete', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ManageMessages);
    if (channel.guildId === undefined) throw refusals.notInDirectMessages();
    const { messages } = bodyOf(context);
    const ids = new Set((Array.isArray(messages) ? messages : []).map(String));
    const gone = world.messages.inChannel(channel.id, botId).filter(({ id }) => ids.has(id));
    if (gone.some(({ createdAt }) => world.now() - createdAt > TWO_WEEKS)) throw refusals.tooOldToDelete();
    world.messages.removeAll(channel.id, gone);
    const guild = world.guilds.get(channel.guildId);
    if (guild) world.noteBulkDelete(guild, channel.id, gone.length, byBot(kit, context));
    return context.body(null, 204);
  });

  return routes;
}
