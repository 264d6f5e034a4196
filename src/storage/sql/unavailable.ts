import { StoreUnavailable } from '../../base/store-unavailable.ts';

const SQLITE_CONSTRAINT_UNIQUE = 2067;
const SQLITE_BUSY = 5;

const UNIQUE_VIOLATION = '23505';

/** The database answered with an error. */
export class Refused extends StoreUnavailable {
  /** PostgreSQL's SQLSTATE, or SQLite's extended code. */
  readonly code: string | number;

  /** What to do about it, where more can be said than of most. */
  readonly fix: string | undefined;

  constructor(what: string, code: string | number, fix?: string) {
    super(`${what} (${typeof code === 'string' ? 'SQLSTATE' : 'SQLite code'} ${code}).`);
    this.code = code;
    this.fix = fix;
  }
}

/** A server or a disk that works, and is none that everything can last on. */
export class Unfit extends StoreUnavailable {
  /** What to do about it, for the operator. */
  readonly fix: string;

  constructor(problem: string, fix: string) {
    super(problem);
    this.fix = fix;
  }
}

/** Of two that raced for one place the other was first. */
export const isDuplicate = (error: unknown): boolean =>
  error instanceof Refused && (error.code === UNIQUE_VIOLATION || error.code === SQLITE_CONSTRAINT_UNIQUE);

/** Another connection holds the file; worth another try a moment later. */
export function isBusy(error: unknown): boolean {
  return error instanceof Error && 'errcode' in error && error.errcode === SQLITE_BUSY;
}

/**
 * What to throw for `error`: `StoreUnavailable` when the database or the file system failed, else `error` itself, which is then a bug.
 * The message is made of fixed words and codes only: a driver's own text may quote what was being stored.
 */
export function asStoreFailure(error: unknown): unknown {
  if (!(error instanceof Error) || error instanceof StoreUnavailable) return error;
  if ('errcode' in error && 'errstr' in error) {
    return new Refused(`The database refused: ${error.errstr}`, Number(error.errcode));
  }
  if ('code' in error && error.code === 'ERR_INVALID_STATE') return new StoreUnavailable('The database is closed.');
  if ('syscall' in error && 'code' in error) {
    return new StoreUnavailable(`The database file cannot be used (${error.code}).`);
  }
  return error;
}

/** Runs `work`; whatever the store fails with is thrown as `StoreUnavailable`. A statement of kysely fails so by itself. */
export async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asStoreFailure(error);
  }
}
