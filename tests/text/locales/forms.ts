import {
  type Check,
  type Compared,
  englishOf,
  formOf,
  gaps,
  isOfOneNumber,
  type Problem,
  withoutForm,
} from './compared.ts';

/** Gaps that hold the counted number as it is written, where a text has no `{{count}}`. */
const written = ['count', 'members', 'ids', 'lines'];

/** The keys that a locale needs: those of English, with the plural forms of its own language. */
function needed({ locale, english }: Compared): Set<string> {
  const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  const plurals = new Set([...english.keys()].filter((key) => formOf(key) === 'other').map(withoutForm));
  const single = [...english.keys()].filter((key) => !plurals.has(withoutForm(key)));
  return new Set([...single, ...[...plurals].flatMap((key) => forms.map((form) => `${key}_${form}`))]);
}

/** The keys of English, and all plural forms of the language and no others. */
export const keys: Check = function* (compared) {
  const wanted = needed(compared);
  for (const key of wanted) if (!compared.texts.has(key)) yield [key, 'is missing'];
  for (const key of compared.texts.keys()) {
    if (wanted.has(key)) continue;
    const isForm = wanted.has(`${withoutForm(key)}_other`);
    yield [key, isForm ? 'is no plural form of this language' : 'is no key of English'];
  }
};

/** The gap that holds the number of a text with plural forms. */
export function numberGap({ english }: Compared, key: string): string | undefined {
  const inEnglish = gaps(english.get(`${withoutForm(key)}_other`) ?? '');
  return formOf(key) === undefined ? undefined : written.find((gap) => inEnglish.includes(gap));
}

/** The gaps of English. The number may be missing only in a form that is said of one number alone. */
export const placeholders: Check = function* (compared) {
  for (const [key, text] of compared.texts) {
    const english = compared.english.get(`${withoutForm(key)}_other`) ?? englishOf(compared, key) ?? text;
    const mayLack = isOfOneNumber(compared.locale, formOf(key)) ? numberGap(compared, key) : undefined;
    const [own, theirs] = [gaps(text), gaps(english)];
    const missing = theirs.filter((gap) => gap !== mayLack && !own.includes(gap));
    const more = own.filter((gap) => !theirs.includes(gap));
    yield* missing.map((gap): Problem => [key, `lacks {{${gap}}}: ${text}`]);
    yield* more.map((gap): Problem => [key, `has {{${gap}}}, which English has not: ${text}`]);
  }
};
