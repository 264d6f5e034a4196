import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { snowflakes } from '../../sandbox/world/snowflakes.ts';
import { bornAt, numberProblem, youngUntil } from '../../src/gate/settings/rules.ts';
import { type CountryRule, freshSettings, takesCountry } from '../../src/gate/settings/settings.ts';
import { readPhone } from '../../src/otp/number/phone.ts';
import { inWords } from '../support/reading.ts';

const day = 86_400_000;
const firstInstant = Date.UTC(2015, 0, 1);
const instants = fc.integer({ min: firstInstant, max: Date.UTC(2100, 0, 1) });
const countries = fc.constantFrom('AT', 'DE', 'GB', 'US', 'ZZ');
const lines = fc.constantFrom('mobile', 'fixedOrMobile', 'voip', 'unknown');

const accountOf = (at: number) => snowflakes(() => at)();

describe('the age of an account', () => {
  it('is read from its id, as in the example of Discord’s documentation', () => {
    expect(bornAt('175928847299117063')).toBe(Date.UTC(2016, 3, 30, 11, 18, 25, 796));
  });

  it('is that of the instant at which the id was made, to the millisecond', () => {
    fc.assert(
      fc.property(instants, (at) => {
        expect(bornAt(accountOf(at))).toBe(at);
      }),
    );
  });

  it('is enough from the very instant on at which the account is as old as the server wants it', () => {
    fc.assert(
      fc.property(instants, fc.integer({ min: 1, max: 3650 }), fc.nat(4000 * day), (born, minimumAgeDays, later) => {
        const id = accountOf(born);
        const enough = born + minimumAgeDays * day;
        expect(youngUntil({ minimumAgeDays }, id, enough)).toBeUndefined();
        expect(youngUntil({ minimumAgeDays }, id, enough - 1)).toBe(enough);
        expect(youngUntil({ minimumAgeDays }, id, born + later)).toBe(born + later < enough ? enough : undefined);
      }),
    );
  });

  it('is no matter to a server that has not said so, nor is an account of the future', () => {
    const now = Date.UTC(2026, 0, 1);
    expect(youngUntil(freshSettings, accountOf(now), now)).toBeUndefined();
    expect(youngUntil(freshSettings, accountOf(now + day), now)).toBeUndefined();
  });
});

describe('the countries and lines that a server takes', () => {
  it('are all, unless an admin says otherwise', () => {
    fc.assert(
      fc.property(countries, lines, (country, lineType) => {
        expect(numberProblem(freshSettings, { country, lineType })).toBeUndefined();
      }),
    );
  });

  it('a list of allowed countries lets in what the same list of blocked ones keeps out, and nothing else', () => {
    fc.assert(
      fc.property(fc.subarray(['AT', 'DE', 'GB', 'US', 'ZZ']), countries, (listed, country) => {
        const only: CountryRule = { is: 'only', countries: listed };
        const except: CountryRule = { is: 'except', countries: listed };
        expect(takesCountry(only, country)).toBe(listed.includes(country));
        expect(takesCountry(except, country)).toBe(!takesCountry(only, country));
      }),
    );
  });

  it('a country comes before a line, and only VoIP can be refused', () => {
    fc.assert(
      fc.property(countries, lines, (country, lineType) => {
        const refused = { ...freshSettings, lines: { otherVoip: 'refuse' } } as const;
        expect(numberProblem(refused, { country, lineType })).toBe(lineType === 'voip' ? 'lineRefused' : undefined);
        const nowhere = { ...refused, countries: { is: 'only', countries: [] } } as const;
        expect(numberProblem(nowhere, { country, lineType })).toBe('countryOff');
      }),
    );
  });

  it('a VoIP number is known as one, a mobile number is not', () => {
    const refused = { ...freshSettings, lines: { otherVoip: 'refuse' } } as const;
    const problemOf = (number: string) => {
      const read = readPhone('', number, { allowedCountries: [] });
      return read.is === 'phone' ? numberProblem(refused, read) : inWords(read);
    };
    expect(problemOf('+44 56 0012 3456')).toBe('lineRefused');
    expect(problemOf('+49 171 39200001')).toBeUndefined();
    expect(problemOf('+1 415 555 0123')).toBeUndefined();
  });
});
