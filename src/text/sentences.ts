/** Languages whose full stop has its space in it. */
const unspaced: readonly string[] = ['ja', 'zh-CN', 'zh-TW'];

/** Sentences one after the other, as the language parts them. What is none is left out. */
export const sentences = (
  parts: readonly (string | false | undefined)[],
  { locale }: { readonly locale: string },
): string => parts.filter(Boolean).join(unspaced.includes(locale) ? '' : ' ');

/** The same words with a capital at their start, as a sentence begins in `locale`. */
export function capitalized(words: string, locale: string): string {
  const [first = '', ...rest] = words;
  return first.toLocaleUpperCase(locale) + rest.join('');
}
