import { timingSafeEqual } from 'node:crypto';
import { keyedDigest } from '../base/digest.ts';
import { plain } from './number/plain.ts';

/** What a code is issued to: it proves nothing anywhere else. */
export interface IssuedCode {
  readonly serverId: string;
  readonly memberId: string;
  readonly challengeId: string;
  readonly code: string;
}

/**
 * A fresh code: `length` digits, each code as likely as any other, leading zeros kept.
 * @param length 4 to 10 digits.
 * @param randomInt as in `node:crypto`: a whole number from `min` to below `max`, without a pattern.
 */
export function newCode(length: number, randomInt: (min: number, max: number) => number): string {
  return String(randomInt(0, 10 ** length)).padStart(length, '0');
}

/** Words, as in `G-1234` and `code: 1234`, must not touch the digits: a letter there may be one that was meant as a digit. */
const around = /^(?:[\p{L}\p{M}\s\p{P}]*[\s\p{P}])?(\d(?:[\s\p{P}<>=~|^]*\d)*)(?:[\s\p{P}][\p{L}\p{M}\s\p{P}]*)?$/u;
const brackets = /^[\s<>=~|^]+|[\s<>=~|^]+$/g;

/**
 * The code in what a member typed, whatever stands around and between its digits and whatever script they are in; undefined if it is not one.
 * Every digit counts: where there are more or fewer than the code has, there is no telling which are meant.
 */
export function readCode(text: string, length: number): string | undefined {
  if (text.length > 100) return undefined;
  const [, code = ''] = around.exec(plain(text).replace(brackets, '')) ?? [];
  const digits = code.replace(/\D/g, '');
  return digits.length === length ? digits : undefined;
}

/** What is kept of a code: useless without the pepper, and for any other member, server or challenge. */
export function codeDigest(pepper: Buffer, { serverId, memberId, challengeId, code }: IssuedCode): string {
  return keyedDigest(pepper, 'code', serverId, memberId, challengeId, code);
}

/** Whether a code is the one behind a digest that was made with any of some peppers. */
export function isCodeOf(digest: string, peppers: readonly Buffer[], issued: IssuedCode): boolean {
  // All of them, so that the time does not tell which one it was.
  return peppers.filter((pepper) => sameDigest(codeDigest(pepper, issued), digest)).length > 0;
}

/** Compares two digests in a time that does not tell where they differ. */
export function sameDigest(a: string, b: string): boolean {
  const [left, right] = [Buffer.from(a), Buffer.from(b)];
  return left.length === right.length && timingSafeEqual(left, right);
}
