import type { Ms } from '../clock.ts';
import type { Database } from './database.ts';
import { openSqlite, sqliteDatabase } from './sqlite/sqlite.ts';

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
  const { openPostgres } = await import('./postgres/postgres.ts');
  return openPostgres(url, clock);
}
