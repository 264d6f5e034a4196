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

/**
 * What goes into a text's `{{placeholders}}`, exactly as it is. `count` also chooses the plural form. Some are filled by themselves:
 * `verifyButton` and `helpButton` are the buttons of the notice, which stand there in the server's language; `verifyCommand` and
 * `setupCommand` are commands as Discord shows them to the reader.
 */
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
  /**
   * Texts in `locale`; where it has none, in another form of its language (`de-AT` → `de`), or else in English.
   * @param posted the server's locale, in which its notice is posted; without one, `locale`
   */
  for(locale: string, posted?: string): Text;
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

  const phrases = new Map<string, Phrase>();
  const known = new Map<string, Text>();

  /** The texts of a locale, with their gaps. One without plural forms is the same every time: each is looked for once. */
  function phrasesOf(locale: string): Phrase {
    const before = phrases.get(locale);
    if (before) return before;
    const translate = i18n.getFixedT(locale);
    const found = new Map<TextKey, string>();
    const single = (key: TextKey) => {
      const template = found.get(key) ?? translate(key, asWritten);
      found.set(key, template);
      return template;
    };
    const phrase: Phrase = (key, count) =>
      typeof count === 'number' ? translate(key, { ...asWritten, count }) : single(key);
    phrases.set(locale, phrase);
    return phrase;
  }

  function learn(locale: string, posted: string): Text {
    const [phrase, there] = [phrasesOf(locale), phrasesOf(posted)];
    const names: TextParams = {
      verifyButton: there('notice.verify'),
      helpButton: there('request.button'),
      verifyCommand: `/${phrase('command.verify.name')}`,
      setupCommand: `/${phrase('command.setup.name')}`,
    };
    return { locale, t: (key, params = {}) => fill(phrase(key, params.count), { ...names, ...params }) };
  }

  const nearest = (wanted: string) =>
    locales.find((one) => one === wanted) ?? locales.find(sameLanguageAs(wanted)) ?? source;

  return {
    locales,
    for(wanted, postedIn = wanted) {
      const [locale, posted] = [nearest(wanted), nearest(postedIn)];
      const key = `${locale} ${posted}`;
      const text = known.get(key) ?? learn(locale, posted);
      known.set(key, text);
      return text;
    },
  };
}

/** A text as it is written, in the plural form for `count`. */
type Phrase = (key: TextKey, count?: string | number) => string;

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
