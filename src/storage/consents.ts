import { existsSync } from 'node:fs';
import type { Who } from '../base/member-ref.ts';
import type { Ms } from '../clock.ts';
import { fileOf, openDatabase } from './open-database.ts';
import { whoOf } from './sql/columns.ts';
import { orUnavailable } from './sql/unavailable.ts';

/** A consent, as the journal keeps it. */
export interface Consent extends Who {
  readonly at: Ms;
  /** Of the words; empty where it cannot be read. */
  readonly version: string;
}

/** Rows that are read at once, so that memory does not grow with them. */
const AT_ONCE = 1_000;

/**
 * Every consent that a database still holds, the earliest first, given on some at a time. It may be in use by a running bot. Throws
 * `StoreUnavailable`.
 * @returns false where there is no such file
 */
export function readConsents(databaseUrl: string, take: (consents: readonly Consent[]) => void): Promise<boolean> {
  return orUnavailable(async () => {
    const file = fileOf(databaseUrl);
    if (file !== undefined && !existsSync(file)) return false;
    const database = await openDatabase(databaseUrl);
    try {
      for (let after = 0; ; ) {
        const rows = await database.patient
          .selectFrom('journal')
          .select(['id', 'server_id', 'member_id', 'happened_at', 'why'])
          .where('what', '=', 'consented')
          .where('id', '>', after)
          .orderBy('id')
          .limit(AT_ONCE)
          .execute();
        take(rows.map((row) => ({ ...whoOf(row), at: row.happened_at, version: row.why ?? '' })));
        const last = rows.at(-1);
        if (!last) return true;
        after = Number(last.id);
      }
    } finally {
      await database.close();
    }
  });
}
