import { Hono } from 'hono';
import { MessageFlag, Permission } from '../../world/bits.ts';
import type { Channel, Id, Message } from '../../world/types.ts';
import { channelJson } from '../json/guilds.ts';
import { messageJson } from '../json/messages.ts';
import { bodyOf, channelFor, type Env, type Kit, type Routes } from '../kit.ts';
import { editedContent, newContent } from '../message-body.ts';
import { refusals } from '../refusals.ts';

/** Channels and the messages in them, as the bot user. */
export function channelRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  /** Ephemeral messages cannot be reached through their channel. */
  function messageIn(channelId: Id, messageId: Id): Message {
    const message = world.messages.get(messageId);
    if (!message || message.channelId !== channelId || message.onlyFor !== undefined) throw refusals.unknownMessage();
    return message;
  }

  /** A direct message needs a server in common with the person, who must not have closed them. */
  function mustBeWelcome({ guildId, recipientId = '' }: Channel): void {
    if (guildId !== undefined) return;
    const mutual = [...world.guilds.values()].some(({ members }) => members.has(botId) && members.has(recipientId));
    if (!mutual) throw refusals.noMutualServers();
    if (!world.users.get(recipientId)?.takesDirectMessages) throw refusals.closedToDirectMessages();
  }

  routes.post('/users/@me/channels', (context) => {
    const user = world.users.get(String(bodyOf(context).recipient_id));
    if (!user || user.bot) throw refusals.unknownUser();
    return context.json(channelJson(world.directChannel(user.id), world.users));
  });

  routes.get('/channels/:channel', (context) =>
    context.json(channelJson(channelFor(kit, context.req.param('channel')), world.users)),
  );

  routes.get('/channels/:channel/messages', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    const limit = Number(context.req.query('limit') ?? 50);
    const messages = world.messages.inChannel(channel.id, botId);
    return context.json(
      messages
        .toReversed()
        .slice(0, limit)
        .map((message) => messageJson(message, world)),
    );
  });

  routes.post('/channels/:channel/messages', (context) => {
    const attachments = context.get('attachments');
    const wanted = Permission.SendMessages | (attachments.length > 0 ? Permission.AttachFiles : 0n);
    const channel = channelFor(kit, context.req.param('channel'), wanted);
    mustBeWelcome(channel);
    const content = newContent(bodyOf(context), attachments);
    const flags = content.flags & ~MessageFlag.Ephemeral;
    const message = world.messages.add({ ...content, flags, channelId: channel.id, authorId: botId });
    return context.json(messageJson(message, world));
  });

  routes.get('/channels/:channel/messages/:message', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ReadMessageHistory);
    return context.json(messageJson(messageIn(channel.id, context.req.param('message')), world));
  });

  routes.patch('/channels/:channel/messages/:message', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    const message = messageIn(channel.id, context.req.param('message'));
    if (message.authorId !== botId) throw refusals.notYourMessage();
    const changes = editedContent(message, bodyOf(context), context.get('attachments'));
    return context.json(messageJson(world.messages.edit(message, changes), world));
  });

  routes.delete('/channels/:channel/messages/:message', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    const message = messageIn(channel.id, context.req.param('message'));
    if (message.authorId !== botId) channelFor(kit, channel.id, Permission.ManageMessages);
    world.messages.remove(message);
    return context.body(null, 204);
  });

  return routes;
}
