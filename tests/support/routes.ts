import { readFileSync } from 'node:fs';
import { sourcesIn } from '../structure/sources.ts';

const declaration = /\broute\('(\w+)', '(\w+)'\)/g;

/** The name of every route that the bot declares. */
export const routes: readonly string[] = sourcesIn('src').flatMap(({ path }) => {
  const source = readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
  return [...source.matchAll(declaration)].map(([, area, action]) => `${area}:${action}`);
});
