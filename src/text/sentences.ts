/** Languages whose full stop has its space in it. */
const unspaced: readonly string[] = ['ja', 'zh-CN', 'zh-TW'];

/** Sentences one after the other, as the language parts them. What is none is left out. */
export const sentences = (
  parts: readonly (string | false | undefined)[],
  { locale }: { readonly locale: string },
): string => parts.filter(Boolean).join(unspaced.includes(locale) ? '' : ' ');
