import type { Locales, TextTree } from '../../src/text/locales.ts';

/** Locales that no file has. Throws for one that is not there, as a folder does. */
export function inMemory(trees: Readonly<Record<string, TextTree>>): Locales {
  return {
    names: Object.keys(trees),
    read(locale) {
      const tree = trees[locale];
      if (!tree) throw new Error(`There is no ${locale}.`);
      return tree;
    },
  };
}

/** Some of the locales. */
export const only = (names: readonly string[], locales: Locales): Locales => ({ ...locales, names });
