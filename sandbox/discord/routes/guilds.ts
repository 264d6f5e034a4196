import { Hono } from 'hono';
import { channelJson, guildJson, ownGuildJson, roleJson } from '../json/guilds.ts';
import { onboardingJson } from '../json/onboarding.ts';
import { countIn, type Env, guildFor, type Kit, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

/** Servers, their roles and channels. Reading needs membership, nothing more. */
export function guildRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  routes.get('/users/@me/guilds', (context) => {
    const most = countIn(context, 'limit', 200, 200);
    const after = BigInt(context.req.query('after') ?? 0);
    const own = [...world.guilds.values()]
      .filter((guild) => guild.members.has(botId) && BigInt(guild.id) > after)
      .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    return context.json(own.slice(0, most).map((guild) => ownGuildJson(guild, botId)));
  });

  /** Asks for an OAuth2 access token of a person, which a bot token is not. */
  routes.get('/users/@me/guilds/:guild/member', () => {
    throw refusals.botsCannot();
  });

  routes.get('/guilds/:guild', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    const counts = { approximate_member_count: guild.members.size, approximate_presence_count: guild.members.size };
    return context.json({ ...guildJson(guild), ...(context.req.query('with_counts') === 'true' ? counts : {}) });
  });

  routes.get('/guilds/:guild/roles', (context) =>
    context.json([...guildFor(kit, context.req.param('guild')).roles.values()].map(roleJson)),
  );

  routes.get('/guilds/:guild/roles/member-counts', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    const members = [...guild.members.values()];
    const counted = [...guild.roles.keys()].filter((id) => id !== guild.id);
    return context.json(
      Object.fromEntries(counted.map((id) => [id, members.filter((member) => member.roles.has(id)).length])),
    );
  });

  routes.get('/guilds/:guild/roles/:role', (context) => {
    const role = guildFor(kit, context.req.param('guild')).roles.get(context.req.param('role'));
    if (!role) throw refusals.unknownRole();
    return context.json(roleJson(role));
  });

  routes.get('/guilds/:guild/onboarding', (context) =>
    context.json(onboardingJson(guildFor(kit, context.req.param('guild')))),
  );

  routes.get('/guilds/:guild/channels', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    return context.json([...guild.channels.values()].map((channel) => channelJson(channel, world.users)));
  });

  return routes;
}
