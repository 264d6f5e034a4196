import { globSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const root = new URL('../../', import.meta.url);
/** The one place that says which language is whose. */
const decides = 'src/discord/language/languages.ts';
const files = globSync(['src/**/*.ts', 'commands/**/*.ts'], { cwd: root })
  .map((found) => found.replaceAll('\\', '/'))
  .map((path) => ({ path, text: readFileSync(new URL(path, root), 'utf8') }));

/** The files that say so, but for those that may. */
const offenders = (pattern: RegExp, ...may: readonly string[]) =>
  files.filter(({ path, text }) => !may.includes(path) && pattern.test(text)).map(({ path }) => path);

it('only one place chooses the texts that somebody reads', () => {
  // Calls are spoken where a voice is; commands are registered in every language at once, and asked for by their English names.
  const may = [decides, 'src/text/call.ts', 'src/discord/ui/naming.ts', 'commands/stats.ts', 'src/app/routing.ts'];
  expect(offenders(/\btexts\s*\.for\(/, ...may)).toEqual([]);
  expect(files.find(({ path }) => path === decides)?.text).toMatch(/\btexts\.for\(/);
});

it('only that place reads the language of a client or of a server, and hands it on', () => {
  expect(offenders(/\b(?:interaction|client)\??\.(?:locale|guildLocale)\b|\bguildLocale\b/, decides)).toEqual([]);
  expect(offenders(/\{[^{}]*\b(?:locale|guildLocale)\b[^{}]*\}\s*=\s*(?:\w+\.)?interaction\b/, decides)).toEqual([]);
  expect(offenders(/\bpreferredLocale\b/, decides, 'src/discord/rest/servers.ts')).toEqual([]);
});
