import { globSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';

/** A source file by its path from the root, with what it imports: files by their path from the root, packages by their name. */
export interface Source {
  readonly path: string;
  readonly lines: number;
  readonly imports: readonly string[];
}

const root = new URL('../../', import.meta.url);
const statement = /(?:^|\n)\s*(?:import|export)\s[^;'"]*?from\s*['"]([^'"]+)['"]|\bimport\s*\(?\s*['"]([^'"]+)['"]/g;

/** Every TypeScript file of the given folders. */
export function sourcesIn(...folders: readonly string[]): Source[] {
  const paths = globSync(
    folders.map((folder) => `${folder}/**/*.ts`),
    { cwd: root, exclude: ['**/node_modules/**'] },
  );
  return paths.map((found) => {
    const path = found.replaceAll('\\', '/');
    const text = readFileSync(new URL(path, root), 'utf8');
    const imports = [...text.matchAll(statement)].map(([, from, bare]) => resolved(path, from ?? bare ?? ''));
    return { path, lines: text.split('\n').length - 1, imports };
  });
}

/** The style sheets of the sandbox's page, by their path from the root, with how long each is. */
export function styleSheets(): Pick<Source, 'path' | 'lines'>[] {
  return globSync('sandbox/page/*.css', { cwd: root }).map((found) => {
    const path = found.replaceAll('\\', '/');
    return { path, lines: readFileSync(new URL(path, root), 'utf8').split('\n').length - 1 };
  });
}

function resolved(importer: string, specifier: string): string {
  return specifier.startsWith('.') ? posix.join(posix.dirname(importer), specifier) : specifier;
}
