import { createClient, ErrorReply } from '@redis/client';
import { StoreUnavailable } from '../../base/store-unavailable.ts';
import type { Ms } from '../../clock.ts';
import { causeOf } from '../../log/cause.ts';
import { networkAdvice } from '../../network/advice.ts';
import { Unfit } from '../sql/unavailable.ts';
import { scripts } from './scripts.ts';
import { CLUSTER, type Forgets, judgeRedis } from './server.ts';
import type { ShortLived } from './short-lived.ts';

/** How soon the append-only file is written anew again, without what is gone: it is asked for at every deletion and once a day. */
const REWRITE_EVERY: Ms = 60 * 60_000;
/** Discord gives 3 s for an answer, so that a Redis that hangs has to fail before. */
const ANSWER_WITHIN: Ms = 2000;
const CONNECT_WITHIN: Ms = 5000;
/** A connection that has died without a word is noticed by pings that stay unanswered, and replaced. */
const PING_EVERY: Ms = 2000;
const SILENT_FOR: Ms = 6000;

/**
 * Keeps challenges and counters in Redis or Valkey, where they expire by themselves.
 * @param url `redis://` or `rediss://`; `?prefix=name` sets apart several installations on one Redis
 * @param onForgetful told by what Redis may forget limits
 * @throws StoreUnavailable when Redis cannot be reached or does not let us in, `Unfit` where it cannot keep what it is told
 */
export async function openRedis(url: string, onForgetful: (how: Forgets) => void): Promise<ShortLived> {
  const { client, prefix } = await connectToRedis(url);
  await examine(client, prefix, onForgetful);

  const attempt = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await inTime(ANSWER_WITHIN, call());
    } catch (error) {
      if (error instanceof Demoted) connectAgain(client);
      throw error;
    }
  };
  const place = (key: string) => `${prefix}:challenge:${key}`;
  const counter = (key: string) => `${prefix}:counter:${key}`;

  let rewrittenAt = Number.NEGATIVE_INFINITY;

  return {
    challenges: {
      get: (key) => attempt(async () => (await client.get(place(key))) ?? undefined),
      replace: (key, before = '', value, keepFor) =>
        attempt(async () => (await client.replaceValue([place(key)], [before, value, Math.ceil(keepFor)])) === 1),
      remove: (key) => attempt(async () => (await client.del(place(key))) === 1),
    },
    counters: {
      take: (takes) =>
        attempt(async () => {
          const keys = takes.map(({ key }) => counter(key));
          const counts = await client.takeAll(
            keys,
            takes.flatMap(({ limit, keepFor }) => [limit, Math.max(1, Math.ceil(keepFor))]),
          );
          const [first = 0] = counts;
          return first < 0 ? { is: 'refused', by: -first - 1 } : { is: 'taken', counts };
        }),
      giveBack: (keys) => attempt(async () => void (await client.giveBack(keys.map(counter)))),
      clear: (keys) => attempt(async () => void (keys.length > 0 && (await client.del(keys.map(counter))))),
      counts: (keys) =>
        attempt(async () => (keys.length === 0 ? [] : (await client.mGet(keys.map(counter))).map(Number))),
    },
    sweep: async () => {},
    // Where it keeps no append-only file, or does not let us, nothing is written anew. Where it does not say, it may keep one.
    async scrub() {
      if (performance.now() < rewrittenAt + REWRITE_EVERY) return;
      rewrittenAt = performance.now();
      const keepsNone = (await attempt(() => client.info('persistence')).catch(() => '')).includes('aof_enabled:0');
      if (!keepsNone) await attempt(() => client.bgRewriteAof()).catch(() => undefined);
    },
    close: async () => {
      if (!client.isOpen) return;
      await inTime(ANSWER_WITHIN, client.close()).catch(() => client.destroy());
    },
  };
}

/** A client that is connected, and what its keys begin with. @throws StoreUnavailable as `openRedis` */
export async function connectToRedis(url: string) {
  const client = connectionTo(url);
  await started(client);
  return { client, prefix: new URL(url).searchParams.get('prefix') ?? 'latchkey' };
}

