import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createChallengeEncryption, createPastNumberCipher } from '../../src/storage/otp-state/cipher.ts';
import { secretKey } from './fixtures.ts';

const { encrypt, decrypt } = createPastNumberCipher(secretKey);
const place = '100:200';

describe('the cipher', () => {
  test('any text comes back as it was', () => {
    const rule = fc.property(fc.string({ unit: 'grapheme', maxLength: 300 }), fc.string(), (text, where) => {
      expect(decrypt(encrypt(text, where), where)).toBe(text);
    });
    fc.assert(rule);
  });

  test('the same text is never encrypted the same way twice', () => {
    const all = Array.from({ length: 100 }, () => encrypt('+14155550123', place));
    expect(new Set(all).size).toBe(100);
  });

  test('a value with any one byte changed is refused', () => {
    const [version, body = ''] = encrypt('{"value":1}', place).split('.');
    const bytes = Buffer.from(body, 'base64');
    for (let index = 0; index < bytes.length; index++) {
      const changed = Buffer.from(bytes);
      changed[index] = (changed[index] ?? 0) ^ 1;
      const stored = `${version}.${changed.toString('base64')}`;
      expect(decrypt(stored, place)).toBeUndefined();
    }
  });

  test('a value from another place is refused', () => {
    expect(decrypt(encrypt('{}', place), '100:201')).toBeUndefined();
  });

  test.each(['', 'v3.', 'v1.AAAA', 'v2.AAAA', 'v3.AAAA', 'v4.AAAA', '{"value":1}'])(
    'what it did not write is refused: "%s"',
    (stored) => {
      expect(decrypt(stored, place)).toBeUndefined();
    },
  );

  test('a value of a previous key is read, and what is written is not for it', () => {
    const [before, latest] = [Buffer.alloc(32, 'the key before'), Buffer.alloc(32, 'the latest key')];
    const rotated = createPastNumberCipher(latest, [before, secretKey]);
    expect(rotated.decrypt(encrypt('{"value":1}', place), place)).toBe('{"value":1}');
    expect(rotated.decrypt(rotated.encrypt('{"value":2}', place), place)).toBe('{"value":2}');
    expect(decrypt(rotated.encrypt('{}', place), place)).toBeUndefined();
  });

  test('a value of another key is refused', () => {
    const other = createPastNumberCipher(Buffer.alloc(32, 'another key'));
    const stored = other.encrypt('{}', place);
    expect(decrypt(stored, place)).toBeUndefined();
  });
});

describe('the encryption of challenges', () => {
  const challenges = createChallengeEncryption(secretKey);

  test('what is decrypted is told with the text that it came from', () => {
    const rule = fc.property(fc.jsonValue(), (value) => {
      const stored = challenges.encrypt(JSON.stringify(value));
      expect(JSON.parse(challenges.decrypt(stored))).toEqual(
        JSON.parse(JSON.stringify({ value: { version: stored, held: value } })),
      );
    });
    fc.assert(rule);
  });

  test.each(['', 'v3.AAAA', 'v5.', 'v5.AAAA', 'v4.AAAA', '"}', '{"value":1}'])(
    'what it did not write is named and holds nothing: %s',
    (stored) => {
      expect(JSON.parse(challenges.decrypt(stored))).toEqual({ value: { version: stored, held: null } });
    },
  );

  test('the two ciphers of one secret key do not read one another', () => {
    const body = challenges.encrypt('{}').slice(3);
    expect(decrypt(`v3.${body}`, '')).toBeUndefined();
    expect(JSON.parse(challenges.decrypt(`v5.${encrypt('{}', '').slice(3)}`)).value.held).toBeNull();
  });
});
