/** What a text was given for its gaps: numbers as they are, words in pieces. */
type Given = Readonly<Record<string, number | readonly Piece[]>>;

/** A text of `locales/`, by its key. */
export interface Told {
  readonly key: string;
  readonly given: Given;
}

export type Formatter = 'list' | 'number' | 'date' | 'name';

/** What `Intl` made: a list, a number, a date, the name of a country or language. */
export interface Formatted {
  readonly by: Formatter;
  readonly options: Readonly<Record<string, unknown>>;
  /** A number or instant, or the words of a list. */
  readonly of: number | readonly (readonly Piece[])[];
}

/** A part of what the bot said: as it stands, or as it is made in any language. */
export type Piece = string | Told | Formatted;

/** What was said, as the program asked for it. */
export type Source =
  | { readonly key: string; readonly params: Readonly<Record<string, string | number>> }
  | {
      readonly by: Formatter;
      readonly options: Readonly<Record<string, unknown>>;
      readonly of: number | readonly string[];
    };

/** Texts that are remembered: those of a view are asked for just before it is sent. */
const MOST_REMEMBERED = 4000;
/** What `Intl` makes in fewer letters stands for itself only as a whole: a 5 is in many a text. */
const LEAST_FORMATTED = 3;

/** Remembers what was said last, and takes what the bot sends apart into that. */
export function createNotes() {
  const recent = new Map<string, Source>();

  function said(words: string, source: Source): void {
    if (words.trim() === '') return;
    // The last that said so comes last: of two keys with the same English words it is the one that counts.
    recent.delete(words);
    recent.set(words, source);
    const [oldest] = recent.keys();
    if (recent.size > MOST_REMEMBERED && oldest !== undefined) recent.delete(oldest);
  }

  /** @param without what the words are of: no text is found in itself */
  function piecesOf(words: string, without?: string): readonly Piece[] {
    const found = [...recent].filter(([one]) => one !== without && one.length <= words.length && words.includes(one));
    const [longest, source] = found
      .filter(([one, from]) => stands(words, one, words.indexOf(one)) && isTelling(words, one, from))
      .reduce<readonly [string, Source] | readonly []>(
        (best, one) => ((best[0]?.length ?? 0) > one[0].length ? best : one),
        [],
      );
    if (longest === undefined || source === undefined) return words === '' ? [] : [words];
    const at = words.indexOf(longest);
    return [
      ...piecesOf(words.slice(0, at), without),
      pieceOf(longest, source),
      ...piecesOf(words.slice(at + longest.length), without),
    ];
  }

  function pieceOf(words: string, source: Source): Piece {
    if ('key' in source) {
      const given = Object.entries(source.params).map(
        ([name, value]) => [name, typeof value === 'number' ? value : piecesOf(value, words)] as const,
      );
      return { key: source.key, given: Object.fromEntries(given) };
    }
    const { of, ...how } = source;
    // The name of a country is made of its code, whatever else these letters say.
    const partOf = (part: string) => (source.by === 'name' ? [part] : piecesOf(part, words));
    return { ...how, of: typeof of === 'number' ? of : of.map(partOf) };
  }

  return { said, piecesOf };
}

/** Whether words stand at a place by themselves, and are no part of other words. */
function stands(words: string, part: string, at: number): boolean {
  const isWord = (letter: string | undefined) => letter !== undefined && /[\p{L}\p{N}]/u.test(letter);
  const before = isWord(words[at - 1]) && isWord(part[0]);
  const after = isWord(words[at + part.length]) && isWord(part.at(-1));
  return !before && !after;
}

const isTelling = (words: string, part: string, source: Source) =>
  part === words || 'key' in source || (part.length >= LEAST_FORMATTED && /\p{L}|\D.*\d/u.test(part));

/** The keys that stand in some pieces. */
export function keysIn(pieces: readonly Piece[]): readonly string[] {
  return pieces.flatMap((piece) => {
    if (typeof piece === 'string') return [];
    if ('key' in piece) {
      return [
        piece.key,
        ...Object.values(piece.given).flatMap((value) => (typeof value === 'number' ? [] : keysIn(value))),
      ];
    }
    return typeof piece.of === 'number' ? [] : piece.of.flatMap(keysIn);
  });
}

/** How a language says a text of `locales/`. */
export interface Speech {
  readonly locale: string;
  say(key: string, params: Readonly<Record<string, string | number>>): string;
}

/** The same in another language. */
export function retold(pieces: readonly Piece[], speech: Speech): string {
  return pieces.map((piece) => (typeof piece === 'string' ? piece : retoldPiece(piece, speech))).join('');
}

function retoldPiece(piece: Told | Formatted, speech: Speech): string {
  if (!('key' in piece)) return formatted(piece, speech);
  const params = Object.entries(piece.given).map(
    ([name, value]) => [name, typeof value === 'number' ? value : retold(value, speech)] as const,
  );
  return speech.say(piece.key, Object.fromEntries(params));
}

function formatted({ by, options, of }: Formatted, speech: Speech): string {
  const { locale } = speech;
  const words = typeof of === 'number' ? [] : of.map((part) => retold(part, speech));
  const value = typeof of === 'number' ? of : 0;
  switch (by) {
    case 'list':
      return new Intl.ListFormat(locale, options).format(words);
    case 'number':
      return new Intl.NumberFormat(locale, options).format(value);
    case 'date':
      return new Intl.DateTimeFormat(locale, options).format(value);
    case 'name':
      return new Intl.DisplayNames(locale, { type: 'region', ...options }).of(words[0] ?? '') ?? '';
  }
}
