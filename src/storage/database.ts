import type { Kysely } from 'kysely';
import type { Ms } from '../clock.ts';
import type { Scrub } from '../gate/ports.ts';
import type { Counters } from '../limits/counters.ts';
import type { Tables } from './schema.ts';
import { openSqlite, sqliteDatabase } from './sqlite.ts';

/** The database in which everything may last, with its tables up to date. */
export interface Database {
  /** For what a member waits for. Discord gives 3 s for an answer, so that a database that hangs has to fail before. */
  readonly quick: Kysely<Tables>;
  /**
   * As `quick`, for what nobody was promised: a power cut may take the last of what it writes, the end of the process takes
   * none (docs/decisions/0026-what-need-not-wait-for-the-disk.md).
   */
  readonly relaxed: Kysely<Tables>;
  /** For work on many rows, which may take longer. */
  readonly patient: Kysely<Tables>;
  readonly counters: Counters;
  readonly scrub: Scrub;
  /** May be called twice. */
  close(): Promise<void>;
}

/** The path in a URL of SQLite's; undefined for any other. */
export const fileOf = (url: string): string | undefined => /^sqlite:(.+)$/.exec(url)?.[1];

/**
 * @param url `sqlite:` and a path, `sqlite::memory:`, or `postgres://…`. Throws what the database threw.
 * @param clock by which counters end; the machine's, unless told
 */
export async function openDatabase(url: string, clock?: () => Ms): Promise<Database> {
  const file = fileOf(url);
  if (file !== undefined) return openSqlite(file, (opened) => sqliteDatabase(opened, clock));
  if (!/^postgres(ql)?:/.test(url)) throw new TypeError('A database URL starts with sqlite: or postgres://.');
  // Only who uses PostgreSQL pays for its driver.
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(url, clock);
}
