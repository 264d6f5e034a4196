import type { SandboxClock } from '../clock.ts';
import type { Traffic } from '../traffic.ts';
import type { World } from '../world/world.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import type { Kit, Routes } from './kit.ts';
import { createPipeline, pathOf } from './pipeline.ts';
import { createRateLimiter, type RateLimitMode, type RateLimits } from './rates/limiter.ts';
import { applicationRoutes } from './routes/application.ts';
import { auditRoutes } from './routes/audit.ts';
import { banRoutes } from './routes/bans.ts';
import { channelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { guildRoutes } from './routes/guilds.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { memberRoutes } from './routes/members.ts';
import { webhookRoutes } from './routes/webhooks.ts';

export interface DiscordDeps {
  readonly world: World;
  readonly clock: SandboxClock;
  readonly traffic: Traffic;
  /** Where the gateway will be reached; asked for when needed, since the port is not known before. */
  readonly gatewayUrl: () => string;
  readonly rateLimits: RateLimitMode;
}

/** Discord's REST API (to be mounted where `/v10` begins) and its gateway, over one world. */
export function createDiscord({ world, clock, traffic, gatewayUrl, rateLimits }: DiscordDeps): {
  routes: Routes;
  gateway: Gateway;
  rateLimits: RateLimits;
} {
  const limiter = createRateLimiter(clock.now, rateLimits);
  const isStrict = () => limiter.control.mode === 'discord';
  const gateway = createGateway({ world, gatewayUrl, isStrict });
  const kit: Kit = { world, gatewayUrl, identified: gateway.identified };
  const routes = createPipeline({ world, clock, traffic, limiter });
  const all = [
    interactionRoutes,
    webhookRoutes,
    channelRoutes,
    memberRoutes,
    banRoutes,
    auditRoutes,
    guildRoutes,
    commandRoutes,
    applicationRoutes,
  ];
  for (const part of all) routes.route('/', part(kit));
  routes.all('*', (context) => {
    const message = `sandbox: ${context.req.method} ${pathOf(context)} is not implemented`;
    context.set('isMissing', true);
    return context.json({ message, code: 0 }, 404);
  });
  return { routes, gateway, rateLimits: limiter.control };
}
