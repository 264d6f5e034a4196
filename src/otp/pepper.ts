import { createHmac, hkdfSync } from 'node:crypto';

/** The key of everything that is hashed, made from the secret key: the secret key itself never signs and never encrypts. */
export function derivePepper(secretKey: Buffer): Buffer {
  return derive(secretKey, 'pepper');
}

/**
 * HMAC-SHA-256 in hex, keyed for `purpose` alone: a digest made for one purpose says nothing in another. The parts are
 * joined as JSON, so that no two lists of parts join to the same text.
 */
export function keyedDigest(
  pepper: Buffer,
  purpose: 'phone' | 'code' | 'counter' | 'flow',
  ...parts: readonly string[]
): string {
  return createHmac('sha256', derive(pepper, purpose)).update(JSON.stringify(parts)).digest('hex');
}

/** HKDF-SHA-256 (RFC 5869), 32 bytes. */
function derive(key: Buffer, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `latchkey v1 ${label}`, 32));
}
