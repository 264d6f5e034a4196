import fc from 'fast-check';
import {
  type CountryCode,
  getCountries,
  getExampleNumber,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { type PhoneResult, readPhone } from '../../src/otp/number/phone.ts';
import { isLong } from '../support/form.ts';
import { readingsOf } from '../support/reading.ts';
import { type Spelling, spellings } from './spellings.ts';

const countries = getCountries();

function exampleOf(country: CountryCode): PhoneNumber {
  const example = getExampleNumber(country, examples);
  if (!example) throw new Error(`no example for ${country}`);
  return example;
}

const read = ({ country, number, prefilled }: Spelling) =>
  readPhone(country, number, { allowedCountries: [], ...(prefilled !== undefined && { prefilled }) });

/** By what was typed and the library's number alone: whether anybody else's number is taken, or is all that is offered. */
function isMisread(result: PhoneResult, meant: PhoneNumber): boolean {
  return result.is !== 'problem' && !readingsOf(result).some(({ phone }) => phone === meant.number);
}

const rows = Object.entries(spellings);

describe('the numbers of 245 regions', () => {
  it('are spelled in 30 ways', () => {
    expect(countries).toHaveLength(245);
    expect(rows.length).toBeGreaterThanOrEqual(30);
  });

  it.each(rows)('are never read as another number, and are nearly all read, %s', (way, spell) => {
    const results = countries.map((country) => {
      const meant = exampleOf(country);
      const spelled = spell(meant, country);
      return { spelled, meant, result: read(spelled) };
    });
    expect(results.filter(({ result, meant }) => isMisread(result, meant))).toEqual([]);
    const asked = results.filter(({ result }) => result.is === 'choice').length;
    const taken = results.filter(({ result }) => result.is === 'phone').length;
    // What may be a slip is asked; and beginning with +1, a number of eight digits after it may be of another country.
    const isSlip = way.includes('twice') || way.includes('another country');
    if (isSlip && !way.includes('E.164')) expect(asked + taken).toBeGreaterThanOrEqual(230);
    else expect(taken, 'all are read').toBe(245);
  });

  it('are never read as another, whatever digits they end with', () => {
    const tail = fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 4 });
    const cases = fc.tuple(fc.constantFrom(...countries), tail, fc.constantFrom(...rows));
    let [taken, all] = [0, 0];
    fc.assert(
      fc.property(cases, ([country, digits, [, spell]]) => {
        const meant = parsePhoneNumberFromString(exampleOf(country).number.slice(0, -4) + digits);
        if (meant?.country !== country || meant.getType() === undefined || meant.getType() === 'FIXED_LINE') return;
        const result = read(spell(meant, country));
        all += 1;
        taken += result.is === 'phone' ? 1 : 0;
        expect(isMisread(result, meant), JSON.stringify(result)).toBe(false);
      }),
      { numRuns: isLong ? 100_000 : 1500 },
    );
    expect(taken / all).toBeGreaterThan(0.9);
  }, 120_000);
});
