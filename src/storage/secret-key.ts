import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StoreUnavailable } from '../base/store-unavailable.ts';
import { asStoreFailure } from './sql/unavailable.ts';

export interface SecretKey {
  /** 32 bytes. */
  readonly key: Buffer;
  /** Made just now: losing the data folder from here on loses every phone key. */
  readonly created: boolean;
}

/**
 * The key that an installation without `SECRET_KEY` keeps in the file `secret.key` of its data folder, made when missing.
 * Two processes starting at once end with the same key.
 * @throws StoreUnavailable, naming the file and never its content, when it cannot be used or does not hold 32 bytes in base64.
 */
export function readOrCreateSecretKey(dataFolder: string): SecretKey {
  const file = join(dataFolder, 'secret.key');
  try {
    const created = read(file) === undefined && create(dataFolder, file);
    return { key: decode(readFileSync(file, 'utf8'), file), created };
  } catch (error) {
    throw asStoreFailure(error);
  }
}

/** The same without making one; undefined where there is none. @throws StoreUnavailable as `readOrCreateSecretKey` */
export function readSecretKey(dataFolder: string): Buffer | undefined {
  const file = join(dataFolder, 'secret.key');
  try {
    const text = read(file);
    return text === undefined ? undefined : decode(text, file);
  } catch (error) {
    throw asStoreFailure(error);
  }
}

/** Where the database file lies, and with it the key that was made for it. A database in memory keeps its key in `data`. */
export function dataFolder(databaseUrl: string): string {
  const file = databaseUrl.replace(/^sqlite:/, '');
  return file === ':memory:' ? 'data' : dirname(file);
}

function decode(text: string, file: string): Buffer {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, 'base64');
  if (key.length !== 32 || key.toString('base64') !== trimmed) {
    throw new StoreUnavailable(`${file} must hold 32 random bytes in base64. Restore it from a backup.`);
  }
  return key;
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** Written whole under another name, then linked: a process that sees the file sees all of it. False when another process was first. */
function create(folder: string, file: string): boolean {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const draft = `${file}.${randomBytes(8).toString('hex')}`;
  writeFileSync(draft, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    unlinkSync(draft);
  }
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
