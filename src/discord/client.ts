import {
  Client,
  Events,
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type GatewayDispatchPayload,
  GatewayIntentBits,
  type Interaction,
  Options,
  type RESTOptions,
  Status,
} from 'discord.js';
import type { Log } from '../log.ts';
import { IntentsRefused, ShardsRefused } from './startFailure.ts';

const intentBits = { members: GatewayIntentBits.GuildMembers, moderation: GatewayIntentBits.GuildModeration } as const;

interface ClientOptions {
  readonly apiUrl?: string;
  readonly intents: readonly (keyof typeof intentBits)[];
  /** How requests are sent, where it is not discord.js' own way. */
  readonly request?: RESTOptions['makeRequest'] | undefined;
  /** Unset: as many as Discord recommends. */
  readonly shards?: { readonly ids: readonly number[]; readonly count: number };
}

/**
 * A client that asks for no gateway intents but those the operator has switched on: interactions arrive without any, and a
 * server then costs next to no memory. Whoever joins or is banned is not kept either.
 */
export function createClient({ apiUrl, intents, shards, request }: ClientOptions, log: Log): Client {
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
    rest: {
      ...(apiUrl && { api: apiUrl }),
      ...(request && { makeRequest: request }),
      timeout: 10_000,
      retries: 2,
      // Each interaction has a queue of its own here, and it is not needed once it is empty.
      handlerSweepInterval: 10_000,
      // Discord does not count answers to interactions among a bot's 50 requests a second; discord.js would, and a rush of
      // members would wait. Where Discord does say that it is too much, discord.js waits as it is told.
      globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    },
  });
  client.on(Events.Error, (error) => log.warn({ name: error.name }, 'Discord client error'));
  client.on(Events.ShardDisconnect, ({ code }, shard) => log.warn({ code, shard }, 'disconnected from Discord'));
  client.on(Events.Raw, forgetServers);
  client.on(Events.ShardReady, (shard) => log.info({ shard }, 'connected to Discord'));
  client.on(Events.ShardResume, (shard) => log.info({ shard }, 'connection to Discord resumed'));
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
 * Rejects when Discord does not accept the token, with `IntentsRefused` when it does not accept the intents, and with
 * `ShardsRefused` when it wants more shards.
 * @returns the application's id
 */
export async function connect(
  client: Client,
  token: string,
  handle: (interaction: Interaction) => Promise<void>,
): Promise<string> {
  client.on(Events.InteractionCreate, handle);
  const closed: number[] = [];
  client.on(Events.ShardDisconnect, ({ code }) => void closed.push(code));
  // discord.js drains what arrives before ready only when the process has something to wake for.
  const awake = setInterval(() => {}, 10);
  try {
    const ready = new Promise((resolve) => client.once(Events.ClientReady, resolve));
    await client.login(token);
    await ready;
  } catch (error) {
    if (closed.includes(GatewayCloseCodes.DisallowedIntents)) throw new IntentsRefused();
    if (closed.includes(GatewayCloseCodes.ShardingRequired)) throw new ShardsRefused();
    throw error;
  } finally {
    clearInterval(awake);
  }
  const applicationId = client.application?.id;
  if (applicationId === undefined) throw new Error('ready without an application');
  return applicationId;
}

/** Whether interactions arrive now, on every shard of this process. */
export function isConnected(client: Client): boolean {
  return client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready);
}
