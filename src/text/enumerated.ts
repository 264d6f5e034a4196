/** Between the things of a list, where a language has no comma and space. */
const separators: Readonly<Record<string, string>> = { ar: '، ', ja: '、', 'zh-CN': '、', 'zh-TW': '、' };

/**
 * Things one after the other, as the language parts them. Unlike `Intl.ListFormat`, it says no "and" before the last: more may follow, and
 * its lists of units have nothing at all between Chinese words.
 */
export const enumerated = (parts: readonly string[], { locale }: { readonly locale: string }): string =>
  parts.join(separators[locale] ?? ', ');
