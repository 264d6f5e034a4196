import type { Choice, PageView } from '../control/view.ts';
import { h, type VNode } from './dom.ts';
import { listbox } from './listbox.ts';
import type { Page } from './page.ts';

interface LanguageChoice {
  /** Unique on the page. */
  readonly key: string;
  readonly label: string;
  readonly hint: string;
  /** As Discord names it. */
  readonly chosen: string;
  choose(language: PageView['languages'][number]): void;
}

/** A choice among all languages of Discord's clients, each by its own name and in English. */
export function languageChoice(page: Page, { key, label, hint, chosen, choose }: LanguageChoice): VNode {
  return h(
    'div',
    { class: 'language', key },
    h('span', {}, label, h('small', {}, hint)),
    listbox(page, {
      key,
      label,
      placeholder: chosen,
      options: optionsOf(page.view.languages),
      chosen: [chosen],
      min: 1,
      max: 1,
      choose([value]) {
        const language = page.view.languages.find((one) => one === value);
        if (language !== undefined && language !== chosen) choose(language);
      },
    }),
  );
}

const optionsOf = (languages: readonly string[]): readonly Choice[] =>
  languages
    .map((value) => ({ value, label: nameIn(value, value), description: nameIn(value, 'en') }))
    .sort((one, other) => one.description.localeCompare(other.description));

/** Chinese is told apart by how it is written. */
const named: Readonly<Record<string, string>> = { 'zh-CN': 'zh-Hans', 'zh-TW': 'zh-Hant' };

function nameIn(language: string, other: string): string {
  const name = new Intl.DisplayNames([other, 'en'], { type: 'language' }).of(named[language] ?? language) ?? language;
  return name.charAt(0).toLocaleUpperCase(other) + name.slice(1);
}
