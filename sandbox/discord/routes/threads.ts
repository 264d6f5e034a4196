import { Hono } from 'hono';
import type { How } from '../../world/audit.ts';
import { Permission } from '../../world/bits.ts';
import type { Channel, Id, Json } from '../../world/types.ts';
import { channelJson } from '../json/guilds.ts';
import { PRIVATE_THREAD } from '../json/threads.ts';
import { bodyOf, byBot, channelFor, type Env, type Kit, messageIn, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

const ANNOUNCEMENTS = 5;
const IN_ANNOUNCEMENTS = 10;
const PUBLIC = 11;
const STARTED = 18;
const A_DAY = 1_440;

/** Threads of text channels begun. They are changed and deleted as channels are. */
export function threadRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();
  const json = (thread: Channel) => channelJson(thread, world.users);

  routes.post('/channels/:channel/messages/:message/threads', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    const message = messageIn(kit, channel.id, context.req.param('message'));
    if (world.channel(message.id)) throw refusals.threadExists();
    const type = channel.type === ANNOUNCEMENTS ? IN_ANNOUNCEMENTS : PUBLIC;
    return context.json(json(begin(kit, channel, type, bodyOf(context), byBot(kit, context), message.id)), 201);
  });

  routes.post('/channels/:channel/threads', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    const body = bodyOf(context);
    const type = Number(body.type ?? PRIVATE_THREAD);
    const thread = begin(kit, channel, type, body, byBot(kit, context));
    if (type !== PRIVATE_THREAD) {
      const reference = { messageId: thread.id, channelId: thread.id };
      world.messages.add({ channelId: channel.id, authorId: botId, type: STARTED, content: thread.name, reference });
    }
    return context.json(json(thread), 201);
  });

  return routes;
}

function begin(kit: Kit, parent: Channel, type: number, body: Json, how: How, id?: Id): Channel {
  channelFor(
    kit,
    parent.id,
    type === PRIVATE_THREAD ? Permission.CreatePrivateThreads : Permission.CreatePublicThreads,
  );
  const { name, auto_archive_duration: minutes, rate_limit_per_user, invitable } = body;
  return kit.world.addThread(
    parent.id,
    {
      name: String(name),
      type,
      ownerId: kit.world.application.botId,
      autoArchiveAfter: Number(minutes ?? A_DAY),
      invitable: invitable !== false,
      details: typeof rate_limit_per_user === 'number' ? { rate_limit_per_user } : {},
      ...(id === undefined ? {} : { id }),
    },
    how,
  );
}

/** What PATCH does to a thread. Its owner may archive and rename it; locking needs Manage Threads. */
export function changeThread(kit: Kit, channel: Channel, body: Json, how: How): Channel {
  const { thread } = channel;
  if (!thread) return channel;
  const isOwner = thread.ownerId === kit.world.application.botId;
  if (!isOwner || body.locked !== undefined) channelFor(kit, channel.id, Permission.ManageThreads);
  const { name, archived, locked, invitable, auto_archive_duration: minutes, rate_limit_per_user } = body;
  kit.world.changeThread(
    channel.id,
    {
      ...(typeof archived === 'boolean' ? { archived } : {}),
      ...(typeof locked === 'boolean' ? { locked } : {}),
      ...(typeof invitable === 'boolean' ? { invitable } : {}),
      ...(typeof minutes === 'number' ? { autoArchiveAfter: minutes } : {}),
    },
    how,
  );
  const details = typeof rate_limit_per_user === 'number' ? { rate_limit_per_user } : {};
  const named = typeof name === 'string' ? { name } : {};
  kit.world.changeChannel(channel.id, { ...named, details: { ...channel.details, ...details } }, how);
  return channel;
}
