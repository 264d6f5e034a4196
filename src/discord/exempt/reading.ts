import { plain } from '../../otp/number/plain.ts';
import type { Text } from '../../text/texts.ts';

/** The units of an age, the days that each has, and the number that the hint of the form shows with it. */
const units = [
  { unit: 'day', days: 1, shown: 90 },
  { unit: 'week', days: 7, shown: undefined },
  { unit: 'month', days: 30, shown: 6 },
  { unit: 'year', days: 365, shown: 2 },
] as const;
type Unit = (typeof units)[number];

/** Numbers that take every form of a unit's name in one language or another. */
const counts = [1, 2, 3, 5, 11, 20, 90];
/** How long a unit's name is at least, to be known by its beginning: `Monaten` is `Monat` with an ending. */
const STEM = 3;

/**
 * An age as people type it in their language or in English, in days: `90`, `90 days`, `6 meses`, `2年`. Empty is 0;
 * undefined for anything else, also for a letter that may mean two units: a wrong unit would let anybody in.
 */
export function ageIn(typed: string, text: Pick<Text, 'locale' | 't'>): number | undefined {
  const age = bare(typed);
  if (age === '') return 0;
  const [, digits, word] = /^(\d{1,5})\s*(\D*)$/.exec(age) ?? [];
  if (digits === undefined || word === undefined) return undefined;
  const days = word === '' ? 1 : (daysOf(word, ownNames(text)) ?? daysOf(word, namesIn('en')));
  return days === undefined ? undefined : Number(digits) * days;
}

type Names = (unit: Unit) => readonly string[];

/** The days of the one unit that the word names, in full or by its beginning. */
function daysOf(word: string, names: Names): number | undefined {
  const isBeginning = (name: string) => name.startsWith(word) || (name.length >= STEM && word.startsWith(name));
  const [named, other] = units.filter((unit) => names(unit).includes(word));
  if (named) return other ? undefined : named.days;
  const [begun, second] = units.filter((unit) => names(unit).some(isBeginning));
  return second ? undefined : begun?.days;
}

/** What `Intl` calls a unit in a language: in full, short and as a letter. */
const namesIn =
  (locale: string): Names =>
  ({ unit }) =>
    (['long', 'short', 'narrow'] as const).flatMap((unitDisplay) => {
      const format = new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay });
      const parts = counts.flatMap((count) => format.formatToParts(count));
      return parts.filter(({ type }) => type === 'unit').map(({ value }) => bare(value));
    });

/** The names of a language, and those that its hint shows: what we say that one can write can be written. */
function ownNames({ locale, t }: Pick<Text, 'locale' | 't'>): Names {
  const hint = bare(t('setup.exempt.ageHint'));
  return (unit) => {
    const [, shown] = unit.shown === undefined ? [] : (new RegExp(`${unit.shown}\\s*(\\p{L}+)`, 'u').exec(hint) ?? []);
    return [...namesIn(locale)(unit), ...(shown === undefined ? [] : [shown])];
  };
}

/** Without accents, capitals and the dot of an abbreviation, so that `anos`, `Años` and `mes.` are read too. */
const bare = (text: string) =>
  plain(text).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '').replace(/\.$/, '').trim();
