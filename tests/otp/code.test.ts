import { randomInt } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { derivePepper, keyedDigest } from '../../src/base/digest.ts';
import { codeDigest, newCode, readCode, sameDigest } from '../../src/otp/code.ts';
import { anyCharacter } from '../support/characters.ts';

const length = fc.integer({ min: 4, max: 10 });
const code = length.chain((digits) =>
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: digits, maxLength: digits }),
);

describe('a new code', () => {
  it('has exactly as many digits as asked for', () => {
    fc.assert(
      fc.property(length, (digits) => {
        expect(newCode(digits, randomInt)).toMatch(new RegExp(`^\\d{${digits}}$`));
      }),
    );
  });

  it('keeps leading zeros', () => {
    expect(newCode(4, () => 0)).toBe('0000');
    expect(newCode(6, () => 42)).toBe('000042');
  });

  it('is drawn once from all codes of its length, so that each is as likely as any other', () => {
    fc.assert(
      fc.property(length, (digits) => {
        const draws: [number, number][] = [];
        newCode(digits, (min, max) => {
          draws.push([min, max]);
          return max - 1;
        });
        expect(draws).toEqual([[0, 10 ** digits]]);
      }),
    );
  });
});

describe('a typed code', () => {
  it.each([
    '123456',
    ' 123456 ',
    '123 456',
    '123-456',
    '1-2-3-4-5-6',
    '123.456',
    '１２３４５６',
    '١٢٣٤٥٦',
    '۱۲۳ ۴۵۶',
    '१२३४५६',
    '123\u00a0456',
    '\u200f123456',
    '(123456)',
    '123:456',
    '123-456.',
    '"123456"',
    '“123 456”',
    '<123456>',
    '[123456]',
    'G-123456',
    'code: 123456',
    'Code 123456.',
    'my code is 123456',
    '123456 is your code',
    'код: 123456',
    '1\uFE0F\u20E32\uFE0F\u20E33\uFE0F\u20E34\uFE0F\u20E35\uFE0F\u20E36\uFE0F\u20E3',
    '(１２３) ４５６',
    '#123456',
    '123,456',
    '123/456',
    '*123456*',
    '1234 56\n',
    '123−456',
    'CODE=123456',
    'code = 123456',
    'code → 123456',
    'code->123456',
    '<#> 123456',
    '<#> Your code is 123456',
    '`123456`',
    '🔑 123456',
    '123456 ✅',
    '验证码123456',
    '您的验证码是123456。',
    '認証コードは123456です',
    '인증번호는 123456입니다',
    '123456 is your Lantern Bay code. It works for 10 min. Never share it.',
    `123456 is your ${'Lantern Bay '.repeat(8)}code. It works for 10 min. Never share it.`,
    '123456 ist dein Code für Lantern Bay. Er gilt 10 min. Gib ihn nie weiter.',
  ])('is understood: %j', (text) => {
    expect(readCode(text, 6)).toBe('123456');
  });

  it.each([
    '',
    '12345',
    '1234567',
    '12345a',
    '+123456',
    '-',
    '1e5000',
    '½23456',
    '1'.repeat(101),
    `123456 ${' '.repeat(200)}`,
    'O123456',
    '12345O6',
    '123456 123456',
    '123456 or 654321',
    '123456 (5 min)',
    '123456.0',
    'G-12345',
    '1234',
    '12345 6 7',
    'code',
    'code: one',
    '123456\u0000',
    '123a456',
    '²123456',
    '1234५',
    '5 123456',
    '一123456',
    '123456三',
    '12345ー6',
    '123456+',
    '+ 123456',
    '123456 is your Class of 2024 code. It works for 10 min.',
    '12345 is your Lantern Bay code. It works for 6 min.',
    '123456 is not 654321, it is wrong',
    '123456 or 12',
    'is 123456 your code for 10 min now',
  ])('is not a code: %j', (text) => {
    expect(readCode(text, 6)).toBeUndefined();
  });

  it('is what was sent, whatever the script and the spaces', () => {
    const zero = fc.constantFrom(0x30, 0x660, 0x6f0, 0x966, 0x9e6, 0xe50, 0xff10, 0x1d7ce, 0x1e950);
    const gap = fc.constantFrom('', ' ', '-', ' - ', '\u2009');
    fc.assert(
      fc.property(code, zero, gap, (digits, start, between) => {
        const typed = [...digits].map((digit) => String.fromCodePoint(start + Number(digit))).join(between);
        expect(readCode(typed, digits.length)).toBe(digits);
      }),
    );
  });

  it('is read digit by digit in every script of Unicode', () => {
    const seen = new Map<string, number>();
    for (let point = 0; point <= 0x10ffff; point += 1) {
      const character = String.fromCodePoint(point);
      if (!/\p{Nd}/u.test(character)) continue;
      const value = readCode(character, 1);
      expect(value, point.toString(16)).toMatch(/^\d$/);
      seen.set(value ?? '', (seen.get(value ?? '') ?? 0) + 1);
    }
    expect(new Set(seen.values()).size, 'every script has each digit once').toBe(1);
  });

  it('never throws and never yields anything but digits', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter }), length, (text, digits) => {
        expect(readCode(text, digits) ?? '0'.repeat(digits)).toMatch(new RegExp(`^\\d{${digits}}$`));
      }),
    );
  });
});

describe('what is kept of a code', () => {
  const pepper = derivePepper(Buffer.alloc(32, 7));
  const issued = { serverId: '100', memberId: '200', challengeId: 'c1', code: '0123' };

  it('is the same only for the same code of the same challenge, member and server, under the same pepper', () => {
    const digest = codeDigest(pepper, issued);
    expect(sameDigest(digest, codeDigest(pepper, { ...issued }))).toBe(true);
    for (const other of [
      { ...issued, serverId: '101' },
      { ...issued, memberId: '201' },
      { ...issued, challengeId: 'c2' },
      { ...issued, code: '0124' },
    ]) {
      expect(sameDigest(digest, codeDigest(pepper, other))).toBe(false);
    }
    expect(sameDigest(digest, codeDigest(derivePepper(Buffer.alloc(32, 8)), issued))).toBe(false);
  });

  it('cannot be had by moving characters from one part to the next', () => {
    const text = fc.string({ unit: fc.constantFrom(...'01|,":\\'), minLength: 4, maxLength: 12 });
    const cuts = fc.tuple(fc.nat(12), fc.nat(12), fc.nat(12)).map((three) => three.sort((a, b) => a - b));
    const split = (whole: string, [a = 0, b = 0, c = 0]: number[]) => ({
      serverId: whole.slice(0, a),
      memberId: whole.slice(a, b),
      challengeId: whole.slice(b, c),
      code: whole.slice(c),
    });
    fc.assert(
      fc.property(text, cuts, cuts, (whole, one, other) => {
        const [a, b] = [split(whole, one), split(whole, other)];
        const same = JSON.stringify(a) === JSON.stringify(b);
        expect(sameDigest(codeDigest(pepper, a), codeDigest(pepper, b))).toBe(same);
      }),
      { numRuns: 300 },
    );
  });

  it('does not contain the code, and is not what another purpose would make of it', () => {
    expect(codeDigest(pepper, issued)).toMatch(/^[0-9a-f]{64}$/);
    expect(keyedDigest(pepper, 'phone', '0123')).not.toBe(keyedDigest(pepper, 'code', '0123'));
  });

  it('is compared whole: a part of a digest is not the digest', () => {
    const digest = codeDigest(pepper, issued);
    expect(sameDigest(digest, digest.slice(0, -1))).toBe(false);
    expect(sameDigest('', digest)).toBe(false);
  });
});
