import { capitalized } from '../../text/sentences.ts';

/** What tells Chinese apart is how it is written; of Swedish there is one. */
const namedBy: Readonly<Record<string, string>> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant', 'sv-SE': 'sv' };

/** A language by its name: in itself, as those look for it who read it, or in another. @param language as Discord names it */
export function languageName(language: string, named = language): string {
  const name = new Intl.DisplayNames([named, 'en'], { type: 'language' }).of(namedBy[language] ?? language) ?? language;
  return capitalized(name, named);
}

/** Whether a language is written in Latin letters. */
export const isLatin = (language: string): boolean => new Intl.Locale(language).maximize().script === 'Latn';
