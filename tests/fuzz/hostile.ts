import fc from 'fast-check';
import { anyCharacter } from '../support/characters.ts';
import { isLong } from '../support/form.ts';

/**
 * How many inputs a field gets: few enough to run with every test, or as many as `FUZZ_RUNS` says (`npm run fuzz`: 100,000).
 * @param usual how many in the long form where nothing is said; the short one has a third of them
 */
export function runs(usual: number): number {
  return Number(process.env.FUZZ_RUNS ?? (isLong ? usual : Math.ceil(usual / 3)));
}

/** Names that every object has, whether or not somebody put them there. */
export const inherited = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf'] as const;

const pieces = fc.constantFrom(
  ...['0', '1', '4', '9', '00', '+', '+1', '+44', '+49', '٤', '４', '𝟜', '②', 'Ⅳ', '½'],
  ...[
    ' ',
    '\u00a0',
    '\t',
    '\n',
    '\u0000',
    '-',
    '–',
    '−',
    '(',
    ')',
    '.',
    '·',
    '/',
    '\\',
    '#',
    ',',
    ';',
    ':',
    '..',
    '%2e%2e',
  ],
  ...['\u200b', '\u200e', '\u202e', '\u2066', '\ufeff', '\u0301', '\u{e0041}', '\ud800', '\udfff', '👩‍👩‍👧', '🇩🇪'],
  ...['ext', 'x5', ';ext=5', ';phone-context=+44', ';phone-context=example.com', 'tel:', 'US', 'Germany', 'ß', 'İ'],
  ...['{{code}}', '{{count}}', '$t(sms.code)', '@everyone', '<@&1>', '`', '**', '||', '](https://example.com)'],
  ...['v1:', 'v1:panel:send', 'NaN', '-1', '1e9', '1.5', '0x10', 'null', 'true', '{}', '[', '"', "'", ...inherited],
);
const digits = fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 20 });

/** Text as nobody types it by accident: other scripts' digits, invisible marks, half characters, markup, and far too long. */
export const text = fc.oneof(
  { weight: 6, arbitrary: fc.array(pieces, { minLength: 1, maxLength: 12 }).map((parts) => parts.join('')) },
  { weight: 2, arbitrary: fc.string({ unit: anyCharacter, maxLength: 80 }) },
  { weight: 2, arbitrary: digits },
  {
    weight: 1,
    arbitrary: fc.constantFrom('', ' ', '9'.repeat(4000), 'a'.repeat(4000), '😀'.repeat(2000), 'ﷺ'.repeat(4000)),
  },
);

/** Anything JSON can say. */
export const json: fc.Arbitrary<unknown> = fc.oneof(text, fc.jsonValue({ maxDepth: 2 }), fc.constantFrom(...inherited));

const callingCodes = [
  '1',
  '7',
  '20',
  '33',
  '39',
  '44',
  '49',
  '52',
  '61',
  '81',
  '86',
  '91',
  '358',
  '800',
  '881',
  '882',
  '979',
];
const national = fc.oneof(
  fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 13 }),
  fc
    .tuple(
      fc.constantFrom(
        '415555',
        '900',
        '976',
        '8002345',
        '2079460',
        '7700900',
        '17139200',
        '9098790',
        '70012345',
        '5600123',
      ),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 2, maxLength: 6 }),
    )
    .map((parts) => parts.join('')),
);
const written = fc.constantFrom<(digits: string) => string>(
  (number) => number,
  (number) => `(${number.slice(0, 3)}) ${number.slice(3)}`,
  (number) => [...number].join(' '),
  (number) => [...number].map((digit) => String.fromCodePoint(0xff10 + Number(digit))).join(''),
  (number) => [...number].map((digit) => String.fromCodePoint(0x660 + Number(digit))).join(''),
  (number) => `\u200e${number}\u202c`,
  (number) => `${number} ext. 5`,
  (number) => `${number};phone-context=+44`,
);

/** Numbers of many countries and kinds (mobile, landline, premium, toll-free, none at all), as people and programs write them. */
export const number = fc.oneof(
  fc
    .tuple(fc.constantFrom('', '0', '+', '00', '011'), fc.constantFrom(...callingCodes), national, written)
    .map(([prefix, code, rest, write]) => `${prefix}${write(`${prefix === '0' ? '' : code}${rest}`)}`),
  fc.tuple(national, written).map(([rest, write]) => write(rest)),
  text,
);

/** What stands in the field for the country. */
export const country = fc.oneof(
  fc.tuple(fc.constantFrom('', '+', '00', '011'), fc.constantFrom(...callingCodes)).map((parts) => parts.join('')),
  fc.constantFrom('US', 'de', 'UK', 'Germany', 'Deutschland', '+49 (DE)', '+1 Germany'),
  text,
);
