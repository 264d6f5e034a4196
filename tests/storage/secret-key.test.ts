import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { readOrCreateSecretKey } from '../../src/storage/secret-key.ts';
import { runChildren } from './children/run.ts';
import { freshFolder } from './support.ts';

const base64 = Buffer.alloc(32, 7).toString('base64');

describe('the secret key', () => {
  test('is made once, and is the same from then on', () => {
    const folder = join(freshFolder(), 'data');

    const first = readOrCreateSecretKey(folder);
    const second = readOrCreateSecretKey(folder);

    expect(first.created).toBe(true);
    expect(first.key).toHaveLength(32);
    expect(second).toEqual({ key: first.key, created: false });
    expect(readdirSync(folder)).toEqual(['secret.key']);
  });

  test('a folder that cannot be used is named as such', () => {
    expect(() => readOrCreateSecretKey('/dev/null/data')).toThrow(StoreUnavailable);
  });

  test('its file and folder are for this user only', () => {
    const folder = join(freshFolder(), 'data');
    readOrCreateSecretKey(folder);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(statSync(join(folder, 'secret.key')).mode & 0o777).toBe(0o600);
  });

  test.each([
    ['too short', Buffer.alloc(31).toString('base64')],
    ['too long', Buffer.alloc(33).toString('base64')],
    ['not base64', 'not a key at all, but exactly 44 characters!'],
    ['32 bytes with a stray character', `${base64.slice(0, 20)}!${base64.slice(20)}`],
    ['hexadecimal', 'ab'.repeat(32)],
  ])('a key that is %s is refused without being quoted', (_, wrong) => {
    const folder = freshFolder();
    writeFileSync(join(folder, 'secret.key'), wrong);
    expect(() => readOrCreateSecretKey(folder)).toThrow(/secret\.key must hold 32 random bytes/);
    expect(() => readOrCreateSecretKey(folder)).not.toThrow(wrong);
  });

  test('processes that start at the same time end with the same key', async () => {
    const folder = freshFolder();
    const keys = await runChildren(6, 'secret-key.ts', [folder]);

    expect(new Set(keys)).toEqual(new Set([readFileSync(join(folder, 'secret.key'), 'utf8').trim()]));
    expect(readdirSync(folder)).toEqual(['secret.key']);
  });
});
