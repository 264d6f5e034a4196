import { globSync, readFileSync } from 'node:fs';

/** The project's root, as a URL that ends in a slash. */
export const root = new URL('../../', import.meta.url);

/** A page of prose: its path from the root and its text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every Markdown file of the project. */
export const pages: readonly Page[] = globSync('**/*.md', {
  cwd: root,
  exclude: (path) => path === 'node_modules' || path === 'data',
}).map((found) => {
  const path = found.replaceAll('\\', '/');
  return { path, text: read(path) };
});

/** The text of a file. @param path from the root */
export function read(path: string): string {
  return readFileSync(new URL(path, root), 'utf8');
}

/** Where a page's links and images lead, as they stand there; addresses of the web left out, and what is behind a `#`. */
export function linksOf({ text }: Page): string[] {
  const targets = text.matchAll(/\]\(([^)\s]+)\)|\b(?:src|srcset|href)="([^"]+)"/g);
  return [...targets]
    .map(([, markdown, html]) => (markdown ?? html ?? '').replace(/#.*$/, ''))
    .filter((target) => target !== '' && !/^[a-z]+:/i.test(target));
}

/** What the groups of `pattern` find in `text`, once each. */
export function found(text: string, pattern: RegExp): string[] {
  return [...new Set([...text.matchAll(pattern)].flatMap(([, ...groups]) => groups.filter((group) => group)))];
}
