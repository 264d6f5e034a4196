import { Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import type { Guild, Id, Json } from '../../world/types.ts';
import { userJson } from '../json/users.ts';
import {
  byBot,
  countIn,
  type Env,
  guildFor,
  type Kit,
  mustMay,
  mustOutrank,
  optionalBody,
  type Routes,
} from '../kit.ts';
import { refusals } from '../refusals.ts';

/** Who is banned from a server. All of it needs Ban Members. */
export function banRoutes(kit: Kit): Routes {
  const { world } = kit;
  const routes = new Hono<Env>();

  function guildWithBans(guildId: Id): Guild {
    const guild = guildFor(kit, guildId);
    mustMay(kit, guild, Permission.BanMembers);
    return guild;
  }

  function banJson(guild: Guild, userId: Id): Json {
    const user = world.users.get(userId);
    const reason = guild.bans.get(userId);
    if (!user || reason === undefined) throw refusals.unknownBan();
    return { user: userJson(user), reason };
  }

  /** Deletes what somebody wrote lately, as far back as the bot says. */
  function forgetWords(
    guild: Guild,
    userId: Id,
    { delete_message_seconds: seconds, delete_message_days: days }: Json,
  ): void {
    const since = world.now() - Number(seconds ?? Number(days ?? 0) * 86_400) * 1_000;
    for (const { id } of guild.channels.values()) {
      const gone = world.messages
        .inChannel(id, userId)
        .filter(({ authorId, createdAt }) => authorId === userId && createdAt > since);
      if (gone.length > 0) world.messages.removeAll(id, gone);
    }
  }

  routes.get('/guilds/:guild/bans', (context) => {
    const guild = guildWithBans(context.req.param('guild'));
    const limit = countIn(context, 'limit', 1000, 1000);
    const { before, after = '0' } = context.req.query();
    const banned = [...guild.bans.keys()]
      .filter((userId) => BigInt(userId) > BigInt(after))
      .filter((userId) => before === undefined || BigInt(userId) < BigInt(before))
      .toSorted((one, other) => (BigInt(one) < BigInt(other) ? -1 : 1));
    return context.json(
      (before === undefined ? banned.slice(0, limit) : banned.slice(-limit)).map((userId) => banJson(guild, userId)),
    );
  });

  routes.get('/guilds/:guild/bans/:user', (context) => {
    const guild = guildWithBans(context.req.param('guild'));
    return context.json(banJson(guild, context.req.param('user')));
  });

  routes.put('/guilds/:guild/bans/:user', (context) => {
    const guild = guildWithBans(context.req.param('guild'));
    const userId = context.req.param('user');
    if (!world.users.has(userId)) throw refusals.unknownUser();
    mustOutrank(kit, guild, userId);
    if (!guild.bans.has(userId)) world.ban(guild.id, userId, byBot(kit, context));
    forgetWords(guild, userId, optionalBody(context));
    return context.body(null, 204);
  });

  routes.delete('/guilds/:guild/bans/:user', (context) => {
    const guild = guildWithBans(context.req.param('guild'));
    const userId = context.req.param('user');
    if (!guild.bans.has(userId)) throw refusals.unknownBan();
    world.unban(guild.id, userId, byBot(kit, context));
    return context.body(null, 204);
  });

  return routes;
}
