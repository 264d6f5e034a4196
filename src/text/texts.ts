import i18next from 'i18next';
import type enUS from '../../locales/en-US.json';

/** The texts of one locale, nested by topic. The English file is the source of truth for its keys. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

type PluralForm = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';
type WithoutPlural<Key extends string> = Key extends `${infer Base}_${PluralForm}` ? Base : Key;
type Keys<Tree, Path extends string = ''> = {
  [Key in keyof Tree & string]: Tree[Key] extends string
    ? `${Path}${WithoutPlural<Key>}`
    : Keys<Tree[Key], `${Path}${Key}.`>;
}[keyof Tree & string];

/** A text's place in the English file, such as `panel.send`; for a text with plural forms, without the form. */
export type TextKey = Keys<typeof enUS>;

/** What goes into a text's `{{placeholders}}`, exactly as it is. `count` also chooses the plural form. */
export type TextParams = Readonly<Record<string, string | number>>;

export type Translate = (key: TextKey, params?: TextParams) => string;

export interface Text {
  /** The locale that was found for the one asked for. */
  readonly locale: string;
  readonly t: Translate;
  /** Nobody of the server can be asked from here, so nothing offers it. */
  readonly isAlone?: boolean;
}

export interface Texts {
  /** The locales that have a file. */
  readonly locales: readonly string[];
  /** Texts in `locale`; where it has none, in another form of its language (`de-AT` → `de`), or else in English. */
  for(locale: string): Text;
}

const source = 'en-US';

/** @param resources the texts by Discord locale; `en-US` must be among them. */
export function createTexts(resources: Readonly<Record<string, TextTree>>): Texts {
  if (!resources[source]) throw new Error(`The texts of ${source} are missing.`);
  const locales = Object.keys(resources);
  const i18n = i18next.createInstance();
  void i18n.init({
    resources: Object.fromEntries(Object.entries(resources).map(([locale, translation]) => [locale, { translation }])),
    fallbackLng: source,
    nsSeparator: false,
    // With the texts loaded, nothing is left to wait for.
    initAsync: false,
  });

  const known = new Map<string, Text>();

  /** A text without plural forms is the same every time: each is looked for once. */
  function learn(locale: string): Text {
    const translate = i18n.getFixedT(locale);
    const found = new Map<TextKey, string>();
    const withGaps = (key: TextKey) => {
      const template = found.get(key) ?? translate(key, asWritten);
      found.set(key, template);
      return template;
    };
    const text: Text = {
      locale,
      t(key, params = {}) {
        const { count } = params;
        return fill(typeof count === 'number' ? translate(key, { ...asWritten, count }) : withGaps(key), params);
      },
    };
    known.set(locale, text);
    return text;
  }

  return {
    locales,
    for(wanted) {
      const locale = locales.find((one) => one === wanted) ?? locales.find(sameLanguageAs(wanted)) ?? source;
      return known.get(locale) ?? learn(locale);
    },
  };
}

function sameLanguageAs(wanted: string) {
  const language = wanted.split('-', 1)[0];
  return (locale: string) => language !== 'en' && locale.split('-', 1)[0] === language;
}

/** i18next finds the text and its plural form. It would also look into the values, such as a server's name, for texts to put there. */
const asWritten = { skipInterpolation: true } as const;

/** The text with its gaps filled, each value exactly as it is. */
function fill(text: string, params: TextParams): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_, gap: string) => String(params[gap] ?? ''));
}