/** A client that tries once at first, and for ever once it has been connected. */
function connectionTo(url: string) {
  let wasReady = false;
  const client = createClient({
    url,
    scripts,
    disableOfflineQueue: true,
    pingInterval: PING_EVERY,
    socket: {
      connectTimeout: CONNECT_WITHIN,
      socketTimeout: SILENT_FOR,
      reconnectStrategy: (retries) => wasReady && Math.min(50 * 2 ** retries, 1000),
    },
  });
  client.once('ready', () => {
    wasReady = true;
  });
  // A connection that breaks is replaced by itself. Unheard, its error would end the process.
  client.on('error', () => {});
  return client;
}

type Client = ReturnType<typeof connectionTo>;

async function started(client: Client): Promise<void> {
  try {
    await inTime(CONNECT_WITHIN, client.connect());
  } catch (error) {
    if (client.isOpen) client.destroy();
    throw error;
  }
}

/** Has the client look up the address again. What was asked meanwhile fails, and works at the next press. */
function connectAgain(client: Client): void {
  if (!client.isReady) return;
  client.destroy();
  client.connect().catch(() => {});
}

/** Looks what kind of Redis it is, and writes as the bot will: several keys in one step. */
async function examine(client: Client, prefix: string, onForgetful: (how: Forgets) => void): Promise<void> {
  // Where asking is forbidden, the write has to do.
  const info = await inTime(ANSWER_WITHIN, client.info()).catch(() => '');
  for (const how of judgeRedis(info)) onForgetful(how);
  const keys = ['a', 'b', 'c'].map((name) => `${prefix}:check:${name}`);
  try {
    await inTime(
      ANSWER_WITHIN,
      client.takeAll(
        keys,
        keys.flatMap(() => [Number.MAX_SAFE_INTEGER, 1000]),
      ),
    );
  } catch (error) {
    await client.close().catch(() => client.destroy());
    throw error;
  }
}

/** Redis takes no writes, as a server that was the primary before a failover: its connections stay, and lead to it for ever. */
class Demoted extends StoreUnavailable {}

/** What came of `call`; `StoreUnavailable` when it failed or took longer than `limit` ms. */
async function inTime<T>(limit: Ms, call: Promise<T>): Promise<T> {
  const late = Promise.withResolvers<never>();
  const timer = setTimeout(() => late.reject(new StoreUnavailable('Redis does not answer.')), limit);
  try {
    return await Promise.race([call, late.promise]);
  } catch (error) {
    throw asRedisFailure(error);
  } finally {
    clearTimeout(timer);
  }
}

/** Fixed words and codes only: the text of an error may quote what was being stored. */
export function asRedisFailure(error: unknown): unknown {
  if (error instanceof StoreUnavailable || error instanceof TypeError || !(error instanceof Error)) return error;
  if (error instanceof ErrorReply) {
    const [code = ''] = /^[A-Z]+(?= )/.exec(error.message) ?? [];
    if (code === 'CROSSSLOT' || code === 'MOVED') return CLUSTER;
    const problem = `Redis ${reasons[code] ?? 'refused'} (${code}).`;
    return code === 'READONLY' ? new Demoted(problem) : new StoreUnavailable(problem);
  }
  const code = causeOf(error) ?? error.constructor.name;
  const fix = networkAdvice(code);
  const problem = `Redis does not answer (${code}).`;
  return fix === undefined ? new StoreUnavailable(problem) : new Unfit(problem, fix);
}

const reasons: Readonly<Record<string, string>> = {
  CLUSTERDOWN: 'is not whole',
  LOADING: 'is still starting',
  MASTERDOWN: 'has lost its primary server',
  MISCONF: 'cannot write to its disk',
  NOAUTH: 'asks for a password',
  NOREPLICAS: 'has too few replicas to take writes',
  NOPERM: 'does not allow this user to do that',
  OOM: 'is full',
  READONLY: 'is read-only',
  WRONGPASS: 'does not accept the password',
};
