import { Hono } from 'hono';
import { createBotLine } from './bot-line.ts';
import { type SandboxClock, skippableClock } from './clock.ts';
import { createControl } from './control/control.ts';
import type { BotProcess } from './control/parts.ts';
import { type Actor, createActor } from './discord/actor/actor.ts';
import { cdnRoutes } from './discord/cdn.ts';
import { createDiscord } from './discord/discord.ts';
import type { GatewayControl } from './discord/gateway/gateway.ts';
import { unversioned } from './discord/pipeline.ts';
import type { RateLimitMode, RateLimits } from './discord/rates/limiter.ts';
import { type House, openDoor, openSecureDoor, type SecureDoor } from './door.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import { createTwilio, type TwilioWorld } from './twilio/twilio.ts';
import { createChanges } from './world/changes.ts';
import { lanternBay, type Seed, type Seeded } from './world/seed.ts';
import { createWorld, type World } from './world/world.ts';

export type { SandboxClock } from './clock.ts';
export { manualClock, skippableClock } from './clock.ts';
export type { Actor } from './discord/actor/actor.ts';
export type { RateLimitMode, RateLimits } from './discord/rates/limiter.ts';
export type { Exchange, Traffic } from './traffic.ts';
export type { Answer, OpenModal, SeenMessage } from './world/seen.ts';
export type { World } from './world/world.ts';

export interface SandboxOptions {
  /** 0, the default, takes any free one. */
  readonly port?: number;
  /** Real time plus skips, unless told otherwise. */
  readonly clock?: SandboxClock;
  /** What the world contains at first: the server "Lantern Bay", unless told otherwise. */
  readonly seed?: Seed;
  /**
   * Whether Discord's rate limits hold. They count on the sandbox's clock, and a bot waits in real time: so they hold
   * where time is real, and not on a clock of the caller's, unless told otherwise.
   */
  readonly rateLimits?: RateLimitMode;
  /** The bot's process, for the page: without it the page cannot start the bot again. */
  readonly bot?: BotProcess;
  /** By what the bot sends its codes, for the page to say. */
  readonly codesBy?: string;
}

/** A local Discord and a local Twilio, running on 127.0.0.1. */
export interface Sandbox {
  /** `http://127.0.0.1:<port>` */
  readonly url: string;
  /** For discord.js: `new Client({ rest: { api: discordApiUrl } })`. */
  readonly discordApiUrl: string;
  readonly twilioApiUrl: string;
  /** The bot token of the application, as it is now. */
  readonly token: string;
  readonly clock: SandboxClock;
  readonly world: World;
  /** Ids of what the seed put into the world. */
  readonly seeded: Seeded;
  readonly twilio: TwilioWorld;
  readonly traffic: Traffic;
  readonly gateway: GatewayControl;
  readonly rateLimits: RateLimits;
  actor(userId: string): Actor;
  /** While on, the bot is away: its connections are lost with their sessions, and no new one is let in. It never hears of what happens in that time. */
  cutOff(on: boolean): void;
  /**
   * Opens this Discord and this Twilio a second time, over HTTPS, with a certificate that no authority vouches for. To be closed
   * before the sandbox by a caller who wants connections refused; else with it.
   */
  overTls(): Promise<SecureDoor>;
  close(): Promise<void>;
}

/** Starts a sandbox. Rejects when the port is taken. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { port = 0, clock = skippableClock(), seed = lanternBay, codesBy } = options;
  const mode = options.rateLimits ?? (options.clock ? 'none' : 'discord');
  const world = createWorld({ clock });
  const seeded = seed(world);
  const traffic = createTraffic();
  let url = '';
  const gatewayUrl = () => `${url.replace('http', 'ws')}/discord/gateway`;
  const { routes, gateway, rateLimits } = createDiscord({ world, clock, traffic, gatewayUrl, rateLimits: mode });
  const twilio = createTwilio({ clock });
  const bell = createChanges<void>();
  const line = createBotLine(gateway, bell, options.bot);
  const actor = (userId: string) => createActor({ world, gateway }, userId);

  // discord.js writes @me and @original as %40me and %40original; routes name them as they are.
  const app = new Hono({
    getPath: (request) => unversioned(new URL(request.url).pathname).replaceAll('%40', '@'),
  });
  app.route('/discord/api', routes);
  app.route('/twilio', twilio.routes);
  app.route('/', cdnRoutes(world));
  app.route('/', createControl({ world, twilio: twilio.world, clock, seeded, line, codesBy, actor }));

  const house: House = {
    fetch: app.fetch,
    admits: (path) => path.startsWith('/discord/gateway') && !line.isCutOff(),
    accept(socket, path) {
      gateway.accept(socket, path);
      for (const event of ['message', 'close']) socket.on(event, () => bell.emit());
    },
  };
  const door = await openDoor(house, port);
  const secureDoors: SecureDoor[] = [];
  url = door.url;
  world.files.origin = url;

  return {
    url,
    discordApiUrl: `${url}/discord/api`,
    twilioApiUrl: `${url}/twilio`,
    get token() {
      return world.application.token;
    },
    clock,
    world,
    seeded,
    twilio: twilio.world,
    traffic,
    gateway,
    rateLimits,
    actor,
    cutOff: line.cutOff,
    async overTls() {
      const secure = await openSecureDoor(house);
      secureDoors.push(secure);
      return secure;
    },
    async close() {
      gateway.close();
      for (const each of [door, ...secureDoors]) await each.close();
    },
  };
}
