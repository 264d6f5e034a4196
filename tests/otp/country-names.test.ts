import { getCountries } from 'libphonenumber-js/max';
import { describe, expect, it } from 'vitest';
import { readCountry } from '../../src/otp/country/lists.ts';
import { countryNamed } from '../../src/otp/country/names.ts';
import { readOrigin } from '../../src/otp/country/origin.ts';
import { threeLetters } from '../../src/otp/country/words.ts';

/** https://discord.com/developers/docs/reference#locales */
const locales =
  'id da de en-GB en-US es-ES es-419 fr hr it lt hu nl no pl pt-BR ro fi sv-SE vi tr cs el bg ru uk hi th zh-CN ja zh-TW ko'.split(
    ' ',
  );

const nameIn = (locale: string, country: string, style: 'long' | 'short') =>
  new Intl.DisplayNames([locale], { type: 'region', style }).of(country) ?? '';

describe('a country is known', () => {
  it.each(locales)('by each of its names in %s, to members who have Discord in that language', (locale) => {
    for (const country of getCountries()) {
      for (const style of ['long', 'short'] as const) {
        const name = nameIn(locale, country, style);
        // Both Congos are called so by somebody; a code of another country is understood as that country's.
        if (['Kongo', 'Congo', 'AS', 'RU'].includes(name)) continue;
        expect(readCountry(name, locale), name).toBe(country);
      }
    }
  });

  it.each(locales)('by its name in %s to a reader of English, where no other country is called so', (locale) => {
    const wrong = getCountries().flatMap((country) => {
      const name = nameIn(locale, country, 'long');
      const found = readCountry(name, 'en-US');
      return found === country || found === undefined || name === 'Nga' ? [] : [`${name}: ${found}, not ${country}`];
    });
    expect(wrong).toEqual([]);
    expect(getCountries().filter((country) => !readCountry(nameIn(locale, country, 'long'))).length).toBeLessThan(3);
  });

  it('by two letters, three letters and its flag', () => {
    const three = new Map(threeLetters.match(/[A-Z]{5}/g)?.map((five) => [five.slice(3), five.slice(0, 3)]));
    for (const country of getCountries()) {
      const flag = [...country].map((one) => String.fromCodePoint(one.charCodeAt(0) + 0x1f1a5)).join('');
      for (const text of [country, country.toLowerCase(), flag, `${flag} `, three.get(country) ?? '']) {
        expect(readCountry(text), text).toBe(country);
      }
    }
  });

  it.each([
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['usa ', 'US'],
    ['America', 'US'],
    ['the United States', 'US'],
    ['United States of America', 'US'],
    ['EE. UU.', 'US'],
    ['США', 'US'],
    ['UK', 'GB'],
    ['England', 'GB'],
    ['Scotland', 'GB'],
    ['Wales', 'GB'],
    ['Northern Ireland', 'GB'],
    ['Great Britain', 'GB'],
    ['🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}', 'GB'],
    ['🏴\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} Scotland', 'GB'],
    ['🏴\u{E0067}\u{E0062}\u{E0077}\u{E006C}\u{E0073}\u{E007F} +44', 'GB'],
    ['UAE', 'AE'],
    ['Holland', 'NL'],
    ['The Netherlands', 'NL'],
    ['Czech Republic', 'CZ'],
    ['Ivory Coast', 'CI'],
    ["Cote d'Ivoire", 'CI'],
    ['Turkey', 'TR'],
    ['TURKIYE', 'TR'],
    ['Burma', 'MM'],
    ['Myanmar', 'MM'],
    ['Swaziland', 'SZ'],
    ['Macedonia', 'MK'],
    ['Cape Verde', 'CV'],
    ['Bosnia', 'BA'],
    ['Bosnia and Herzegovina', 'BA'],
    ['Palestine', 'PS'],
    ['Hong Kong', 'HK'],
    ['Macao', 'MO'],
    ['Macau', 'MO'],
    ['DR Congo', 'CD'],
    ['Republic of the Congo', 'CG'],
    ['South Korea', 'KR'],
    ['Korea', 'KR'],
    ['North Korea', 'KP'],
    ['Republic of Korea', 'KR'],
    ['Republic of China', 'TW'],
    ["People's Republic of China", 'CN'],
    ['Federal Republic of Germany', 'DE'],
    ['Kingdom of Denmark', 'DK'],
    ['Islamic Republic of Iran', 'IR'],
    ['Russian Federation', 'RU'],
    ['Viet Nam', 'VN'],
    ['Trinidad and Tobago', 'TT'],
    ['Trinidad', 'TT'],
    ['St. Lucia', 'LC'],
    ['Saint Lucia', 'LC'],
    ['Deutschland', 'DE'],
    ['España', 'ES'],
    ['espana', 'ES'],
    ['Schweiz', 'CH'],
    ['Brasil', 'BR'],
    ['Česko', 'CZ'],
    ['Oesterreich', 'AT'],
    ['Polska', 'PL'],
    ['日本', 'JP'],
    ['المغرب', 'MA'],
    ['ישראל', 'IL'],
    ['Eesti', 'EE'],
    ['GER', 'DE'],
    ['SUI', 'CH'],
    ['KSA', 'SA'],
  ])('by what people call it: %j is %s', (text, country) => {
    expect(readCountry(text, 'en-US')).toBe(country);
  });
});

