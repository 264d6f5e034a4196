import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';

/** The texts of one locale, nested by topic. The English file is the source of truth for its keys. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}

/** Texts by locale, each read when it is asked for. */
export interface Locales {
  /** The locales that have a file. */
  readonly names: readonly string[];
  /** Throws when the file cannot be read, or is not a tree of texts. */
  read(locale: string): TextTree;
}

const isTree = (value: unknown): value is TextTree =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((part) => typeof part === 'string' || isTree(part));

/** Every `<locale>.json` of a folder. */
export function localesIn(folder: URL): Locales {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return {
    names: files.map((file) => file.slice(0, -'.json'.length)),
    read(locale) {
      const texts: unknown = JSON.parse(readFileSync(new URL(`${locale}.json`, folder), 'utf8'));
      if (!isTree(texts)) throw new TypeError(`The texts of ${locale} are not a tree of texts.`);
      return texts;
    },
  };
}

/**
 * The same locales with some of their topics alone, which take little memory. They are read one by one, and others have their turn in
 * between. A locale that cannot be read is left out.
 */
export async function onlyTopics(locales: Locales, topics: readonly string[]): Promise<Locales> {
  const read = new Map<string, TextTree>();
  for (const locale of locales.names) {
    const kept = topicsOf(locales, locale, topics);
    if (kept) read.set(locale, kept);
    await setImmediate();
  }
  return { names: [...read.keys()], read: (locale) => read.get(locale) ?? {} };
}

function topicsOf(locales: Locales, locale: string, topics: readonly string[]): TextTree | undefined {
  try {
    return Object.fromEntries(Object.entries(locales.read(locale)).filter(([topic]) => topics.includes(topic)));
  } catch {
    return undefined;
  }
}
