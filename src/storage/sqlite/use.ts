import { DatabaseSync } from 'node:sqlite';
import { isBusy } from '../sql/unavailable.ts';

/**
 * Whether another process has a SQLite file open: only who is alone with a file may change how its log is kept. The log is
 * left as it was found.
 */
export function isInUse(file: string): boolean {
  const database = new DatabaseSync(file, { timeout: 0 });
  try {
    database.exec('PRAGMA journal_mode = DELETE');
    database.exec('PRAGMA journal_mode = WAL');
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw error;
  } finally {
    database.close();
  }
}
