import { traceOf } from '../log/trace.ts';
import type { StorageProblem, StoreAddress } from './stores.ts';

/** What an operator has to look at where the stores cannot be opened or written. */
export function storeAdvice({ databaseUrl, redisUrl }: StoreAddress): string {
  const redis = redisUrl === undefined ? '' : ' Check REDIS_URL, and that Redis runs.';
  return databaseUrl.startsWith('sqlite:')
    ? `Check that the folder in DATABASE_URL exists, belongs to this user and has room, and that the disk is writable.${redis}`
    : `Check DATABASE_URL (host, port, user, password, database), and that the server runs, lets this machine in and takes writes.${redis}`;
}

/** What else the log has to say of a problem. */
export function fieldsOf(problem: StorageProblem) {
  return problem.is === 'sweepFailed'
    ? { problem: problem.is, cause: traceOf(problem.error) }
    : { problem: problem.is };
}

/** A problem in words, for the log. */
export function describeProblem(problem: StorageProblem): string {
  switch (problem.is) {
    case 'unreadableChallenge':
      return 'a challenge could not be read, as with another SECRET_KEY: its member has to start again';
    case 'sweepFailed':
      return 'what has expired could not be deleted; it counts as gone, and is tried again in a minute';
    case 'redisForgets':
      return `Redis makes room by forgetting limits (maxmemory-policy ${problem.policy}): set it to noeviction`;
  }
}
