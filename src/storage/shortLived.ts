import { KeyvBridgeAdapter, type KeyvStorageAdapter } from 'keyv';
import { sql } from 'kysely';
import type { Counters } from '../limits/counters.ts';
import { createChallengeRows } from './challengeRows.ts';
import { createCounters } from './counters.ts';
import type { Database } from './database.ts';
import { orUnavailable } from './unavailable.ts';

/** What lives for minutes or a day and is asked for at every press: in Redis, or in the database with the rest. */
export interface ShortLived {
  readonly challenges: KeyvStorageAdapter;
  readonly counters: Counters;
  /** Makes a call to `challenges`; throws `StoreUnavailable` for whatever that failed with. */
  attempt<T>(call: () => Promise<T>): Promise<T>;
  /** Deletes what has expired and does not go by itself. */
  sweep(): Promise<void>;
  /** May be called twice. */
  close(): Promise<void>;
}

/** Keeps it in the database. All of it expires by the machine's clock, with which rate-limiter-flexible stamps its rows. */
export function keepInDatabase({ quick, patient, limiter }: Database): ShortLived {
  return {
    challenges: new KeyvBridgeAdapter(createChallengeRows(quick)),
    attempt: orUnavailable,

    counters: createCounters({
      add: (key, keepFor) =>
        orUnavailable(async () => (await limiter.penalty(key, 1, { customDuration: keepFor / 1000 })).consumedPoints),

      // Past the limiter, which would also go below zero; that would let one too many through.
      giveBack: (key) =>
        orUnavailable(async () => {
          await quick
            .updateTable('counters')
            .set({ points: sql`points - 1` })
            .where('key', '=', key)
            .where('points', '>', 0)
            .where('expire', '>', Date.now())
            .execute();
        }),

      // Past the limiter, which reads one key at a time.
      counts: (keys) =>
        orUnavailable(async () => {
          if (keys.length === 0) return [];
          const rows = await quick
            .selectFrom('counters')
            .select(['key', 'points'])
            .where('key', 'in', keys)
            .where('expire', '>', Date.now())
            .execute();
          const points = new Map(rows.map((row) => [row.key, row.points]));
          return keys.map((key) => points.get(key) ?? 0);
        }),
    }),

    sweep: async () => {
      await patient.deleteFrom('challenges').where('expires', '<=', Date.now()).execute();
      await patient.deleteFrom('counters').where('expire', '<=', Date.now()).execute();
    },
    close: async () => {},
  };
}
