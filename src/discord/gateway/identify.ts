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

/** What discord.js' connections know about Discord's gateway. */
interface Gateway {
  /** @param force asks Discord, even where it is known; known is what it said when the process started, for as long as its day lasts */
  fetchGatewayInformation(force?: boolean): Promise<{
    readonly session_start_limit: ConnectionsLeft & { readonly max_concurrency: number };
  }>;
  getShardIds(): Promise<readonly number[]>;
}

/**
 * How long to wait before the next connection. A bot that uses up Discord's limit of a day loses the token, as a bot does that ends after each
 * start and is started again at once. From three quarters on, what is left is therefore spread over what is left of the day.
 */
export function waitBefore({ total, remaining, reset_after: left }: ConnectionsLeft, shards: number): Ms {
  return remaining * 4 >= total ? 0 : Math.round((left * shards) / Math.max(remaining, 1));
}

/** How old Discord's figures may be: others connect with the same token, and the day that they are of ends. */
const FRESH_FOR: Ms = 60_000;

interface Time {
  readonly now: () => Ms;
  /** Rejects once the signal is aborted. */
  readonly pause: (wait: Ms, signal: AbortSignal) => Promise<unknown>;
}

/** Real time, as Discord's. */
const realTime: Time = {
  now: () => performance.now(),
  pause: (wait, signal) => pause(wait, undefined, { signal }),
};

/**
 * Keeps a shard's connections as far apart as what is left of them asks for by Discord's figures of now, or by the last ones where it does
 * not answer. Rejects where it cannot have any.
 * @returns waits until a shard may connect; rejects once the signal is aborted
 */
export async function createSpacing(gateway: Gateway, log: Log, { now, pause }: Time = realTime) {
  const { length: shards } = await gateway.getShardIds();
  const read = async (force: boolean) => {
    const { session_start_limit: limit } = await gateway.fetchGatewayInformation(force);
    return { limit, at: now(), used: 0 };
  };
  const startedAt = now();
  const lastOf = new Map<number, Ms>();
  const told = new Set<number>();
  let known = await read(false);
  let [asking, askedAt]: [Promise<void>, Ms] = [Promise.resolve(), known.at];

  async function refresh(): Promise<void> {
    known = await read(true).catch(() => known);
  }

  async function left(): Promise<ConnectionsLeft> {
    if (now() - askedAt >= FRESH_FOR) [asking, askedAt] = [refresh(), now()];
    await asking;
    const { limit, at, used } = known;
    const reset_after = Math.max(0, limit.reset_after - (now() - at));
    return { total: limit.total, remaining: Math.max(0, limit.remaining - used), reset_after };
  }

  return async (shard: number, signal: AbortSignal): Promise<void> => {
    const few = await left();
    signal.throwIfAborted();
    const since = now() - (lastOf.get(shard) ?? startedAt);
    const wait = waitBefore({ ...few, reset_after: few.reset_after + since }, shards) - since;
    if (wait > 0) {
      const said = { left: few.remaining, of: few.total, seconds: Math.round(wait / 1000) };
      if (!told.has(shard))
        log.warn(said, 'the bot has connected to Discord too often today: waiting before the next connection');
      told.add(shard);
      await pause(wait, signal);
    }
    told.delete(shard);
    lastOf.set(shard, now());
    known.used += 1;
  };
}

/** discord.js' own way to keep connections apart, which waits first where few of them are left. */
export async function careful(gateway: Gateway, log: Log): Promise<IIdentifyThrottler> {
  const { session_start_limit: limit } = await gateway.fetchGatewayInformation();
  const spaced = await createSpacing(gateway, log);
  const throttler = new SimpleIdentifyThrottler(limit.max_concurrency);
  return {
    async waitForIdentify(shardId, signal) {
      await spaced(shardId, signal);
      await throttler.waitForIdentify(shardId, signal);
    },
  };
}
