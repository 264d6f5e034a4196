import { type Context, Hono } from 'hono';
import type { How } from '../../world/audit.ts';
import { Permission } from '../../world/bits.ts';
import type { Channel, Guild, Id, Json, Thread } from '../../world/types.ts';
import { channelJson } from '../json/guilds.ts';
import { threadMemberJson } from '../json/threads.ts';
import { memberJson } from '../json/users.ts';
import { bodyOf, byBot, channelFor, type Env, guildFor, type Kit, messageIn, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

const ANNOUNCEMENTS = 5;
const IN_ANNOUNCEMENTS = 10;
const PUBLIC = 11;
const PRIVATE = 12;
const STARTED = 18;
const A_DAY = 1_440;

/** Threads of text channels: begun, joined, listed. They are changed and deleted as channels are. */
export function threadRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();
  const json = (thread: Channel) => channelJson(thread, world.users);

  function threadFor(context: Context<Env>): { channel: Channel; thread: Thread } {
    const channel = channelFor(kit, context.req.param('channel') ?? '');
    if (!channel.thread) throw refusals.unknownChannel();
    return { channel, thread: channel.thread };
  }

  function begin(parent: Channel, type: number, body: Json, how: How, id?: Id): Channel {
    channelFor(kit, parent.id, type === PRIVATE ? Permission.CreatePrivateThreads : Permission.CreatePublicThreads);
    const { name, auto_archive_duration: minutes, rate_limit_per_user, invitable } = body;
    const thread = world.addThread(
      parent.id,
      {
        name: String(name),
        type,
        ownerId: botId,
        autoArchiveAfter: Number(minutes ?? A_DAY),
        invitable: invitable !== false,
        details: typeof rate_limit_per_user === 'number' ? { rate_limit_per_user } : {},
        ...(id === undefined ? {} : { id }),
      },
      how,
    );
    return thread;
  }

  routes.post('/channels/:channel/messages/:message/threads', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    const message = messageIn(kit, channel.id, context.req.param('message'));
    if (world.channel(message.id)) throw refusals.threadExists();
    const type = channel.type === ANNOUNCEMENTS ? IN_ANNOUNCEMENTS : PUBLIC;
    return context.json(json(begin(channel, type, bodyOf(context), byBot(kit, context), message.id)), 201);
  });

  routes.post('/channels/:channel/threads', (context) => {
    const channel = channelFor(kit, context.req.param('channel'));
    const body = bodyOf(context);
    const type = Number(body.type ?? PRIVATE);
    const thread = begin(channel, type, body, byBot(kit, context));
    if (type !== PRIVATE) {
      const reference = { messageId: thread.id, channelId: thread.id };
      world.messages.add({ channelId: channel.id, authorId: botId, type: STARTED, content: thread.name, reference });
    }
    return context.json(json(thread), 201);
  });

  routes.put('/channels/:channel/thread-members/@me', (context) => {
    world.joinThread(threadFor(context).channel.id, botId);
    return context.body(null, 204);
  });
  routes.delete('/channels/:channel/thread-members/@me', (context) => {
    world.leaveThread(threadFor(context).channel.id, botId);
    return context.body(null, 204);
  });
  routes.put('/channels/:channel/thread-members/:user', (context) => {
    const { channel } = threadFor(context);
    channelFor(kit, channel.id, Permission.SendMessagesInThreads);
    const userId = context.req.param('user');
    if (!guildFor(kit, channel.guildId ?? '').members.has(userId)) throw refusals.unknownMember();
    world.joinThread(channel.id, userId);
    return context.body(null, 204);
  });
  routes.delete('/channels/:channel/thread-members/:user', (context) => {
    const { channel, thread } = threadFor(context);
    const isOwn = channel.type === PRIVATE && thread.ownerId === botId;
    if (!isOwn) channelFor(kit, channel.id, Permission.ManageThreads);
    world.leaveThread(channel.id, context.req.param('user'));
    return context.body(null, 204);
  });

  function shownMember(channel: Channel, userId: Id, since: number, withMember: boolean): Json {
    const member = guildFor(kit, channel.guildId ?? '').members.get(userId);
    const json = threadMemberJson(channel.id, userId, since);
    return member && withMember ? { ...json, member: memberJson(member, world.users) } : json;
  }

  routes.get('/channels/:channel/thread-members', (context) => {
    const { channel, thread } = threadFor(context);
    const { with_member: withMember, after = '0', limit = '100' } = context.req.query();
    const members = [...thread.members].filter(([id]) => BigInt(id) > BigInt(after)).slice(0, Number(limit));
    return context.json(members.map(([id, since]) => shownMember(channel, id, since, withMember === 'true')));
  });
  routes.get('/channels/:channel/thread-members/:user', (context) => {
    const { channel, thread } = threadFor(context);
    const userId = context.req.param('user');
    const since = thread.members.get(userId);
    if (since === undefined) throw refusals.unknownMember();
    return context.json(shownMember(channel, userId, since, context.req.query('with_member') === 'true'));
  });

  /** Threads with those of them that the bot is in. */
  function listed(threads: readonly Channel[]): Json {
    const members = threads.flatMap((each) => {
      const since = each.thread?.members.get(botId);
      return since === undefined ? [] : [threadMemberJson(each.id, botId, since)];
    });
    return { threads: threads.map(json), members };
  }

  function archived(context: Context<Env>, fits: (thread: Channel) => boolean): Response {
    const channel = channelFor(kit, context.req.param('channel') ?? '', Permission.ReadMessageHistory);
    const guild: Guild = guildFor(kit, channel.guildId ?? '');
    const { before, limit = '50' } = context.req.query();
    const all = [...guild.threads.values()]
      .filter(({ thread }) => thread?.parentId === channel.id && thread.archived)
      .filter((each) => fits(each) && isBefore(each, before))
      .toSorted((one, other) => Number(other.thread?.changedAt) - Number(one.thread?.changedAt));
    return context.json({ ...listed(all.slice(0, Number(limit))), has_more: all.length > Number(limit) });
  }

  routes.get('/guilds/:guild/threads/active', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    const seen = [...guild.threads.values()].filter(({ thread }) => !thread?.archived);
    return context.json({
      ...listed(seen.filter((thread) => kit.may(thread, Permission.ViewChannel))),
      has_more: false,
    });
  });
  routes.get('/channels/:channel/threads/archived/public', (context) =>
    archived(context, ({ type }) => type !== PRIVATE),
  );
  routes.get('/channels/:channel/threads/archived/private', (context) => {
    channelFor(kit, context.req.param('channel'), Permission.ManageThreads);
    return archived(context, ({ type }) => type === PRIVATE);
  });
  routes.get('/channels/:channel/users/@me/threads/archived/private', (context) =>
    archived(context, ({ type, thread }) => type === PRIVATE && (thread?.members.has(botId) ?? false)),
  );

  return routes;
}

/** `before` is a time in one list, and an id in another. */
function isBefore({ id, thread }: Channel, before: string | undefined): boolean {
  if (before === undefined) return true;
  return /^\d+$/.test(before) ? BigInt(id) < BigInt(before) : Number(thread?.changedAt) < Date.parse(before);
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
