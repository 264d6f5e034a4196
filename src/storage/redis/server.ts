import { Unfit } from '../sql/unavailable.ts';

/** What Redis may lose of what it was told, though nothing fails by it now. */
export type Forgets =
  /** Its memory is limited, and it makes room by forgetting, limits too. */
  | { readonly is: 'redisForgets'; readonly policy: string }
  /** It keeps everything in memory alone, or a copy of some minutes ago. */
  | { readonly is: 'redisForgetsAtRestart' };

export const CLUSTER = new Unfit(
  'Redis runs in cluster mode, which cannot take several limits at once.',
  'Set REDIS_URL to a Redis or Valkey without cluster mode, or remove it to store everything in the database.',
);

/**
 * Judges a server by what it says of itself.
 * @param info the answer to `INFO`
 * @throws Unfit
 */
export function judgeRedis(info: string): Forgets[] {
  const told = new Map([...info.matchAll(/^([a-z_]+):(.*?)\r?$/gm)].map(([, name = '', value = '']) => [name, value]));
  if (told.get('cluster_enabled') === '1' || told.get('redis_mode') === 'cluster') throw CLUSTER;
  if (told.get('redis_mode') === 'sentinel')
    throw new Unfit('This is Redis Sentinel, which keeps nothing.', 'Set REDIS_URL to the Redis that it watches over.');
  if (told.get('role') === 'slave')
    throw new Unfit('Redis is a replica: what is written there is not kept.', 'Set REDIS_URL to the primary server.');
  const policy = told.get('maxmemory_policy') ?? 'noeviction';
  const forgets = Number(told.get('maxmemory') ?? 0) > 0 && policy !== 'noeviction';
  return [
    ...(forgets ? [{ is: 'redisForgets', policy } as const] : []),
    ...(told.get('aof_enabled') === '0' ? [{ is: 'redisForgetsAtRestart' } as const] : []),
  ];
}
