import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createChallengeCipher, Undecryptable } from '../../src/storage/cipher.ts';
import { secretKey } from './fixtures.ts';

const { encrypt, decrypt } = createChallengeCipher(secretKey);

describe('the challenge cipher', () => {
  test('any text comes back as it was', async () => {
    const rule = fc.asyncProperty(fc.string({ unit: 'grapheme', maxLength: 300 }), async (text) => {
      expect(await decrypt(await encrypt(text))).toBe(text);
    });
    await fc.assert(rule);
  });

  test('the same text is never encrypted the same way twice', async () => {
    const all = await Promise.all(Array.from({ length: 100 }, () => encrypt('+14155550123')));
    expect(new Set(all).size).toBe(100);
  });

  test('a value with any one byte changed is refused', async () => {
    const [version, body = ''] = (await encrypt('{"value":1}')).split('.');
    const bytes = Buffer.from(body, 'base64');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const stored = `${version}.${changed.toString('base64')}`;
      expect(() => decrypt(stored)).toThrow(Undecryptable);
    }
  });

  test.each(['', 'v1.', 'v1.AAAA', 'v2.AAAA', '{"value":1}'])('what it did not write is refused: "%s"', (stored) => {
    expect(() => decrypt(stored)).toThrow(Undecryptable);
  });

  test('a value of a previous key is read, and what is written is not for it', async () => {
    const [before, latest] = [Buffer.alloc(32, 'the key before'), Buffer.alloc(32, 'the latest key')];
    const rotated = createChallengeCipher(latest, [before, secretKey]);
    expect(rotated.decrypt(await encrypt('{"value":1}'))).toBe('{"value":1}');
    expect(rotated.decrypt(await rotated.encrypt('{"value":2}'))).toBe('{"value":2}');
    const written = await rotated.encrypt('{}');
    expect(() => decrypt(written)).toThrow(Undecryptable);
  });

  test('a value of another key is refused', async () => {
    const other = createChallengeCipher(Buffer.alloc(32, 'another key'));
    const stored = await other.encrypt('{}');
    expect(() => decrypt(stored)).toThrow(Undecryptable);
  });
});
