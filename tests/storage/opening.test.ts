import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { storeAdvice } from '../../src/storage/advice.ts';
import { asStoreFailure } from '../../src/storage/sql/unavailable.ts';
import { mia, sentChallenge } from './fixtures.ts';
import { loadChallenge, saveChallenge, takeOne } from './stored.ts';
import { freshFile, freshFolder, inParallel, openAt, openOn } from './support.ts';

const minute = 60_000;

describe('opening', () => {
  test.each([
    ['a folder', () => freshFolder()],
    ['below a file', () => join(writtenFile('text'), 'latchkey.sqlite')],
    ['no database', () => writtenFile('This is not a database. '.repeat(100))],
  ])('a path that is %s is refused as unavailable', async (_, path) => {
    await expect(openOn(path())).rejects.toThrow(StoreUnavailable);
  });

  test('an address of another kind is a mistake of the caller', async () => {
    await expect(openAt({ databaseUrl: 'mysql://127.0.0.1' })).rejects.toThrow(TypeError);
  });

  test('a migration that fails leaves no half of it behind', async () => {
    const file = freshFile();
    const before = new DatabaseSync(file);
    before.exec('CREATE TABLE server_settings (in_the_way TEXT)');

    await expect(openOn(file)).rejects.toThrow(StoreUnavailable);

    const tables = before.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all();
    before.close();
    expect(tables).toEqual([{ name: 'server_settings' }]);
  });

  test('a database that a newer version has changed is refused', async () => {
    const file = freshFile();
    await (await openOn(file)).close();
    const newer = new DatabaseSync(file);
    newer.exec("INSERT INTO kysely_migration VALUES ('9999-of-a-newer-version', '2999-01-01T00:00:00.000Z')");
    newer.close();
    await expect(openOn(file)).rejects.toThrow('9999-of-a-newer-version');
  });
});

describe('a store in use', () => {
  test('is writable, until it is closed', async () => {
    const stores = await openOn(freshFile());
    await stores.checkWritable();
    await stores.checkWritable();
    await stores.close();
    await expect(stores.checkWritable()).rejects.toThrow(StoreUnavailable);
  });

  test('may be closed twice', async () => {
    const stores = await openOn(freshFile());
    await stores.close();
    await stores.close();
  });

  test('works in memory, without a file', async () => {
    const stores = await openOn(':memory:');
    expect(await inParallel(3, () => takeOne(stores.counters, 'k', 2, minute))).toEqual([1, 2, undefined]);
    await saveChallenge(stores.challenges, mia, sentChallenge(), minute);
    expect(await loadChallenge(stores.challenges, mia)).toEqual(sentChallenge());
  });
});

test('what is not the fault of the store stays the error that it is', () => {
  const bug = new TypeError('a bug');
  expect(asStoreFailure(bug)).toBe(bug);
  expect(asStoreFailure('thrown text')).toBe('thrown text');
});

function writtenFile(text: string): string {
  const file = freshFile();
  rmSync(file, { force: true });
  writeFileSync(file, text);
  return file;
}

test('a file for TLS that DATABASE_URL names and nobody can read is named as such', async () => {
  const databaseUrl = `postgres://latchkey@127.0.0.1:9/latchkey?sslmode=verify-full&sslrootcert=${freshFolder()}/none.pem`;
  const failed = await openAt({ databaseUrl }).catch((error: unknown) => error);
  expect(String(failed)).toContain('A file that DATABASE_URL names cannot be read (ENOENT).');
  expect(storeAdvice({ databaseUrl }, failed)).toMatch(/^Check sslrootcert, sslcert and sslkey/);
});
