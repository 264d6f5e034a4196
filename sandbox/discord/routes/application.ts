import { Hono } from 'hono';
import type { Json, User } from '../../world/types.ts';
import type { World } from '../../world/world.ts';
import { applicationFlags } from '../json/application.ts';
import { ownUserJson, userJson } from '../json/users.ts';
import { bodyOf, type Env, type Kit, type Routes } from '../kit.ts';
import { refusals } from '../refusals.ts';

/** Who the bot is, and where its gateway stands. */
export function applicationRoutes(kit: Kit): Routes {
  const { world } = kit;
  const { application } = world;
  const routes = new Hono<Env>();
  const bot = () => botUser(world);

  routes.get('/gateway', (context) => context.json({ url: kit.gatewayUrl() }));
  routes.get('/gateway/bot', (context) =>
    context.json({
      url: kit.gatewayUrl(),
      shards: application.recommendedShards,
      session_start_limit: {
        total: 1000,
        remaining: Math.max(0, 1000 - kit.identified()),
        reset_after: 86_400_000,
        max_concurrency: application.identifiesAtOnce,
      },
    }),
  );
  routes.get('/applications/@me', (context) => context.json(applicationJson(world)));
  routes.get('/applications/:application', (context) => {
    if (context.req.param('application') !== application.id) throw refusals.missingAccess();
    return context.json(applicationJson(world));
  });
  routes.get('/oauth2/applications/@me', (context) => context.json(applicationJson(world)));
  routes.get('/users/@me', (context) => context.json(ownUserJson(bot(), application)));
  routes.patch('/users/@me', (context) => {
    const { username } = bodyOf(context);
    if (typeof username === 'string') world.rename(bot().id, username);
    return context.json(ownUserJson(bot(), application));
  });
  routes.get('/users/:user', (context) => {
    const user = world.users.get(context.req.param('user'));
    if (!user) throw refusals.unknownUser();
    return context.json(userJson(user));
  });

  return routes;
}

function botUser({ users, application }: World): User {
  const user = users.get(application.botId);
  if (!user) throw refusals.unknownUser();
  return user;
}

function applicationJson(world: World): Json {
  const { application } = world;
  const bot = userJson(botUser(world));
  return {
    id: application.id,
    name: application.name,
    icon: null,
    description: '',
    type: null,
    summary: '',
    verify_key: '0'.repeat(64),
    flags: applicationFlags(application),
    flags_new: String(applicationFlags(application)),
    redirect_uris: [],
    interactions_endpoint_url: null,
    role_connections_verification_url: null,
    owner: bot,
    bot,
    bot_public: true,
    bot_require_code_grant: false,
    approximate_guild_count: world.guilds.size,
    approximate_user_install_count: 0,
    approximate_user_authorization_count: 0,
    explicit_content_filter: 0,
    team: null,
    eligible_oauth2_scopes: [],
    integration_types_config: { 0: {} },
  };
}
