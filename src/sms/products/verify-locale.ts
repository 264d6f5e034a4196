/**
 * The languages that Verify has texts in: https://www.twilio.com/docs/verify/supported-languages
 * For those that are missing it goes by the country of the number.
 */
const supported = new Set(
  'af ar ca cs da de el en en-GB es et fi fr he hi hr hu id it ja kn ko lt mr ms nb nl pl pt pt-BR ro ru sk sv sw ta te th tl tr uk vi zh zh-CN zh-HK'.split(
    ' ',
  ),
);

/** What Discord calls otherwise than Verify. */
const otherwise: Readonly<Record<string, string>> = { no: 'nb', 'zh-TW': 'zh-HK' };

/** Verify's name for a language that Discord has named; undefined where Verify has no texts in it. */
export function verifyLocale(locale: string): string | undefined {
  const named = otherwise[locale] ?? locale;
  return [named, named.split('-')[0] ?? ''].find((one) => supported.has(one));
}
