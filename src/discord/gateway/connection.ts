import diagnostics from 'node:diagnostics_channel';
import { type Client, Events, ShardClientUtil, Status, WebSocketShardEvents } from 'discord.js';
import type { Clock, Ms } from '../../clock.ts';
import { causeOf } from '../../log/cause.ts';
import type { Log } from '../../log.ts';
import { refusalOf } from './refusal.ts';

/** Close codes of what the bot ends itself, or Discord ends as a matter of routine: discord.js takes the session up again. */
const routine = new Set([1000, 1001, 4200]);

/** What the log says of the connections, and for how long there has been none. */
export interface ConnectionWatch {
  /** Since when not every shard is connected: 0 while all are. */
  awayFor(): Ms;
  stop(): void;
}

/** Whether interactions arrive now, on every shard of this process. */
export function isConnected(client: Client): boolean {
  return client.isReady() && client.ws.shards.every(({ status }) => status === Status.Ready);
}

/** Of a server, by its shard: connected, not connected at this moment, or held by another process. */
export type ServerConnection = 'connected' | 'lost' | 'elsewhere';

/** Whether interactions of a server arrive at this process now. Which of the shards a server has is Discord's rule. */
export function connectionOf(client: Client, serverId: string): ServerConnection {
  const { shardCount } = client.options;
  if (!client.isReady() || shardCount === undefined) return 'lost';
  const shard = client.ws.shards.get(ShardClientUtil.shardIdForGuildId(serverId, shardCount));
  if (!shard) return 'elsewhere';
  return shard.status === Status.Ready ? 'connected' : 'lost';
}

/** Writes down what happens to the connections to Discord: each with its close code, or with the network's cause. */
export function watchConnections(client: Client, { clock, log }: { clock: Clock; log: Log }): ConnectionWatch {
  const heard = new Set<number>();
  let since: Ms | undefined = clock.now();

  function closed(shard: number, closeCode: number): void {
    since ??= clock.now();
    if (refusalOf(closeCode)) return;
    if (routine.has(closeCode)) log.info({ shard, closeCode }, 'the connection to Discord ended');
    else log.warn({ shard, closeCode }, 'the connection to Discord was lost: connecting again');
  }

  function connected(shard: number, words: string): void {
    log.info({ shard }, words);
    if (isConnected(client)) since = undefined;
    if (heard.has(shard)) return;
    heard.add(shard);
    client.ws.shards.get(shard)?.on(WebSocketShardEvents.Close, ({ code }: { code: number }) => closed(shard, code));
  }

  client.on(Events.ShardReady, (shard) => connected(shard, 'connected to Discord'));
  client.on(Events.ShardResume, (shard) => connected(shard, 'the connection to Discord is back'));
  client.on(Events.ClientReady, () => {
    since = undefined;
  });
  client.on(Events.ShardDisconnect, ({ code }, shard) => {
    if (refusalOf(code)) log.warn({ shard, closeCode: code }, 'Discord ended the connection for good');
  });
  client.on(Events.Error, (error) => log.warn(seen(error), 'the Discord client reports an error'));
  client.on(Events.ShardError, (error, shard) => {
    const [, status] = /^Unexpected server response: (\d{3})$/.exec(error.message) ?? [];
    // What else it may be is said below, or by the close code.
    if (status) log.warn({ shard, status: Number(status) }, "Discord's gateway refused a connection: trying again");
  });

  /** discord.js tries again without a word where the gateway cannot be reached. */
  function failed(message: unknown): void {
    const { request, error } = message as { request: { getHeader(name: string): unknown }; error: unknown };
    if (request.getHeader('upgrade') !== 'websocket') return;
    log.warn({ cause: causeOf(error) }, "Discord's gateway could not be reached: trying again");
  }
  diagnostics.subscribe('http.client.request.error', failed);
  return {
    awayFor() {
      if (since === undefined) return 0;
      // At the start the time may have been set back.
      since = Math.min(since, clock.now());
      return clock.now() - since;
    },
    stop: () => void diagnostics.unsubscribe('http.client.request.error', failed),
  };
}

const seen = (error: Error) => ({ name: error.name, cause: causeOf(error) });
