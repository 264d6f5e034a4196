import { Hono } from 'hono';
import { Permission } from '../../world/bits.ts';
import type { Guild } from '../../world/types.ts';
import { guildJson, ownGuildJson } from '../json/guilds.ts';
import { onboardingJson } from '../json/onboarding.ts';
import { bodyOf, byBot, countIn, type Env, guildFor, type Kit, mustMay, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

const countsOf = ({ members: { size } }: Guild) => ({
  approximate_member_count: size,
  approximate_presence_count: size,
});

/** Servers. Reading needs membership, nothing more. */
export function guildRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { botId } = world.application;
  const routes = new Hono<Env>();

  routes.get('/users/@me/guilds', (context) => {
    const most = countIn(context, 'limit', 200, 200);
    const after = BigInt(context.req.query('after') ?? 0);
    const { before, with_counts: withCounts } = context.req.query();
    const own = [...world.guilds.values()]
      .filter((guild) => guild.members.has(botId) && BigInt(guild.id) > after)
      .filter((guild) => before === undefined || BigInt(guild.id) < BigInt(before))
      .toSorted((a, b) => (BigInt(a.id) < BigInt(b.id) ? -1 : 1));
    return context.json(
      (before === undefined ? own.slice(0, most) : own.slice(-most)).map((guild) => ({
        ...ownGuildJson(guild, botId),
        ...(withCounts === 'true' ? countsOf(guild) : {}),
      })),
    );
  });

  /** Asks for an OAuth2 access token of a person, which a bot token is not. */
  routes.get('/users/@me/guilds/:guild/member', () => {
    throw refusals.botsCannot();
  });

  routes.get('/guilds/:guild', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    const counts = context.req.query('with_counts') === 'true' ? countsOf(guild) : {};
    return context.json({ ...guildJson(guild), ...counts });
  });

  routes.get('/guilds/:guild/onboarding', (context) =>
    context.json(onboardingJson(guildFor(kit, context.req.param('guild')))),
  );

  routes.patch('/guilds/:guild', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    mustMay(kit, guild, Permission.ManageGuild);
    const body = bodyOf(context);
    const kept = DETAILS.filter((name) => body[name] !== undefined).map((name) => [name, body[name]]);
    const changes = {
      ...(typeof body.name === 'string' ? { name: body.name } : {}),
      ...(typeof body.preferred_locale === 'string' ? { locale: body.preferred_locale } : {}),
      details: { ...guild.details, ...Object.fromEntries(kept) },
    };
    world.changeGuild(guild.id, changes, byBot(kit, context));
    return context.json(guildJson(guild));
  });

  routes.delete('/users/@me/guilds/:guild', (context) => {
    const guild = guildFor(kit, context.req.param('guild'));
    if (guild.ownerId === botId) throw refusals.invalidGuild();
    world.removeBot(guild.id);
    return context.body(null, 204);
  });

  return routes;
}

/** What a server keeps and shows, and the sandbox does not act on. */
const DETAILS = [
  'description',
  'verification_level',
  'default_message_notifications',
  'explicit_content_filter',
  'afk_timeout',
  'afk_channel_id',
  'system_channel_id',
  'system_channel_flags',
  'rules_channel_id',
  'safety_alerts_channel_id',
  'public_updates_channel_id',
  'premium_progress_bar_enabled',
] as const;
