import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import type { KeyvEncryptionAdapter } from 'keyv';

const algorithm = 'aes-256-gcm';
const nonceLength = 12;
const tagLength = 16;

/**
 * Stands in front of a value and names key, layout and content of what follows. It changes with whatever changes in a stored value or in
 * what that means, so that what another version of the bot has stored is unreadable, and never misread.
 */
type Mark = `v${number}.`;

export interface Cipher {
  /** @param place where the value will lie: it can be read back from there alone */
  encrypt(plain: string, place: string): string;
  /** Undefined for what was changed, cut, moved from another place, or encrypted with another key. */
  decrypt(stored: string, place: string): string | undefined;
}

/**
 * The cipher of challenges, as Keyv wants it (docs/decisions/0052-keyv-holds-the-otp-state.md). Keyv does not say which place a value is
 * for: that has to be in the text. What is decrypted is told with the stored text that it came from, which names the save, as JSON:
 * `{"value": {"version": "v5.…", "held": …}}`, where `held` is null for what cannot be read.
 * @param secretKey 32 bytes; the key in use is derived from it for this one purpose.
 * @param previousKeys those that challenges may still be encrypted with
 */
export function createChallengeEncryption(secretKey: Buffer, previousKeys: readonly Buffer[] = []) {
  const cipher = createCipher({ mark: 'v5.', purpose: 'challenge encryption' }, secretKey, previousKeys);
  return {
    encrypt: (plain: string) => cipher.encrypt(plain, ''),
    decrypt: (stored: string) =>
      `{"value":{"version":${JSON.stringify(stored)},"held":${cipher.decrypt(stored, '') ?? 'null'}}}`,
  } satisfies KeyvEncryptionAdapter;
}

/** The cipher of numbers that accounts held once, under a key of their own. */
export function createPastNumberCipher(secretKey: Buffer, previousKeys: readonly Buffer[] = []): Cipher {
  return createCipher({ mark: 'v3.', purpose: 'past number encryption' }, secretKey, previousKeys);
}

/** AES-256-GCM: a mark, and the base64 of nonce (12 bytes), tag (16 bytes) and ciphertext. No two are the same, whatever is in them. */
function createCipher(
  { mark, purpose }: { readonly mark: Mark; readonly purpose: string },
  secretKey: Buffer,
  previousKeys: readonly Buffer[],
): Cipher {
  const derived = (secret: Buffer) => deriveKey(secret, purpose);
  const key = derived(secretKey);
  const keys = [key, ...previousKeys.map(derived)];
  const nextNonce = createNonces();
  const bound = (place: string) => Buffer.from(mark + place);

  return {
    encrypt(plain, place) {
      const nonce = nextNonce();
      const cipher = createCipheriv(algorithm, key, nonce).setAAD(bound(place));
      const ciphertext = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()]);
      return mark + Buffer.concat([nonce, cipher.getAuthTag(), ciphertext]).toString('base64');
    },

    decrypt(stored, place) {
      const bytes = Buffer.from(stored.slice(mark.length), 'base64');
      if (!stored.startsWith(mark) || bytes.length < nonceLength + tagLength) return undefined;
      const nonce = bytes.subarray(0, nonceLength);
      const tag = bytes.subarray(nonceLength, nonceLength + tagLength);
      const ciphertext = bytes.subarray(nonceLength + tagLength);
      for (const candidate of keys) {
        const decipher = createDecipheriv(algorithm, candidate, nonce, { authTagLength: tagLength });
        decipher.setAAD(bound(place)).setAuthTag(tag);
        try {
          return Buffer.concat([decipher.update(ciphertext), decipher.final()]).toString('utf8');
        } catch {
          // Another key, or a value that was changed: the tag does not tell.
        }
      }
      return undefined;
    },
  };
}

/** Random nonces, each given once: to draw many at a time takes a fraction of drawing each. */
function createNonces(): () => Buffer {
  let [drawn, used] = [Buffer.alloc(0), 0];
  return () => {
    if (used === drawn.length) [drawn, used] = [randomBytes(nonceLength * 256), 0];
    used += nonceLength;
    return drawn.subarray(used - nonceLength, used);
  };
}

function deriveKey(secretKey: Buffer, purpose: string): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', secretKey, '', `latchkey ${purpose} v1`, 32)));
}
