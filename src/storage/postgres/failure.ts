import pg from 'pg';
import { StoreUnavailable } from '../../base/store-unavailable.ts';
import { isCauseName } from '../../log/cause.ts';
import { networkAdvice } from '../../network/advice.ts';
import { Refused, Unfit } from '../sql/unavailable.ts';

const reasons: Readonly<Record<string, string>> = {
  '25006': 'is read-only',
  '28000': 'does not let this user in',
  '28P01': 'does not accept the password',
  '3D000': 'has no such database',
  '3F000': 'has no schema to keep tables in',
  '42501': 'does not allow this user to do that',
  '53100': 'has no room left on its disk',
  '53300': 'has no connection left',
  '57014': 'took too long',
  '57P03': 'is still starting',
};

/** What to do about a refusal, where that is not the same as for most. */
const fixes: Readonly<Record<string, string>> = {
  '25006': 'Set DATABASE_URL to the primary server: this is a standby, or was made read-only.',
  '42501':
    'Make this user the owner of the database, or let it make tables: GRANT CREATE, USAGE ON SCHEMA public TO its name (PostgreSQL 15 and newer let nobody else).',
  '53100': 'Make room on the disk of the PostgreSQL server.',
  '53300': 'Raise max_connections, or leave more connections to this user: each process holds up to 10.',
};

/** Protocol violation: by this a pooler refuses what it does not pass on. */
const PROTOCOL = '08P01';

/** Whether a pooler refused a parameter that a connection is to begin with. */
export const isStartupRefused = (error: unknown): boolean =>
  error instanceof pg.DatabaseError && error.code === PROTOCOL && /startup parameter/.test(error.message);

/**
 * What to throw for what the driver failed with: `StoreUnavailable`, or `error` itself where the mistake is ours. The message is
 * made of fixed words and codes only: PostgreSQL's own may quote what was being stored.
 */
export function asPostgresFailure(error: unknown): unknown {
  if (error instanceof StoreUnavailable || !(error instanceof Error)) return error;
  if (error instanceof TypeError || error instanceof RangeError) return error;
  if (error instanceof pg.DatabaseError && error.code !== undefined) return refusal(error, error.code);
  // The driver has no code for it.
  if (error.message === 'The server does not support SSL connections')
    return new Unfit('PostgreSQL does not speak TLS.', NO_TLS);
  const code = 'code' in error && isCauseName(error.code) ? error.code : '';
  // The driver reads certificates as it connects.
  if ('syscall' in error && error.syscall === 'open')
    return new Unfit(`A file that DATABASE_URL names cannot be read (${code}).`, FILES);
  const problem = `PostgreSQL does not answer${code && ` (${code})`}.`;
  const fix = networkAdvice(code);
  return fix === undefined ? new StoreUnavailable(problem) : new Unfit(problem, `${fix} ${OWN_AUTHORITY}`);
}

function refusal(error: pg.DatabaseError, code: string): StoreUnavailable {
  if (isStartupRefused(error))
    return new Unfit(`A pooler before PostgreSQL refuses a parameter (SQLSTATE ${code}).`, POOLER);
  if (code === PROTOCOL && /pooling/.test(error.message))
    return new Unfit(`A pooler before PostgreSQL allows no transactions (SQLSTATE ${code}).`, POOL_MODE);
  return new Refused(`PostgreSQL ${reasons[code] ?? 'refused'}`, code, fixes[code]);
}

const OWN_AUTHORITY = 'For PostgreSQL alone, add sslrootcert=/path/to/authority.pem to DATABASE_URL.';
const FILES = 'Check sslrootcert, sslcert and sslkey in DATABASE_URL, and that this user may read those files.';
const POOLER =
  'Remove options from DATABASE_URL (a search_path may be set for the user: ALTER ROLE … SET search_path), or name it in ignore_startup_parameters of PgBouncer.';
const POOL_MODE = 'Set pool_mode of PgBouncer to transaction or session.';
const NO_TLS = 'Switch on ssl on the server, or leave sslmode out of DATABASE_URL where the way to it is safe.';
