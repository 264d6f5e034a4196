import { chmodSync, closeSync, copyFileSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { dataFolder } from '../secret-key.ts';
import { asStoreFailure } from '../sql/unavailable.ts';

export type Backup =
  /** `key`: whether the data folder keeps the secret key, which is then next to the copy. */
  | { readonly is: 'written'; readonly file: string; readonly key: boolean }
  /** There is no database to copy. */
  | { readonly is: 'sourceMissing'; readonly file: string }
  /** Nothing is written over. */
  | { readonly is: 'targetExists'; readonly file: string };

/**
 * Copies a SQLite database into `folder` as it is at one moment, also while others write to it, with the secret key of its
 * data folder. For this user only. What was deleted is not in the copy.
 * @param source the database's file
 * @throws StoreUnavailable when one of the two cannot be used, or the source is damaged.
 */
export function backUpSqlite(source: string, folder: string): Backup {
  const file = join(folder, basename(source));
  const key = join(dataFolder(`sqlite:${source}`), 'secret.key');
  const keyCopy = join(folder, 'secret.key');
  if (!existsSync(source)) return { is: 'sourceMissing', file: source };
  const existing = [file, keyCopy].find((path) => existsSync(path));
  if (existing !== undefined) return { is: 'targetExists', file: existing };
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    copyDatabase(source, file);
    const hasKey = existsSync(key);
    if (hasKey) copyPrivately(key, keyCopy);
    return { is: 'written', file, key: hasKey };
  } catch (error) {
    throw asStoreFailure(error);
  }
}

function copyDatabase(source: string, file: string): void {
  const database = new DatabaseSync(source, { timeout: 5000 });
  try {
    // SQLite writes into an empty file, too. One of its own could be read by all while it is written.
    closeSync(openSync(file, 'wx', 0o600));
    database.prepare('VACUUM INTO ?').run(file);
  } catch (error) {
    rmSync(file, { force: true });
    throw error;
  } finally {
    database.close();
  }
}

function copyPrivately(from: string, to: string): void {
  copyFileSync(from, to);
  chmodSync(to, 0o600);
}
