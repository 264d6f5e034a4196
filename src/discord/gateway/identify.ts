import { setTimeout as pause } from 'node:timers/promises';
import { type IIdentifyThrottler, SimpleIdentifyThrottler } from 'discord.js';
import type { Ms } from '../../clock.ts';
import type { Log } from '../../log.ts';

/** How often a bot may still connect, and when that begins again: Discord's "session start limit". */
export interface ConnectionsLeft {
  readonly total: number;
  readonly remaining: number;
  readonly reset_after: Ms;
}

/** What discord.js' connections tell of Discord's gateway. */
interface Gateway {
  fetchGatewayInformation(): Promise<{
    readonly session_start_limit: ConnectionsLeft & { readonly max_concurrency: number };
  }>;
  getShardIds(): Promise<readonly number[]>;
}

/**
 * How long to wait before the next connection. Who uses up Discord's limit of a day loses the token, as a bot does that ends after each
 * start and is started again at once. From three quarters on, what is left is therefore spread over what is left of the day.
 */
export function waitBefore({ total, remaining, reset_after: left }: ConnectionsLeft, shards: number): Ms {
  return remaining * 4 >= total ? 0 : Math.round((left * shards) / Math.max(remaining, 1));
}

/** discord.js' own way to keep connections apart, which waits first where few of them are left. Real time, as Discord's. */
export async function careful(gateway: Gateway, log: Log): Promise<IIdentifyThrottler> {
  const { session_start_limit: limit } = await gateway.fetchGatewayInformation();
  const { length } = await gateway.getShardIds();
  const wait = waitBefore(limit, length);
  const until = performance.now() + wait;
  const throttler = new SimpleIdentifyThrottler(limit.max_concurrency);
  if (wait > 0) {
    const said = { left: limit.remaining, of: limit.total, seconds: Math.round(wait / 1000) };
    log.warn(said, 'the bot has connected to Discord too often today: it waits before it does so again');
  }
  return {
    async waitForIdentify(shardId, signal) {
      if (until > performance.now()) await pause(until - performance.now(), undefined, { signal });
      await throttler.waitForIdentify(shardId, signal);
    },
  };
}
