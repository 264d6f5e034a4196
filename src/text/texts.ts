import i18next, { type i18n } from 'i18next';
import type enUS from '../../locales/en-US.json';
import { isolated, laidOut } from './direction.ts';
import type { Locales } from './locales.ts';
import { nearest } from './nearest.ts';
import { numberIn } from './numbers.ts';

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
   * Texts in `locale`; where it has none, in another form of its language (`de-AT` → `de`), or else in English. Reads a file at times.
   * @param posted the server's locale, in which its notice is posted; without one, `locale`
   */
  for(locale: string, posted?: string): Text;
}

const source = 'en-US';

/** Counts of a text whose plural form is remembered: nearly all are minutes, digits and tries. */
const MOST_COUNTS = 100;

/**
 * Texts in the languages that `files` has. A language is read when it is needed first. English is read at once; throws when it is not there.
 * @param onUnreadable hears that the file of a locale is damaged; who reads that language gets English then
 */
export function createTexts(files: Locales, onUnreadable: (locale: string, error: unknown) => void = () => {}): Texts {
  if (!files.names.includes(source)) throw new Error(`The texts of ${source} are missing.`);
  const i18n = i18next.createInstance();
  void i18n.init({
    resources: { [source]: { translation: files.read(source) } },
    fallbackLng: source,
    // Another form of a language is chosen here, and read only when it is needed.
    load: 'currentOnly',
    nsSeparator: false,
    // With English there, nothing is left to wait for.
    initAsync: false,
  });

  const phrases = new Map<string, Phrase>();
  const known = new Map<string, Text>();

  /** The texts of a locale, with their gaps. Each is looked for once, and once for each count. */
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
    const counted = new Map<TextKey, Map<number, string>>();
    const plural = (key: TextKey, count: number) => {
      const forms = counted.get(key) ?? new Map<number, string>();
      const template = forms.get(count) ?? translate(key, { ...asWritten, count });
      if (forms.size < MOST_COUNTS) counted.set(key, forms.set(count, template));
      return template;
    };
    const phrase: Phrase = (key, count) => (typeof count === 'number' ? plural(key, count) : single(key));
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
    const written = createWriter(locale);
    return { locale, t: (key, params = {}) => written(key, phrase(key, params.count), { ...names, ...params }) };
  }

  const readable = createReader(files, i18n, onUnreadable);
  const localeFor = (wanted: string) => readable(nearest(wanted, files.names) ?? source);

  return {
    locales: files.names,
    for(wanted, postedIn = wanted) {
      const [locale, posted] = [localeFor(wanted), localeFor(postedIn)];
      const key = `${locale} ${posted}`;
      const text = known.get(key) ?? learn(locale, posted);
      known.set(key, text);
      return text;
    },
  };
}

/** Reads the file of a locale once, and says what stands for it: English for one that is damaged. */
function createReader(files: Locales, instance: i18n, onUnreadable: (locale: string, error: unknown) => void) {
  const readAs = new Map([[source, source]]);
  return (locale: string): string => {
    const before = readAs.get(locale);
    if (before) return before;
    let found = locale;
    try {
      // Nobody changes what was read, so it need not be copied.
      instance.addResourceBundle(locale, 'translation', files.read(locale), false, false, { skipCopy: true });
    } catch (error) {
      onUnreadable(locale, error);
      found = source;
    }
    readAs.set(locale, found);
    return found;
  };
}

/** A text as it is written, in the plural form for `count`. */
type Phrase = (key: TextKey, count?: string | number) => string;

/** i18next finds the text and its plural form. It would also look into the values, such as a server's name, for texts to put there. */
const asWritten = { skipInterpolation: true } as const;

/** Codes of Twilio's look like numbers, and nothing is counted by them. */
const isCounted = (gap: string) => gap !== 'code';

/** Texts of a locale with their gaps filled: numbers as they are written there, all else exactly as it is. */
function createWriter(locale: string) {
  const shown = (gap: string, value: string | number = '') =>
    typeof value === 'number' && isCounted(gap) ? numberIn(value, locale) : String(value);
  return (key: TextKey, text: string, params: TextParams): string =>
    laidOut(locale, key, text).replace(/\{\{(\w+)\}\}/g, (_, gap: string, at: number, whole: string) =>
      isolated(locale, key, whole, at, shown(gap, params[gap])),
    );
}
