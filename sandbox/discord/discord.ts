import type { SandboxClock } from '../clock.ts';
import type { Traffic } from '../traffic.ts';
import { may } from '../world/permissions.ts';
import type { World } from '../world/world.ts';
import { nameless } from './gate/gate.ts';
import { createGateway, type Gateway } from './gateway/gateway.ts';
import type { Kit, Routes } from './kit.ts';
import { createPipeline } from './pipeline.ts';
import { createRateLimiter, type RateLimitMode, type RateLimits } from './rates/limiter.ts';
import { applicationRoutes } from './routes/application.ts';
import { auditRoutes } from './routes/audit.ts';
import { banRoutes } from './routes/bans.ts';
import { channelWebhookMessageRoutes } from './routes/channel-webhook-messages.ts';
import { channelWebhookRoutes } from './routes/channel-webhooks.ts';
import { channelRoutes, serverChannelRoutes } from './routes/channels.ts';
import { commandRoutes } from './routes/commands.ts';
import { emojiRoutes } from './routes/emojis.ts';
import { guildRoutes } from './routes/guilds.ts';
import { interactionRoutes } from './routes/interactions.ts';
import { inviteRoutes } from './routes/invites.ts';
import { memberChangeRoutes } from './routes/member-changes.ts';
import { memberRoutes } from './routes/members.ts';
import { messageDeletionRoutes } from './routes/message-deletion.ts';
import { messageRoutes } from './routes/messages.ts';
import { overwriteRoutes } from './routes/overwrites.ts';
import { pinRoutes } from './routes/pins.ts';
import { reactionRoutes } from './routes/reactions.ts';
import { roleRoutes } from './routes/roles.ts';
import { threadListRoutes } from './routes/thread-lists.ts';
import { threadMemberRoutes } from './routes/thread-members.ts';
import { threadRoutes } from './routes/threads.ts';
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
  const kit: Kit = {
    world,
    gatewayUrl,
    identified: gateway.identified,
    may(channel, wanted) {
      const guild = world.guilds.get(channel.guildId ?? '');
      return (
        channel.guildId === undefined || (guild !== undefined && may(guild, world.application.botId, wanted, channel))
      );
    },
  };
  const implemented = new Set<string>();
  const routes = createPipeline({ world, clock, traffic, limiter, implemented: () => implemented });
  const all = [
    interactionRoutes,
    webhookRoutes,
    channelWebhookRoutes,
    channelWebhookMessageRoutes,
    messageRoutes,
    messageDeletionRoutes,
    reactionRoutes,
    pinRoutes,
    threadRoutes,
    threadMemberRoutes,
    threadListRoutes,
    channelRoutes,
    serverChannelRoutes,
    overwriteRoutes,
    roleRoutes,
    inviteRoutes,
    emojiRoutes,
    memberRoutes,
    memberChangeRoutes,
    banRoutes,
    auditRoutes,
    guildRoutes,
    commandRoutes,
    applicationRoutes,
  ];
  // Those that name most come first: `/messages/pins` must not be read as `/messages/:message`.
  const mounted = all.flatMap((part) => part(kit).routes).toSorted((one, other) => open(one.path) - open(other.path));
  for (const { method, path, handler } of mounted) {
    routes.on(method, path, handler);
    implemented.add(nameless(`${method} ${path}`));
  }
  return { routes, gateway, rateLimits: limiter.control };
}

/** How many segments of a route's path are left open. */
const open = (path: string): number => path.split('/:').length;
