import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitToShow, withoutNumbers } from '../../src/gate/privacy/redacting.ts';

const digits = (text: string) => (text.normalize('NFKC').match(/\p{N}/gu) ?? []).length;

/** The ten digits as different people write them. */
const scripts = ['0123456789', '０１２３４５６７８９', '٠١٢٣٤٥٦٧٨٩', '०१२३४५६७८९'].map((row) => [...row]);
const keycaps = [...'0123456789'].map((digit) => `${digit}\ufe0f\u20e3`);
const written = fc.constantFrom(...scripts, keycaps);
const gap = fc.constantFrom(
  '',
  ' ',
  '-',
  '.',
  '/',
  ' / ',
  ') ',
  ' (',
  '\n',
  '\u200b',
  '\u200b\u200d\u200b',
  '…',
  ' - ',
  ' dash ',
);

describe('case 49', () => {
  it('case 49: no spelling of a phone number keeps more than its last two digits', () => {
    const property = fc.property(
      fc.array(fc.tuple(fc.nat({ max: 9 }), gap), { minLength: 7, maxLength: 15 }),
      written,
      fc.constantFrom('', 'call ', '(', 'tel:', '+'),
      (number, script, before) => {
        const typed = before + number.map(([digit, after]) => `${script[digit]}${after}`).join('');
        if (/[./-]/.test(typed) && withoutNumbers(typed) === typed) return expect(typed).toMatch(/(19|20)\d\d/);
        expect(digits(fitToShow(typed))).toBeLessThanOrEqual(2);
      },
    );
    fc.assert(property, { numRuns: 500 });
  });

  it.each([
    'called on +49 (0)151 / 23 45 67 89',
    'four one five five five five oh 0 1 2 3'.replace(' oh', ''),
    '415 dash 555 dash 0123',
    '零一五一二三四五六七',
    'call +49 15O 12345678',
    '+49 l5l 2345678',
    'tel:+14155550123',
    'four1five5five5o123',
    // What only looks like a mention, an instant or an emoji.
    '+1 4<@&15>5 5<#50>123',
    'call <t:4155550123:R>',
    'call </415 555 0123:1>',
  ])('case 49: %s', (typed) => {
    expect(digits(fitToShow(typed))).toBeLessThanOrEqual(2);
  });

  it.each([
    'oh seven nine one one one two three four five six',
    'four one five double five five oh one two three',
    'fouronefivefivefivefivezeroonetwothree',
    'four fifteen fifty-five fifty-five twelve',
    'null eins fünfzehn dreiundzwanzig fünfundvierzig siebzig',
  ])('case 49: of a number in words nothing is left: %s', (typed) => {
    expect(fitToShow(typed)).toBe('•••');
  });

  it.each([
    'on 2024-05-04, 13:45',
    '12.05.2023',
    'see <@123456789012345678> and 123456789012345678',
    '<t:1700000000:R>',
    '<a:wave:123456789012345678> in <#123456789012345678>',
    'room 12, level 3',
    'one of three, between seven and eleven, often twenty-four',
    'none alone, ten stones weigh eighteen tons',
    '•••23 and •••45, •••67 and •••89',
  ])('leaves what is no number: %s', (typed) => {
    expect(fitToShow(typed)).toBe(typed);
  });

  it('keeps the lines of a longer text, and is done with at once whatever it is given', () => {
    expect(withoutNumbers('Welcome.\n\nCall 415 555 0123\nBye')).toBe('Welcome.\n\nCall •••23\nBye');
    const long = `1${' . . . .'.repeat(3000)}1${'\u200b'.repeat(20_000)}`;
    expect(withoutNumbers(long)).toBe(long);
  });
});
