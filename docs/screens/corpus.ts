import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { keysIn, type Piece } from './pieces.ts';

/** What the bot sent once. `body` is as Discord got it, each string in pieces. */
export interface Screen {
  readonly kind: 'message' | 'modal' | 'commands' | 'file';
  readonly body: Node;
}

/** JSON whose strings are in pieces. */
export type Node = number | boolean | null | readonly Node[] | { readonly [name: string]: Node } | Pieces;
/** A string in pieces; no other object of Discord's has this name. */
export interface Pieces {
  readonly $pieces: readonly Piece[];
}

export const isPieces = (node: Node): node is Pieces =>
  typeof node === 'object' && node !== null && !Array.isArray(node) && '$pieces' in node;

/** The keys of texts on a screen. */
export function keysOn(node: Node): ReadonlySet<string> {
  if (typeof node !== 'object' || node === null) return new Set();
  if (isPieces(node)) return new Set(keysIn(node.$pieces));
  return new Set(Object.values(node).flatMap((part) => [...keysOn(part)]));
}

/** As few screens as show every key that any of them shows, with the fullest first. */
export function fewest(screens: readonly Screen[]): readonly Screen[] {
  const left = screens.map((screen) => ({ screen, keys: new Set(keysOn(screen.body)) }));
  const chosen: Screen[] = [];
  while (true) {
    const best = left.reduce<(typeof left)[number] | undefined>(
      (most, one) => (one.keys.size > (most?.keys.size ?? 0) ? one : most),
      undefined,
    );
    if (!best) return chosen;
    chosen.push(best.screen);
    const shown = [...best.keys];
    for (const { keys } of left) for (const key of shown) keys.delete(key);
  }
}

// What is read was written by the recording itself.
const Recorded = z.object({ digest: z.string(), screens: z.custom<readonly Screen[]>(Array.isArray) });

/** The screens that were recorded; undefined where there are none, or what they show has changed since. */
export function readRecorded(file: URL, digest: string): readonly Screen[] | undefined {
  try {
    const recorded = Recorded.parse(JSON.parse(readFileSync(file, 'utf8')));
    return recorded.digest === digest ? recorded.screens : undefined;
  } catch {
    return undefined;
  }
}

/** Changes with everything that recorded screens are made of. Translations are not among it. */
export function digestOf(root: URL): string {
  const hash = createHash('sha256');
  const sources = ['src/**/*.ts', 'commands/**/*.ts', 'sandbox/**/*.ts', 'tests/flow/**/*.ts', 'tests/support/**/*.ts'];
  const paths = globSync([...sources, 'docs/screens/*.ts', 'locales/en-US.json'], { cwd: root }).sort();
  for (const path of paths) hash.update(path).update(readFileSync(new URL(path, root)));
  return hash.digest('hex');
}
