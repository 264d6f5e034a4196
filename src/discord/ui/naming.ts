import { Locale, type LocalizationMap } from 'discord.js';
import type { TextKey, TextParams, Texts } from '../../text/texts.ts';

const ofDiscord: readonly string[] = Object.values(Locale);

/** A text in every language that Discord has and there are texts in, but for English. */
export function localized(texts: Texts, key: TextKey, params?: TextParams): LocalizationMap {
  const locales = texts.locales.filter((locale) => locale !== Locale.EnglishUS && ofDiscord.includes(locale));
  return Object.fromEntries(locales.map((locale) => [locale, texts.for(locale).t(key, params)]));
}

/** Name and description of a command or option in English and in every language there is. */
export function naming(texts: Texts, name: TextKey, description: TextKey) {
  const english = texts.for(Locale.EnglishUS);
  return {
    name: english.t(name),
    name_localizations: localized(texts, name),
    description: english.t(description),
    description_localizations: localized(texts, description),
  };
}