describe('a country’s code is read', () => {
  it.each([
    ['+1-876', { callingCode: '1', country: 'JM', areas: ['876'] }],
    ['1876', { callingCode: '1', country: 'JM', areas: ['876'] }],
    ['+1 (809)', { callingCode: '1', country: 'DO', areas: ['809'] }],
    ['+1-809, 829, 849', { callingCode: '1', country: 'DO', areas: ['809', '829', '849'] }],
    ['001 246', { callingCode: '1', country: 'BB', areas: ['246'] }],
    ['+1 415', { callingCode: '1', country: 'US', areas: ['415'] }],
    ['Jamaica', { callingCode: '1', country: 'JM', areas: ['876', '658'] }],
    ['Jamaica 876', { callingCode: '1', country: 'JM', areas: ['876'] }],
    ['Jamaica +1', { callingCode: '1', country: 'JM', areas: ['876', '658'] }],
    ['🇯🇲 +1 658', { callingCode: '1', country: 'JM', areas: ['658'] }],
    ['+44-1481', { callingCode: '44', country: 'GG' }],
    ['+7 7', { callingCode: '7', country: 'KZ' }],
    ['+44 (0)', { callingCode: '44' }],
    ['DE +49', { callingCode: '49', country: 'DE' }],
    ['+49 (DE)', { callingCode: '49', country: 'DE' }],
    ['🇩🇪 +49', { callingCode: '49', country: 'DE' }],
    ['🇩🇪 Germany (+49)', { callingCode: '49', country: 'DE' }],
    ['Germany: +49', { callingCode: '49', country: 'DE' }],
    ['00 49', { callingCode: '49' }],
    ['011 44', { callingCode: '44' }],
    ['01', { callingCode: '1' }],
    ['049', { callingCode: '49' }],
    ['4️⃣9️⃣', { callingCode: '49' }],
    ['US/CA +1', { callingCode: '1' }],
    ['+1 (US, Canada)', { callingCode: '1' }],
    ['US or Canada', { callingCode: '1' }],
    ['Vorwahl +49', { callingCode: '49' }],
    ['Hong Kong +852', { callingCode: '852', country: 'HK' }],
  ])('%j', (text, origin) => {
    expect(readOrigin(text)).toEqual({ is: 'origin', ...origin });
  });

  it.each(['', ' ', '+', '+ ', '()', '-'])('%j is none, and asked for', (text) => {
    expect(readOrigin(text)).toEqual({ is: 'problem', problem: 'noCountry' });
  });

  it.each([
    'Narnia',
    'Congo',
    'Virgin Islands',
    '+999',
    '0',
    '🇩🇪🇫🇷',
    '🇩🇪 France',
    '🏴',
    '+49 (US)',
    'Jamaica +1-246',
    'Barbados 876',
    'US/UK',
    '1 2',
    '+1 415 999',
    'constructor',
    '__proto__',
    'toString',
  ])('%j is none', (text) => {
    expect(readOrigin(text)).toEqual({ is: 'problem', problem: 'badCountry' });
  });
});

describe('a name that somebody else would read otherwise', () => {
  it.each([
    ['Sudan (South)', 'SS'],
    ['Samoa (American)', 'AS'],
    ['Ireland (Northern)', 'GB'],
    ['Ireland, Northern', 'GB'],
    ['Bahamas, The', 'BS'],
    ['Saint Martin (Dutch)', 'SX'],
    ['Georgia (US)', 'US'],
    ['Georgia', 'GE'],
    ['Hong Kong (China)', 'HK'],
  ])('turned round, %j is %s', (text, country) => {
    expect(countryNamed(text)).toBe(country);
  });

  it.each(['EU', 'E.U.', 'N/A', 'n/a', 'Nigera'])('%j is none', (text) => {
    expect(countryNamed(text)).toBeUndefined();
    expect(countryNamed(text, 'fr')).toBeUndefined();
  });
});

describe('what people write in their own languages', () => {
  it.each([
    ['SA', 'السعودية', 'المملكة العربية السعودية'],
    ['AE', 'الإمارات', 'الامارات', 'الإمارات العربية المتحدة'],
    ['JO', 'الأردن', 'الاردن'],
    ['OM', 'عمان', 'عُمان'],
    ['DE', 'ألمانيا', 'المانيا', 'גרמניה', 'آلمان'],
    ['FR', 'فرنسا', 'צרפת', 'la France'],
    ['US', 'الولايات المتحدة', 'أمريكا', 'ארצות הברית', '米国', 'los Estados Unidos'],
    ['GB', 'بريطانيا', 'إنجلترا', 'Gran Bretaña', 'Grande-Bretagne'],
    ['IN', 'ভারত', 'இந்தியா', 'الهند', 'Bharat'],
    ['IR', 'إيران', 'ایران'],
    ['TW', '臺灣', '台灣', '台湾'],
    ['KR', '韓國', '韩国', 'Южная Корея'],
    ['RU', 'Российская Федерация', 'روسيا'],
    ['NL', 'les Pays-Bas', 'die Niederlande', 'Голландия'],
    ['PE', 'el Perú'],
    ['SV', 'El Salvador'],
    ['RE', 'La Réunion'],
    ['CH', 'die Schweiz', 'la Suisse'],
    ['CD', 'République démocratique du Congo', 'RD Congo'],
  ])('%s: %s, …', (country, ...names) => {
    for (const name of names) expect(countryNamed(name), name).toBe(country);
  });
});
