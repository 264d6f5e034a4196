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

/** Chinese, Japanese and Korean put no space between a word and a number. Their words for digits, and what looks like a dash, may not touch. */
const unspaced = String.raw`(?![〇零一二三四五六七八九十百千万兩两壱弐参ー])[\p{sc=Han}\p{sc=Hira}\p{sc=Kana}\p{sc=Hang}]`;
/** Signs and emoji. Behind a `+` stands a phone number. */
const sign = String.raw`(?!\+)\p{S}`;
const word = String.raw`(?:[\p{L}\p{M}\s\p{P}]|${sign})*`;
const gap = String.raw`(?:[\s\p{P}]|${sign}|${unspaced})`;
/** Words, as in `G-1234` and `code: 1234`, must not touch the digits: a letter there may be one that was meant as a digit. */
const around = new RegExp(String.raw`^(?:${word}${gap})?(\d(?:[\s\p{P}<>=~|^−]*\d)*)(?:${gap}${word})?$`, 'u');
/** An SMS is shorter. */
export const longestCodeInput = 200;

/** An SMS of ours as a whole. Behind its code are words, then for how many minutes it works. */
const wholeSms = /^(\d{4,10})\s+\p{L}+\s+\p{L}\D*\s\d{1,3}\s\p{L}\D*$/u;
const brackets = /^[\s<>=~|^]+|[\s<>=~|^]+$/g;

/**
 * The code in what a member typed, whatever stands around and between its digits and whatever script they are in; undefined if it is not one.
 * Every digit counts: where there are more or fewer than the code has, there is no telling which are meant. In an SMS of ours it is the first number.
 */
export function readCode(text: string, length: number): string | undefined {
  if (text.length > longestCodeInput) return undefined;
  const bare = plain(text).replace(brackets, '');
  const [, code = ''] = wholeSms.exec(bare) ?? around.exec(bare) ?? [];
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
