import { ErrorReply } from '@redis/client';
import { StoreUnavailable } from '../../base/store-unavailable.ts';
import type { Ms } from '../../clock.ts';
import { causeOf } from '../../log/cause.ts';
import { networkAdvice } from '../../network/advice.ts';
import { Unfit } from '../sql/unavailable.ts';
import { CLUSTER } from './server.ts';

/** Redis takes no writes, as a server that was the primary before a failover: its connections stay, and lead to it for ever. */
export class Demoted extends StoreUnavailable {}

/** What came of `call`; `StoreUnavailable` when it failed or took longer than `limit` ms. */
export async function inTime<T>(limit: Ms, call: Promise<T>): Promise<T> {
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
