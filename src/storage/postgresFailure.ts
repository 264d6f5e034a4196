import pg from 'pg';
import { StoreUnavailable } from '../otp/ports.ts';
import { Refused } from './unavailable.ts';

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
};

/**
 * What to throw for what the driver failed with: `StoreUnavailable`, or `error` itself where the mistake is ours. The message is
 * made of fixed words and codes only: PostgreSQL's own may quote what was being stored.
 */
export function asPostgresFailure(error: unknown): unknown {
  if (error instanceof TypeError || error instanceof RangeError || !(error instanceof Error)) return error;
  if (error instanceof pg.DatabaseError && error.code !== undefined)
    return new Refused(`PostgreSQL ${reasons[error.code] ?? 'refused'}`, error.code);
  const code = 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
  return new StoreUnavailable(`PostgreSQL does not answer${code}.`);
}
