import { Hono } from 'hono';
import { MessageFlag, Permission } from '../../world/bits.ts';
import type { Channel, Id, Json, Message } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { readable } from '../gateway/content.ts';
import { messageJson } from '../json/messages.ts';
import { bodyOf, channelFor, type Env, type Kit, messageIn, type Routes } from '../kit.ts';
import { editedContent, newContent } from '../message-body.ts';
import { answeredMessage, formerWithNonce } from '../new-message.ts';
import { refusals } from '../refusals.ts';

/** The messages of a channel, as the bot user: read, written and changed. */
export function messageRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  /** Newest first. Who may not read the history is shown none of it. */
  routes.get('/channels/:channel/messages', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    const { before, after, around, limit = '50' } = context.req.query();
    if (!kit.may(channel, Permission.ReadMessageHistory)) return context.json([]);
    const all = world.messages.inChannel(channel.id, botId).filter(({ onlyFor }) => onlyFor === undefined);
    return context.json(
      page(all, { before, after, around }, Number(limit))
        .toReversed()
        .map((message) => shown(world, message)),
    );
  });

  routes.post('/channels/:channel/messages', (context) => {
    const body = bodyOf(context);
    const attachments = context.get('attachments');
    const channel = channelFor(kit, context.req.param('channel'), neededFor(body, attachments.length > 0));
    const posted = world.channel(channel.id)?.thread ? Permission.SendMessagesInThreads : Permission.SendMessages;
    channelFor(kit, channel.id, posted);
    mustBeWelcome(world, channel);
    const content = newContent(body, attachments);
    const reference = answeredMessage(kit, channel, body);
    const former = formerWithNonce(world, channel, body);
    if (former) return context.json(messageJson(former, world));
    const message = world.messages.add({
      ...content,
      ...reference,
      flags: content.flags & ~MessageFlag.Ephemeral,
      channelId: channel.id,
      authorId: botId,
      tts: body.tts === true,
      allowed: body.allowed_mentions,
      ...(typeof body.nonce === 'string' || typeof body.nonce === 'number' ? { nonce: body.nonce } : {}),
    });
    return context.json(messageJson(message, world));
  });

  routes.get('/channels/:channel/messages/:message', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.ReadMessageHistory);
    return context.json(shown(world, messageIn(kit, channel.id, context.req.param('message'))));
  });

  routes.patch('/channels/:channel/messages/:message', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    const message = messageIn(kit, channel.id, context.req.param('message'));
    const body = bodyOf(context);
    if (message.authorId !== botId || message.webhook) return context.json(suppressed(kit, channel, message, body));
    const changes = editedContent(message, body, context.get('attachments'));
    return context.json(messageJson(world.messages.edit(message, changes, body.allowed_mentions), world));
  });

  routes.post('/channels/:channel/typing', (context) => {
    const channel = channelFor(kit, context.req.param('channel'), Permission.SendMessages);
    mustBeWelcome(world, channel);
    world.type(channel.id, botId);
    return context.body(null, 204);
  });

  return routes;
}

/** What others wrote stays empty for an application without the message content intent, by REST as on the gateway. */
function shown(world: World, message: Message): Json {
  const { privilegedIntents, botId } = world.application;
  const guildId = world.channel(message.channelId)?.guildId;
  const { guild_id: _, ...json } = readable(
    { ...messageJson(message, world), guild_id: guildId },
    privilegedIntents,
    botId,
  );
  return json;
}

/** A direct message needs a server in common with the person, who must not have closed them. */
function mustBeWelcome(world: World, { guildId, recipientId = '' }: Channel): void {
  if (guildId !== undefined) return;
  const { botId } = world.application;
  const mutual = [...world.guilds.values()].some(({ members }) => members.has(botId) && members.has(recipientId));
  if (!mutual) throw refusals.noMutualServers();
  if (!world.users.get(recipientId)?.takesDirectMessages) throw refusals.closedToDirectMessages();
}

/** Of another's message a bot may change one thing: whether its embeds are shown. */
function suppressed(kit: Kit, channel: Channel, message: Message, body: Json): Json {
  const isOnlyFlags = Object.keys(body).every((key) => key === 'flags');
  if (!isOnlyFlags || channel.guildId === undefined) throw refusals.notYourMessage();
  channelFor(kit, channel.id, Permission.ManageMessages);
  const flags = (message.flags & ~MessageFlag.SuppressEmbeds) | (Number(body.flags) & MessageFlag.SuppressEmbeds);
  return messageJson(kit.world.messages.edit(message, { flags }), kit.world);
}

/** What posting asks for beyond writing at all. */
function neededFor(body: Json, hasFiles: boolean): bigint {
  const hasEmbeds = Array.isArray(body.embeds) && body.embeds.length > 0;
  return (
    (hasFiles ? Permission.AttachFiles : 0n) |
    (hasEmbeds ? Permission.EmbedLinks : 0n) |
    (body.tts === true ? Permission.SendTtsMessages : 0n) |
    (body.message_reference ? Permission.ReadMessageHistory : 0n)
  );
}

interface Place {
  readonly before: string | undefined;
  readonly after: string | undefined;
  readonly around: string | undefined;
}

/** `all` is oldest first, and so is the answer. */
function page(all: readonly Message[], { before, after, around }: Place, limit: number): Message[] {
  const older = (id: Id) => all.filter((message) => BigInt(message.id) < BigInt(id));
  const newer = (id: Id) => all.filter((message) => BigInt(message.id) > BigInt(id));
  if (around !== undefined) {
    const half = Math.floor(limit / 2);
    const middle = all.filter(({ id }) => BigInt(id) === BigInt(around));
    return [...(half > 0 ? older(around).slice(-half) : []), ...middle, ...newer(around).slice(0, half)];
  }
  if (after !== undefined) return newer(after).slice(0, limit);
  return (before === undefined ? all : older(before)).slice(-limit);
}
