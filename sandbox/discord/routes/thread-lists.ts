import { type Context, Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import type { Channel, Guild, Json } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { channelJson } from '../json/guilds.ts';
import { PRIVATE_THREAD, threadMemberJson } from '../json/threads.ts';
import { channelFor, type Env, guildFor, type Kit, type Routes } from '../kit.ts';

/** Threads listed: the active ones of a server, and the archived ones of a channel. */
export function threadListRoutes(kit: Kit): Routes {
  const routes = new Hono<Env>();

  routes.get('/guilds/:guild/threads/active', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    const seen = [...guild.threads.values()].filter(({ thread }) => !thread?.archived);
    return context.json({
      ...listed(
        kit.world,
        seen.filter((thread) => kit.may(thread, Permission.ViewChannel)),
      ),
      has_more: false,
    });
  });
  routes.get('/channels/:channel/threads/archived/public', (context) =>
    archived(kit, context, ({ type }) => type !== PRIVATE_THREAD),
  );
  routes.get('/channels/:channel/threads/archived/private', (context) => {
    channelFor(kit, context.req.param('channel'), Permission.ManageThreads);
    return archived(kit, context, ({ type }) => type === PRIVATE_THREAD);
  });
  routes.get('/channels/:channel/users/@me/threads/archived/private', (context) =>
    archived(
      kit,
      context,
      ({ type, thread }) => type === PRIVATE_THREAD && (thread?.members.has(kit.world.application.botId) ?? false),
    ),
  );

  return routes;
}

/** Threads with those of them that the bot is in. */
function listed({ users, application }: World, threads: readonly Channel[]): Json {
  const members = threads.flatMap((each) => {
    const since = each.thread?.members.get(application.botId);
    return since === undefined ? [] : [threadMemberJson(each.id, application.botId, since)];
  });
  return { threads: threads.map((thread) => channelJson(thread, users)), members };
}

function archived(kit: Kit, context: Context<Env>, fits: (thread: Channel) => boolean): Response {
  const channel = channelFor(kit, context.req.param('channel') ?? '', Permission.ReadMessageHistory);
  const guild: Guild = guildFor(kit, channel.guildId ?? '');
  const { before, limit = '50' } = context.req.query();
  const all = [...guild.threads.values()]
    .filter(({ thread }) => thread?.parentId === channel.id && thread.archived)
    .filter((each) => fits(each) && isBefore(each, before))
    .toSorted((one, other) => Number(other.thread?.changedAt) - Number(one.thread?.changedAt));
  return context.json({ ...listed(kit.world, all.slice(0, Number(limit))), has_more: all.length > Number(limit) });
}

/** `before` is a time in one list, and an id in another. */
function isBefore({ id, thread }: Channel, before: string | undefined): boolean {
  if (before === undefined) return true;
  return /^\d+$/.test(before) ? BigInt(id) < BigInt(before) : Number(thread?.changedAt) < Date.parse(before);
}
