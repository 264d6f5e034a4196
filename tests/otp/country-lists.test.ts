import { getCountries } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { countryLabel } from '../../src/discord/ui/country.ts';
import { countryName, readCountries, readCountry } from '../../src/otp/country/lists.ts';
import { localesIn } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';

const texts = createTexts(localesIn(new URL('../../locales/', import.meta.url)));

describe('a list of countries', () => {
  it.each([
    ['en-US', 'Germany, france ,UNITED KINGDOM', ['DE', 'FR', 'GB']],
    ['de', 'Deutschland; Frankreich, Vereinigtes Königreich', ['DE', 'FR', 'GB']],
    ['de', 'germany, Osterreich, ÖSTERREICH', ['DE', 'AT']],
    ['en-US', 'de, US,gb', ['DE', 'US', 'GB']],
    ['en-US', 'USA\nUK、England,Great Britain', ['US', 'GB']],
    ['en-US', 'Turkey, Türkiye, Ivory Coast, Hong Kong, Bosnia & Herzegovina', ['TR', 'CI', 'HK', 'BA']],
    ['en-US', '🇩🇪 Germany, 🇫🇷 France', ['DE', 'FR']],
    ['en-US', '🇩🇪, +33, 0044, +1-876, AUT', ['DE', 'FR', 'GB', 'JM', 'AT']],
    ['en-US', '+1', ['US', 'CA']],
    ['en-US', 'US/CA, Germany and France, Bosnia and Herzegovina', ['US', 'CA', 'DE', 'FR', 'BA']],
    ['en-US', 'us ca gb', ['US', 'CA', 'GB']],
    ['en-US', 'Deutschland, Österreich, 日本', ['DE', 'AT', 'JP']],
    ['de', 'Deutschland, Österreich und Schweiz', ['DE', 'AT', 'CH']],
    ['fr', 'France et Belgique', ['FR', 'BE']],
    ['es-ES', 'España y Portugal', ['ES', 'PT']],
    ['ru', 'Россия и Украина', ['RU', 'UA']],
    ['en-US', 'Trinidad and Tobago, Sao Tome and Principe', ['TT', 'ST']],
    ['en-US', ' , ,', []],
  ])('in %s: %s', (locale, text, countries) => {
    expect(readCountries(text, locale)).toEqual({ countries, unknown: [] });
  });

  it('names what is no country, as it was written', () => {
    expect(readCountries('France, Atlantis, XX, +999, 🏴, Congo', 'en')).toEqual({
      countries: ['FR'],
      unknown: ['Atlantis', 'XX', '+999', '🏴', 'Congo'],
    });
  });

  it('is of no country where a small word or the number of a line is between names, or a continent is named', () => {
    const unknown = ['1. Germany', 'France es Belgium', 'EU', 'n/a'];
    expect(readCountries(unknown.join('\n'), 'en')).toEqual({ countries: [], unknown });
  });

  it.each(['en-US', 'de'])('as it is shown in %s is read as what it is, for every country', (locale) => {
    const all = getCountries();
    const named = all.map((country) => countryName(country, locale));
    expect(readCountries(named.join(', '), locale)).toEqual({ countries: all, unknown: [] });
    const labels = all.map((country) => countryLabel(country, texts.for(locale)));
    expect(readCountries(labels.join(', '), locale)).toEqual({ countries: all, unknown: [] });
  });
});

describe('one country', () => {
  it.each([
    ['Germany', 'DE'],
    ['de', 'DE'],
    ['+49', 'DE'],
    ['0049', 'DE'],
    ['49', 'DE'],
    ['+1', 'US'],
    ['+7', 'RU'],
    ['44', 'GB'],
    ['٤٩', 'DE'],
    ['+49 (DE)', 'DE'],
    ['DE +49', 'DE'],
    ['01', 'US'],
    ['049', 'DE'],
    ['+999', undefined],
    ['Germany, France', undefined],
    ['Atlantis', undefined],
    ['', undefined],
  ])('%j is %s', (text, country) => {
    expect(readCountry(text, 'en')).toBe(country);
  });
});
