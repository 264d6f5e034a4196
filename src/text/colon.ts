/** Locales whose texts write another colon than the Latin one: French with a narrow space before it, Chinese and Japanese a wide one. */
const colons: Readonly<Record<string, string>> = { fr: '\u202f: ', ja: '：', 'zh-CN': '：', 'zh-TW': '：' };

/** What stands between a name and what is said of it, where a view joins the two: the colon that the locale's texts have. */
export const colon = (locale: string): string => colons[locale] ?? ': ';
