import { readdirSync, readFileSync } from 'node:fs';
import { setImmediate } from 'node:timers/promises';
import { z } from 'zod';

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

const tree: z.ZodType<TextTree> = z.lazy(() => z.record(z.string(), z.union([z.string(), tree])));

/** Every `<locale>.json` of a folder. */
export function localesIn(folder: URL): Locales {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return {
    names: files.map((file) => file.slice(0, -'.json'.length)),
    read: (locale) => tree.parse(JSON.parse(readFileSync(new URL(`${locale}.json`, folder), 'utf8'))),
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
