import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect } from 'vitest';
import { systemClock } from '../../src/clock.ts';
import { openStores, type StoreAddress, type Stores } from '../../src/storage/stores.ts';

/** The settings that lead a bot to its stores. */
export function settingsFor({ databaseUrl, redisUrl }: StoreAddress): Record<string, string> {
  return { DATABASE_URL: databaseUrl, ...(redisUrl === undefined ? {} : { REDIS_URL: redisUrl }) };
}

/**
 * Looks at what a bot that died has left, and holds a database file to be whole. It is looked at in a copy, so that what
 * a crash leaves in it is the next bot's to recover from.
 */
export async function lookAt<T>(
  address: StoreAddress,
  secretKey: Buffer,
  look: (stores: Stores) => Promise<T>,
): Promise<T> {
  const [, file] = /^sqlite:(.+)$/.exec(address.databaseUrl) ?? [];
  if (file === undefined) return lookInto(address, secretKey, look);
  const copy = copyOf(file);
  try {
    expectWhole(copy);
    return await lookInto({ ...address, databaseUrl: `sqlite:${copy}` }, secretKey, look);
  } finally {
    rmSync(dirname(copy), { recursive: true });
  }
}

async function lookInto<T>(address: StoreAddress, secretKey: Buffer, look: (stores: Stores) => Promise<T>) {
  const stores = await openStores(address, { secretKey, clock: systemClock() });
  try {
    return await look(stores);
  } finally {
    await stores.close();
  }
}

/** The file with its log, in a folder of their own. */
function copyOf(file: string): string {
  const copy = join(dirname(file), 'copy', 'latchkey.sqlite');
  mkdirSync(dirname(copy));
  for (const part of ['', '-wal'].filter((ending) => existsSync(file + ending))) cpSync(file + part, copy + part);
  return copy;
}

function expectWhole(file: string): void {
  const database = new DatabaseSync(file);
  expect(database.prepare('PRAGMA integrity_check').all()).toEqual([{ integrity_check: 'ok' }]);
  expect(database.prepare('PRAGMA foreign_key_check').all()).toEqual([]);
  database.close();
}
