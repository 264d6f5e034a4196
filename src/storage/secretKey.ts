import { randomBytes } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, unlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export interface SecretKey {
  /** 32 bytes. */
  readonly key: Buffer;
  /** `created`: it was made just now, and losing the data folder from here on loses every phone key. */
  readonly origin: 'environment' | 'file' | 'created';
}

/**
 * The installation's secret: from `SECRET_KEY`, else from the file `secret.key` in `dataFolder`, which is made when missing.
 * Two processes starting at once end with the same key.
 * @param fromEnvironment 32 bytes in base64; blank counts as not set.
 * @throws Error naming the source, never its content, when it does not hold 32 bytes in base64.
 */
export function loadSecretKey(fromEnvironment: string | undefined, dataFolder: string): SecretKey {
  if (fromEnvironment?.trim()) return { key: decode(fromEnvironment, 'SECRET_KEY'), origin: 'environment' };
  const file = join(dataFolder, 'secret.key');
  const stored = read(file);
  if (stored !== undefined) return { key: decode(stored, file), origin: 'file' };
  const created = create(dataFolder, file);
  return { key: decode(readFileSync(file, 'utf8'), file), origin: created ? 'created' : 'file' };
}

function decode(text: string, source: string): Buffer {
  const trimmed = text.trim();
  const key = Buffer.from(trimmed, 'base64');
  if (key.length !== 32 || key.toString('base64') !== trimmed) {
    throw new Error(`${source} must be 32 random bytes in base64, 44 characters. "openssl rand -base64 32" makes one.`);
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

/** Written whole under another name, then linked: whoever sees the file sees all of it. False when another process was first. */
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
