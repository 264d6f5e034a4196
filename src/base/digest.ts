import { createHmac, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';

const ids = new WeakMap<Buffer, string>();

/** Names a pepper in what is kept under it, and tells nothing of it: 8 hex digits. */
export function keyId(pepper: Buffer): string {
  const id = ids.get(pepper) ?? keyedDigest(pepper, 'key id').slice(0, 8);
  ids.set(pepper, id);
  return id;
}

/** The key of everything that is hashed, made from the secret key: the secret key itself never signs and never encrypts. */
export function derivePepper(secretKey: Buffer): Buffer {
  return derive(secretKey, 'pepper');
}

/**
 * HMAC-SHA-256 in hex, keyed for `purpose` alone: a digest made for one purpose says nothing in another. The parts are
 * joined as JSON, so that no two lists of parts join to the same text.
 */
export function keyedDigest(pepper: Buffer, purpose: Purpose, ...parts: readonly string[]): string {
  return createHmac('sha256', keyFor(pepper, purpose)).update(JSON.stringify(parts)).digest('hex');
}

export type Purpose = 'phone' | 'code' | 'counter' | 'flow' | 'account' | 'challenge' | 'line' | 'key id';

/** What has been derived from a pepper, for as long as the pepper lives: a flow takes dozens of digests. */
const derived = new WeakMap<Buffer, Map<Purpose, KeyObject>>();

function keyFor(pepper: Buffer, purpose: Purpose): KeyObject {
  const keys = derived.get(pepper) ?? new Map<Purpose, KeyObject>();
  const key = keys.get(purpose) ?? createSecretKey(derive(pepper, purpose));
  derived.set(pepper, keys.set(purpose, key));
  return key;
}

/** HKDF-SHA-256 (RFC 5869), 32 bytes. */
function derive(key: Buffer, label: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, '', `latchkey v1 ${label}`, 32));
}
