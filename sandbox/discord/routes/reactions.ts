import { type Context, Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import { reactionKey } from '../../world/reactions.ts';
import type { Channel, Message, Reaction } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { userJson } from '../json/users.ts';
import { channelFor, type Env, type Kit, messageIn, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

interface Place {
  readonly channel: Channel;
  readonly message: Message;
}

/** Reactions to messages: the bot's own and, with Manage Messages, those of others. */
export function reactionRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();
  const base = '/channels/:channel/messages/:message/reactions';

  routes.put(`${base}/:emoji/@me`, (context) => {
    const { channel, message } = placeOf(kit, context, Permission.ReadMessageHistory);
    const emoji = emojiOf(world, context);
    if (!message.reactions.has(reactionKey(emoji))) channelFor(kit, channel.id, Permission.AddReactions);
    world.react(message, botId, emoji);
    return context.body(null, 204);
  });

  routes.delete(`${base}/:emoji/@me`, (context) => {
    const { message } = placeOf(kit, context, Permission.ReadMessageHistory);
    world.unreact(message, botId, reactionKey(emojiOf(world, context)));
    return context.body(null, 204);
  });

  routes.delete(`${base}/:emoji/:user`, (context) => {
    const { message } = placeOf(kit, context, Permission.ManageMessages);
    world.unreact(message, context.req.param('user'), reactionKey(emojiOf(world, context)));
    return context.body(null, 204);
  });

  routes.get(`${base}/:emoji`, (context) => {
    const { message } = placeOf(kit, context, Permission.ReadMessageHistory);
    const { after = '0', limit = '25' } = context.req.query();
    const who = [...(message.reactions.get(reactionKey(emojiOf(world, context)))?.users ?? [])]
      .filter((id) => BigInt(id) > BigInt(after))
      .toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
    const users = who.slice(0, Number(limit)).flatMap((id) => world.users.get(id) ?? []);
    return context.json(users.map(userJson));
  });

  routes.delete(`${base}/:emoji`, (context) => {
    const { message } = placeOf(kit, context, Permission.ManageMessages);
    world.clearReactions(message, reactionKey(emojiOf(world, context)));
    return context.body(null, 204);
  });

  routes.delete(base, (context) => {
    world.clearReactions(placeOf(kit, context, Permission.ManageMessages).message);
    return context.body(null, 204);
  });

  return routes;
}

function placeOf(kit: Kit, context: Context<Env>, wanted: bigint): Place {
  const param = (name: string) => context.req.param(name) ?? '';
  const channel = channelFor(kit, param('channel'), wanted);
  return { channel, message: messageIn(kit, channel.id, param('message')) };
}

/** `name:id` of a server's own emoji, or the character of any other. */
function emojiOf(world: World, context: Context<Env>): Reaction['emoji'] {
  const asked = decodeURIComponent(context.req.param('emoji') ?? '');
  const id = /^(?:a:)?\w+:(\d+)$/.exec(asked)?.[1];
  if (id === undefined) {
    if (!/\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u.test(asked)) throw refusals.unknownEmoji();
    return { id: null, name: asked, animated: false };
  }
  const own = [...world.guilds.values()].find(({ emojis }) => emojis.has(id))?.emojis.get(id);
  const emoji = own ?? world.applicationEmojis.get(id);
  if (!emoji) throw refusals.unknownEmoji();
  return { id, name: emoji.name, animated: emoji.animated };
}
