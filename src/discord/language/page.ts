import type { APIComponentInContainer, APISelectMenuOption } from 'discord.js';
import type { Text, Texts } from '../../text/texts.ts';
import type { PageContent } from '../setup/pages.ts';
import { choice, heading, row, text } from '../setup/views/controls.ts';
import { isLatin, languageName } from '../ui/language.ts';
import { AS_DISCORD, languageRoutes } from './ids.ts';
import type { LanguageChoice, Languages } from './languages.ts';

interface LanguagePageParts {
  readonly texts: Pick<Texts, 'locales'>;
  readonly languages: Pick<Languages, 'toAll' | 'ofDiscord'>;
}

/** The page of `/setup` on the language of the server, with what the notice and the staff read in it. */
export function languagePage({ texts, languages }: LanguagePageParts): PageContent {
  return async ({ settings, serverId }, words) => {
    const { t } = words;
    const [discords, everyone] = [await languages.ofDiscord(serverId), await languages.toAll(serverId)];
    const ofDiscord = { value: AS_DISCORD, label: t('language.discord'), description: languageName(discords) };
    const latin = optionsOf(texts.locales.filter(isLatin), words);
    const others = optionsOf(
      texts.locales.filter((one) => !isLatin(one)),
      words,
    );
    const chosen = settings.language ?? AS_DISCORD;
    return [
      text(heading(t('language.title'), t('language.hint', { language: languageName(discords) }))),
      row(choice(languageRoutes.latin, chosen, [ofDiscord, ...latin], t('language.latin'))),
      ...(others.length > 0 ? [row(choice(languageRoutes.others, chosen, others, placeholderOf(others)))] : []),
      text(heading(t('language.members.title'), t('language.members.hint'))),
      row(everybodySelect(settings, words)),
      ...preview(everyone, words),
    ];
  };
}

type Option = Omit<APISelectMenuOption, 'default'>;

/** Languages by their own names, in the order of those, and in the reader's words. */
function optionsOf(languages: readonly string[], { locale }: Text): readonly Option[] {
  const options = languages.map((language) => {
    const [label, description] = [languageName(language), languageName(language, locale)];
    return { value: language, label, ...(description !== label && { description }) };
  });
  return options.sort((one, other) => one.label.localeCompare(other.label, 'en'));
}

/** Those who read no Latin letters find their language in the select before they open it. */
const placeholderOf = (options: readonly Option[]): string => {
  const names = options.map(({ label }) => label).join(' · ');
  return names.length > 150 ? `${names.slice(0, 149)}…` : names;
};

function everybodySelect({ oneLanguage }: LanguageChoice, { t }: Text) {
  return choice(languageRoutes.everybody, oneLanguage ? 'everybody' : 'own', [
    { value: 'own', label: t('language.members.own'), description: t('language.members.ownHint') },
    { value: 'everybody', label: t('language.members.everybody'), description: t('language.members.everybodyHint') },
  ]);
}

/** The beginning of our notice as it reads now, whatever an admin has written in its place. */
function preview(everyone: Text, { t }: Text): APIComponentInContainer[] {
  const lines = [`**${everyone.t('notice.title')}**`, everyone.t('notice.body')].join('\n');
  const quoted = lines
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');
  return [text(`-# ${t('language.preview')}`, quoted)];
}
