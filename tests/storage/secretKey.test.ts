import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { loadSecretKey } from '../../src/storage/secretKey.ts';
import { runChildren } from './children/run.ts';
import { freshFolder } from './support.ts';

const base64 = Buffer.alloc(32, 7).toString('base64');

describe('the secret key', () => {
  test('comes from the environment when it is set there, and no file is made', () => {
    const folder = freshFolder();
    expect(loadSecretKey(` ${base64}\n`, folder)).toEqual({ key: Buffer.alloc(32, 7), origin: 'environment' });
    expect(readdirSync(folder)).toEqual([]);
  });

  test.each([undefined, '', '  '])(
    'is made once when the environment says %j, and is the same from then on',
    (unset) => {
      const folder = join(freshFolder(), 'data');

      const first = loadSecretKey(unset, folder);
      const second = loadSecretKey(unset, folder);

      expect(first.origin).toBe('created');
      expect(first.key).toHaveLength(32);
      expect(second).toEqual({ key: first.key, origin: 'file' });
      expect(readdirSync(folder)).toEqual(['secret.key']);
    },
  );

  test('its file and folder are for this user only', () => {
    const folder = join(freshFolder(), 'data');
    loadSecretKey(undefined, folder);
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
    expect(() => loadSecretKey(wrong, folder)).toThrow(/^SECRET_KEY must be 32 random bytes/);
    expect(() => loadSecretKey(undefined, folder)).toThrow(/secret\.key must be 32 random bytes/);
    expect(() => loadSecretKey(wrong, folder)).not.toThrow(wrong);
  });

  test('processes that start at the same time end with the same key', async () => {
    const folder = freshFolder();
    const keys = await runChildren(6, 'secretKey.ts', [folder]);

    expect(new Set(keys)).toEqual(new Set([readFileSync(join(folder, 'secret.key'), 'utf8').trim()]));
    expect(readdirSync(folder)).toEqual(['secret.key']);
  });
});
