import {
  Client,
  DefaultRestOptions,
  Events,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  GatewayIntentBits,
  type Interaction,
  Options,
  type RESTOptions,
} from 'discord.js';
import type { Log } from '../../log.ts';
import { careful } from './identify.ts';
import { DiscordRefuses, type Refusal, refusalOf } from './refusal.ts';
import { guardToken } from './token.ts';

const intentBits = { members: GatewayIntentBits.GuildMembers, moderation: GatewayIntentBits.GuildModeration } as const;

interface ClientOptions {
  readonly apiUrl?: string;
  readonly intents: readonly (keyof typeof intentBits)[];
  /** How requests are sent, where it is not discord.js' own way. */
  readonly request?: RESTOptions['makeRequest'] | undefined;
  /** Unset: as many as Discord recommends. */
  readonly shards?: { readonly ids: readonly number[]; readonly count: number };
  /** Told when Discord does not let the bot in, and will not before somebody changes something. */
  readonly onRefused: (why: Refusal) => void;
  /** The way that requests take, where it is not the straight one. */
  readonly agent?: RESTOptions['agent'] | undefined;
}

/**
 * A client that asks for no gateway intents but those the operator has switched on: interactions arrive without any, and a
 * server then costs next to no memory. Members who join or are banned are not kept either.
 */
export function createClient({ intents, shards, onRefused, agent, ...options }: ClientOptions, log: Log): Client {
  const { apiUrl = DefaultRestOptions.api, request: send = DefaultRestOptions.makeRequest } = options;
  const client = new Client({
    intents: intents.map((name) => intentBits[name]),
    ...(shards ? { shards: [...shards.ids], shardCount: shards.count } : { shards: 'auto' as const }),
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      GuildMemberManager: 0,
      GuildBanManager: 0,
      UserManager: 0,
    }),
    ws: { buildIdentifyThrottler: (manager) => careful(manager, log) },
    rest: {
      api: apiUrl,
      ...(agent && { agent }),
      makeRequest: guardToken({ apiUrl, send, onRefused: () => onRefused('token') }),
      timeout: 10_000,
      retries: 2,
      // Each interaction has a queue of its own here, and it is not needed once it is empty.
      handlerSweepInterval: 10_000,
      // Discord does not count answers to interactions among a bot's 50 requests a second; discord.js would, and a rush of
      // members would wait. Where Discord does say that it is too much, discord.js waits as it is told.
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    },
  });
  client.on(Events.Raw, forgetServers);
  client.on(Events.ShardDisconnect, ({ code }) => {
    const refusal = refusalOf(code);
    if (refusal) onRefused(refusal);
  });
  return client;
}

/**
 * READY names servers by their id alone. discord.js would make much of each, and a server known so hides the roles that an
 * interaction says its member has. It reads a packet only after this.
 */
function forgetServers(packet: GatewayDispatchPayload): void {
  if (packet.t === GatewayDispatchEvents.Ready) packet.d.guilds = [];
}

/**
 * Connects every shard of this process, and waits until interactions are taken.
 * @param refused resolves when Discord does not let the bot in: this then rejects with `DiscordRefuses`
 * @returns the application's id
 */
export async function connect(
  client: Client,
  token: string,
  handle: (interaction: Interaction) => Promise<void>,
  refused: Promise<Refusal>,
): Promise<string> {
  client.on(Events.InteractionCreate, handle);
  // discord.js drains what arrives before ready only when the process has something to wake for.
  const awake = setInterval(() => {}, 10);
  let refusal: Refusal | undefined;
  const out = refused.then((why) => {
    refusal = why;
    throw new DiscordRefuses(why);
  });
  try {
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await Promise.race([client.login(token).then(() => ready), out]);
  } catch (error) {
    throw refusal === undefined ? error : new DiscordRefuses(refusal);
  } finally {
    clearInterval(awake);
    out.catch(() => {});
  }
  const applicationId = client.application?.id;
  if (applicationId === undefined) throw new Error('ready without an application');
  return applicationId;
}
