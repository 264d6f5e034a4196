import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { KeyvEncryptionAdapter } from 'keyv';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/** Names key and layout of what follows, so that a later version can tell old values from new ones. */
const version = 'v1.';

/** The value was changed, cut, or encrypted with another key. Says nothing of what was in it. */
export class Undecryptable extends Error {
  override readonly name = 'Undecryptable';
}

/**
 * AES-256-GCM for Keyv (why our own: docs/decisions/0001-challenge-encryption.md).
 * A value is `v1.` and the base64 of nonce (12 bytes), tag (16 bytes) and ciphertext.
 * `decrypt` throws `Undecryptable`.
 * @param secretKey 32 bytes; the key in use is derived from it for this one purpose.
 * @param previousKeys those that values may still be encrypted with
 */
export function createChallengeCipher(secretKey: Buffer, previousKeys: readonly Buffer[] = []): KeyvEncryptionAdapter {
  const key = deriveKey(secretKey);
  const keys = [key, ...previousKeys.map(deriveKey)];

  return {
    encrypt(plain) {
      const nonce = randomBytes(nonceLength);
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(version));
      const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return version + Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64');
    },

    decrypt(stored) {
      const bytes = Buffer.from(stored.slice(version.length), 'base64');
      if (!stored.startsWith(version) || bytes.length < nonceLength + tagLength) throw new Undecryptable();
      const nonce = bytes.subarray(0, nonceLength);
      const tag = bytes.subarray(nonceLength, nonceLength + tagLength);
      const ciphertext = bytes.subarray(nonceLength + tagLength);
      for (const candidate of keys) {
        const decipher = createDecipheriv(algorithm, candidate, nonce, { authTagLength: tagLength });
        decipher.setAAD(Buffer.from(version)).setAuthTag(tag);
        try {
          return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
        } catch {
          // Another key, or a value that was changed: the tag does not tell.
        }
      }
      throw new Undecryptable();
    },
  };
}

function deriveKey(secretKey: Buffer): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secretKey, '', 'latchkey challenge encryption v1', 32)));
}
