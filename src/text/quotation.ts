/** Quotation marks by locale, the opening and the closing one, where they are not the English ones. French has narrow spaces inside. */
const marks: Readonly<Record<string, readonly [string, string]>> = {
  ...of('«', '»', ['ar', 'el', 'es-ES', 'it', 'no', 'ru', 'uk']),
  ...of('«\u202f', '\u202f»', ['fr']),
  ...of('„', '“', ['bg', 'cs', 'de', 'lt']),
  ...of('„', '”', ['hr', 'hu', 'pl', 'ro']),
  ...of('”', '”', ['da', 'fi', 'sv-SE']),
  ...of('「', '」', ['ja', 'zh-TW']),
};

function of(opening: string, closing: string, locales: readonly string[]) {
  return Object.fromEntries(locales.map((locale) => [locale, [opening, closing] as const]));
}

/** Words in the quotation marks that the locale's texts have, where a view quotes what somebody wrote. */
export function quotation(words: string, locale: string): string {
  const [opening, closing] = marks[locale] ?? ['“', '”'];
  return `${opening}${words}${closing}`;
}
