import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import type { TextTree } from './texts.ts';

const tree: z.ZodType<TextTree> = z.lazy(() => z.record(z.string(), z.union([z.string(), tree])));

/** Reads every `<locale>.json` of a folder, by locale. Throws when one is not a tree of texts. */
export function readLocales(folder: URL): Record<string, TextTree> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => {
      const text = readFileSync(new URL(file, folder), 'utf8');
      return [file.slice(0, -'.json'.length), tree.parse(JSON.parse(text))];
    }),
  );
}
