import fc from 'fast-check';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { fitToShow } from '../../src/gate/privacy/redacting.ts';
import { readCode } from '../../src/otp/code.ts';
import { readCountries, readCountry } from '../../src/otp/country/lists.ts';
import { readOrigin } from '../../src/otp/country/origin.ts';
import { judge, maskPhone, type Reading, readPhone } from '../../src/otp/number/phone.ts';
import { subscriberOf } from '../../src/otp/number/subscriber.ts';
import { readingsOf } from '../support/reading.ts';
import { country, number, runs, text } from './hostile.ts';

const numRuns = runs(3000);
const timeout = Math.max(20_000, numRuns * 20);
const locales = fc.constantFrom('en-US', 'de', 'tr', 'ar', 'zh-CN');

/** Holds a reading to one answer, however often it is asked. */
function twice<T>(read: () => T): T {
  const first = read();
  expect(read()).toEqual(first);
  return first;
}

/** What the phone library says of the number itself, however it was typed. */
function mayBeTexted({ phone, country }: Reading, allowed: readonly string[]): void {
  const texted = parsePhoneNumberFromString(phone);
  expect(texted?.isValid()).toBe(true);
  expect(texted?.number).toBe(phone);
  expect(['MOBILE', 'FIXED_LINE_OR_MOBILE', 'VOIP', undefined]).toContain(texted?.getType());
  expect(parsePhoneNumberFromString(subscriberOf(phone))?.country ?? 'ZZ').toBe(country);
  if (allowed.length > 0) expect(allowed).toContain(country);
  expect(judge(phone, { allowedCountries: allowed })).toMatchObject({ is: 'phone', phone });
  expect(maskPhone(phone)).not.toContain(phone.slice(-4));
}

describe('what people type, read without a throw and the same every time', () => {
  it(
    'case 20: no number leads to an SMS to a landline, a premium or toll-free line, or a country that is off',
    () => {
      const policies = fc.constantFrom([], ['US', 'GB', 'DE']);
      const met = new Set<string>();
      fc.assert(
        fc.property(country, number, locales, policies, (from, typed, locale, allowedCountries) => {
          const read = twice(() => readPhone(from, typed, { allowedCountries, locale }));
          met.add(read.is === 'phone' ? read.lineType : read.is === 'problem' ? read.problem : read.is);
          for (const reading of readingsOf(read)) mayBeTexted(reading, allowedCountries);
        }),
        // Two of the rarest kinds, which a short run may not meet.
        {
          numRuns,
          examples: [
            ['+1', '4155550123', 'en-US', []],
            ['+61', '0491570156', 'en-US', ['US', 'GB', 'DE']],
          ],
        },
      );
      const hoped = ['mobile', 'fixedOrMobile', 'notMobile', 'countryOff', 'badNumber', 'hasExtension', 'tooLong'];
      expect([...met]).toEqual(expect.arrayContaining(hoped));
    },
    timeout,
  );

  it(
    'where a number is from',
    () => {
      fc.assert(
        fc.property(country, locales, (typed, locale) => {
          twice(() => readOrigin(typed, locale));
        }),
        { numRuns },
      );
    },
    timeout,
  );

  // Every call reads the names of all countries, so many inputs share one.
  it(
    'lists of countries',
    () => {
      const many = fc.array(country, { minLength: 100, maxLength: 100 });
      fc.assert(
        fc.property(many, locales, (typed, locale) => {
          const { countries, unknown } = twice(() => readCountries(typed.join(','), locale));
          for (const found of countries) expect(found).toMatch(/^[A-Z]{2}$/);
          for (const part of unknown) expect(typed.join(',')).toContain(part);
        }),
        { numRuns: Math.ceil(numRuns / 100) },
      );
    },
    timeout,
  );

  it(
    'one country',
    () => {
      fc.assert(
        fc.property(country, locales, (typed, locale) => {
          expect(readCountry(typed, locale) ?? 'ZZ').toMatch(/^[A-Z]{2}$/);
        }),
        { numRuns: runs(200) },
      );
    },
    timeout,
  );

  it(
    'codes: as many digits as there are, or none',
    () => {
      fc.assert(
        fc.property(fc.oneof(number, text), fc.integer({ min: 4, max: 10 }), (typed, length) => {
          const code = twice(() => readCode(typed, length));
          if (code === undefined) return;
          expect(code).toMatch(/^[0-9]+$/);
          expect(code).toHaveLength(length);
          expect(typed.normalize('NFKC').match(/\p{Nd}/gu)).toHaveLength(length);
        }),
        { numRuns },
      );
    },
    timeout,
  );

  it(
    'words for the staff show no number, though its digits be far apart',
    () => {
      fc.assert(
        fc.property(
          fc.array(fc.oneof(number, text), { minLength: 1, maxLength: 3 }),
          fc.constantFrom('', ' ', '     '),
          (typed, gap) => {
            const shown = twice(() => fitToShow(typed.join(gap)));
            // An id of Discord's is no number: none is that long.
            expect(shown.replace(/(?<![\p{N}\p{L}])[1-9]\d{16,19}(?![\p{N}\p{L}])/gu, 'id')).not.toMatch(
              /\p{N}(?:[^\p{L}\p{N}]{0,3}\p{N}){6,}/u,
            );
            expect(fitToShow(shown)).toBe(shown);
          },
        ),
        { numRuns },
      );
    },
    timeout,
  );
});
