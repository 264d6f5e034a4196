import type { Ms } from '../../clock.ts';
import type { Counters } from '../../limits/counters.ts';
import type { Database } from '../database.ts';
import { createOtpStateAdapter, type OtpStateAdapter } from '../otp-state/adapter.ts';
import { createChallengeRows } from '../otp-state/rows.ts';

/** What lives for minutes or a day and is asked for at every press: in Redis, or in the database with the rest. */
export interface ShortLived {
  readonly challenges: OtpStateAdapter;
  readonly counters: Counters;
  /** It is in the database with the rest, and not in Redis. */
  readonly isInDatabase: boolean;
  /** Deletes what has expired and does not go by itself. */
  sweep(): Promise<void>;
  /** Makes what was deleted or has expired leave the disk too, as far as that is allowed. Never throws. */
  scrub(): Promise<void>;
  /** May be called twice. */
  close(): Promise<void>;
}

/** Keeps it in the database. All of it expires by `clock`, which also stamps the rows. */
export function keepInDatabase(
  { quick, relaxed, patient, counters }: Database,
  clock: () => Ms = Date.now,
): ShortLived {
  return {
    challenges: createOtpStateAdapter(createChallengeRows({ quick, relaxed }, clock)),
    counters,
    isInDatabase: true,
    sweep: async () => {
      await patient.deleteFrom('challenges').where('expires', '<=', clock()).execute();
      await patient.deleteFrom('counters').where('expire', '<=', clock()).execute();
    },
    scrub: async () => {},
    close: async () => {},
  };
}
