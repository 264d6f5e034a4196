import { type Context, Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import type { Channel, Id, Json, Thread } from '../../world/types.ts';
import { PRIVATE_THREAD, threadMemberJson } from '../json/threads.ts';
import { memberJson } from '../json/users.ts';
import { channelFor, type Env, guildFor, type Kit, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

/** Who is in a thread: joined, added, removed and listed. */
export function threadMemberRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  routes.put('/channels/:channel/thread-members/@me', (context) => {
    world.joinThread(threadFor(kit, context).channel.id, botId);
    return context.body(null, 204);
  });
  routes.delete('/channels/:channel/thread-members/@me', (context) => {
    world.leaveThread(threadFor(kit, context).channel.id, botId);
    return context.body(null, 204);
  });
  routes.put('/channels/:channel/thread-members/:user', (context) => {
    const { channel } = threadFor(kit, context);
    channelFor(kit, channel.id, Permission.SendMessagesInThreads);
    const userId = context.req.param('user');
    if (!guildFor(kit, channel.guildId ?? '').members.has(userId)) throw refusals.unknownMember();
    world.joinThread(channel.id, userId);
    return context.body(null, 204);
  });
  routes.delete('/channels/:channel/thread-members/:user', (context) => {
    const { channel, thread } = threadFor(kit, context);
    const isOwn = channel.type === PRIVATE_THREAD && thread.ownerId === botId;
    if (!isOwn) channelFor(kit, channel.id, Permission.ManageThreads);
    world.leaveThread(channel.id, context.req.param('user'));
    return context.body(null, 204);
  });

  routes.get('/channels/:channel/thread-members', (context) => {
    const { channel, thread } = threadFor(kit, context);
    const { with_member: withMember, after = '0', limit = '100' } = context.req.query();
    const members = [...thread.members].filter(([id]) => BigInt(id) > BigInt(after)).slice(0, Number(limit));
    return context.json(members.map(([id, since]) => shownMember(kit, channel, id, since, withMember === 'true')));
  });
  routes.get('/channels/:channel/thread-members/:user', (context) => {
    const { channel, thread } = threadFor(kit, context);
    const userId = context.req.param('user');
    const since = thread.members.get(userId);
    if (since === undefined) throw refusals.unknownMember();
    return context.json(shownMember(kit, channel, userId, since, context.req.query('with_member') === 'true'));
  });

  return routes;
}

function threadFor(kit: Kit, context: Context<Env>): { channel: Channel; thread: Thread } {
  const channel = channelFor(kit, context.req.param('channel') ?? '');
  if (!channel.thread) throw refusals.unknownChannel();
  return { channel, thread: channel.thread };
}

function shownMember(kit: Kit, channel: Channel, userId: Id, since: number, withMember: boolean): Json {
  const member = guildFor(kit, channel.guildId ?? '').members.get(userId);
  const json = threadMemberJson(channel.id, userId, since);
  return member && withMember ? { ...json, member: memberJson(member, kit.world.users) } : json;
}
