import type { LocalizationMap } from 'discord.js';
import type { TextKey, Texts } from '../../text/texts.ts';

/** Name and description of a command or option in English and in every language there is. */
export function naming(texts: Texts, name: TextKey, description: TextKey) {
  const localized = (key: TextKey): LocalizationMap =>
    Object.fromEntries(
      texts.locales.filter((locale) => locale !== 'en-US').map((locale) => [locale, texts.for(locale).t(key)]),
    );
  const english = texts.for('en-US');
  return {
    name: english.t(name),
    name_localizations: localized(name),
    description: english.t(description),
    description_localizations: localized(description),
  };
}
