import { isSupportedCountry } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { read } from '../support/reading.ts';
import { africa } from './by-hand/africa.ts';
import { americas } from './by-hand/americas.ts';
import { asia } from './by-hand/asia.ts';
import { easternEurope } from './by-hand/eastern-europe.ts';
import { oceania } from './by-hand/oceania.ts';
import { westernEurope } from './by-hand/western-europe.ts';

const all = [...africa, ...americas, ...asia, ...easternEurope, ...oceania, ...westernEurope];

describe('numbers as people of a country write them', () => {
  it('are 200 and more, each with a source', () => {
    expect(all.flatMap(({ rows }) => rows).length).toBeGreaterThanOrEqual(200);
    for (const { country, source } of all) {
      expect(isSupportedCountry(country), country).toBe(true);
      expect(source).toMatch(/^https:\/\//);
    }
  });

  describe.each(all)('in $country ($source)', ({ rows }) => {
    it.each(rows)('%j and %j is %s', (country, number, is) => {
      expect(read(country, number)).toBe(is);
    });
  });
});
