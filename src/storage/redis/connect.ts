import { RedisClient as Client } from '@redis/client';
import type { Ms } from '../../clock.ts';
import { inTime } from './failure.ts';
import { scripts } from './scripts.ts';
import { type Forgets, judgeRedis } from './server.ts';

/** Discord gives 3 s for an answer, so that a Redis that hangs has to fail before. */
export const ANSWER_WITHIN: Ms = 2000;
const CONNECT_WITHIN: Ms = 5000;
/** A connection that has died without a word is noticed by pings that stay unanswered, and replaced. */
const PING_EVERY: Ms = 2000;
const SILENT_FOR: Ms = 6000;

/** Made once: for each address, `createClient` would put all commands of Redis into a class of its own. */
const newClient = Client.factory({ scripts });

/** A client that is connected, and what its keys begin with. @throws StoreUnavailable as `openRedis` */
export async function connectToRedis(url: string) {
  const client = connectionTo(url);
  await started(client);
  return { client, prefix: new URL(url).searchParams.get('prefix') ?? 'latchkey' };
}

/** A client that tries once at first, and for ever once it has been connected. */
function connectionTo(url: string) {
  let wasReady = false;
  const client = newClient({
    url,
    disableOfflineQueue: true,
    pingInterval: PING_EVERY,
    // Each call is given up by `inTime`. The client's own timers cannot be stopped, and one for each command takes longer than the command.
    commandOptions: { timeout: 0 },
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

export type RedisClient = ReturnType<typeof connectionTo>;

async function started(client: RedisClient): Promise<void> {
  try {
    await inTime(CONNECT_WITHIN, client.connect());
  } catch (error) {
    if (client.isOpen) client.destroy();
    throw error;
  }
}

/** Has the client look up the address again. What was asked in that time fails, and works at the next press. */
export function connectAgain(client: RedisClient): void {
  if (!client.isReady) return;
  client.destroy();
  client.connect().catch(() => {});
}

/** Looks what kind of Redis it is, and writes as the bot will: several keys in one step. */
export async function examine(client: RedisClient, prefix: string, onForgetful: (how: Forgets) => void): Promise<void> {
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
