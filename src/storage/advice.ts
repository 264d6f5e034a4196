import { traceOf } from '../log/trace.ts';
import { Refused, Unfit } from './sql/unavailable.ts';
import type { StorageProblem, StoreAddress } from './stores.ts';

/** What an operator has to do where the stores cannot be opened or written, by what they failed with. */
export function storeAdvice({ databaseUrl, redisUrl }: StoreAddress, error?: unknown): string {
  if ((error instanceof Unfit || error instanceof Refused) && error.fix !== undefined) return error.fix;
  const redis = redisUrl === undefined ? '' : ' Check REDIS_URL, and that Redis runs.';
  return databaseUrl.startsWith('sqlite:')
    ? `Check that the folder in DATABASE_URL exists, is on a disk of this machine, belongs to this user and has room, and that the disk is writable.${redis}`
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
  const { says, todo } = problemWords(problem);
  return `${says}: ${todo}`;
}

/** What a problem is, and what to do about it. */
export function problemWords(problem: StorageProblem): { readonly says: string; readonly todo: string } {
  switch (problem.is) {
    case 'unreadableChallenge':
      return {
        says: 'a challenge could not be read; it may have been stored with a different SECRET_KEY',
        todo: 'its member has to start again',
      };
    case 'sweepFailed':
      return {
        says: 'expired data could not be deleted',
        todo: 'it is no longer used, and the bot tries again in a minute',
      };
    case 'redisForgets':
      return {
        says: `Redis deletes limits when it runs out of memory (maxmemory-policy ${problem.policy})`,
        todo: 'set it to noeviction',
      };
    case 'redisForgetsAtRestart':
      return {
        says: 'Redis loses limits and codes when it restarts (appendonly no)',
        todo: 'set appendonly to yes',
      };
    case 'networkDisk':
      return {
        says: `the database file is on a network file system (${problem.fileSystem})`,
        todo: "SQLite's locks do not work there; put it on a disk of this machine, or use PostgreSQL",
      };
  }
}
