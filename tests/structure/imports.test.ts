import { expect, it } from 'vitest';
import { type Source, sourcesIn } from './sources.ts';

const sources = sourcesIn('src', 'commands', 'sandbox', 'bench', 'tests');
/** The ground floor: what everybody may use. */
const ground = ['src/base/', 'src/clock.ts'];
const domain = [...ground, 'src/otp/', 'src/limits/', 'src/gate/'];
/** The few that wire everything: the app, what starts it, and what checks an installation. */
const top = [
  'src/app.ts',
  'src/main.ts',
  'src/doctor.ts',
  'src/doctor/',
  'src/app/',
  'src/move.ts',
  'src/move/',
  'src/backup.ts',
  'src/consents.ts',
];

const isIn = (places: readonly string[]) => (path: string) => places.some((place) => path.startsWith(place));
const isOurs = isIn(['src/', 'commands/', 'sandbox/', 'tests/', 'bench/', 'locales/']);

/** `importer → imported` for every import of the files in `places` that `allowed` does not admit. */
function offences(places: readonly string[], allowed: (imported: string, importer: string) => boolean): string[] {
  const inside = sources.filter((source: Source) => isIn(places)(source.path));
  return inside.flatMap(({ path, imports }) =>
    imports.filter((one) => !allowed(one, path)).map((one) => `${path} → ${one}`),
  );
}

it('the files are found, with what they import', () => {
  expect(sources.length).toBeGreaterThan(50);
  const one = sources.find(({ path }) => path === 'src/otp/number/judging.ts');
  expect(one?.imports).toEqual(expect.arrayContaining(['src/otp/number/e164.ts', 'libphonenumber-js/max']));
});

it('the ground floor knows only itself and node:crypto', () => {
  expect(offences(ground, isIn([...ground, 'node:crypto']))).toEqual([]);
});

it('the domain knows only itself, the ground floor, node:crypto and the phone library', () => {
  const allowed = isIn([...domain, 'node:crypto', 'libphonenumber-js']);
  expect(offences(domain, allowed)).toEqual([]);
});

it('limits know nothing of what they limit: only themselves and the ground floor', () => {
  expect(offences(['src/limits/'], isIn([...ground, 'src/limits/']))).toEqual([]);
});

it('nothing that is run for real knows the sandbox, the tests or the benchmarks', () => {
  expect(offences(['src/', 'commands/'], (one) => !isIn(['sandbox/', 'tests/', 'bench/'])(one))).toEqual([]);
});

it('only the top wires: nothing below imports it, and nothing but it imports the storage', () => {
  expect(offences(['src/', 'commands/'], (one, from) => isIn(top)(from) || !isIn(top)(one))).toEqual([]);
  expect(
    offences(
      ['src/', 'commands/'],
      (one, from) => isIn([...top, 'src/storage/'])(from) || !one.startsWith('src/storage/'),
    ),
  ).toEqual([]);
});

it('commands know Discord, the domain and the texts', () => {
  const allowed = isIn([...domain, 'commands/', 'src/discord/', 'src/text/', 'discord.js']);
  expect(offences(['commands/'], allowed)).toEqual([]);
});

it('only the top knows the commands', () => {
  expect(offences(['src/'], (one, from) => isIn(top)(from) || !one.startsWith('commands/'))).toEqual([]);
});

it.each<[vendor: string, homes: string[]]>([
  ['discord.js', ['src/discord/', 'commands/', 'src/app.ts', 'src/app/']],
  ['twilio', ['src/sms/']],
  ['undici', ['src/sms/', 'src/network/']],
  ['kysely', ['src/storage/']],
  ['pg', ['src/storage/']],
  ['@redis/', ['src/storage/']],
  ['node:sqlite', ['src/storage/']],
  ['libphonenumber-js', ['src/otp/', 'src/config/']],
  ['i18next', ['src/text/']],
  ['dotenv', ['src/main.ts', 'src/doctor.ts', 'src/backup.ts', 'src/consents.ts']],
  ['pino-pretty', ['src/log/terminal.ts']],
  ['@napi-rs/canvas', ['src/discord/stats/picture/paint.ts']],
  ['prom-client', ['src/metrics/']],
])('%s is known only to %j', (vendor, homes) => {
  expect(offences(['src/', 'commands/'], (one, from) => !one.startsWith(vendor) || isIn(homes)(from))).toEqual([]);
});

it('the sandbox knows the bot only where it starts it', () => {
  const ofTheBot = isIn(['src/', 'commands/', 'locales/']);
  expect(offences(['sandbox/'], (one, from) => from === 'sandbox/main.ts' || !ofTheBot(one))).toEqual([]);
});

it('nothing but the tests imports the tests', () => {
  expect(offences(['src/', 'commands/', 'sandbox/'], (one) => !one.startsWith('tests/'))).toEqual([]);
});

it('every import of a file names it with its extension', () => {
  expect(offences([''], (one) => !isOurs(one) || /\.(ts|json|js|mjs)$/.test(one))).toEqual([]);
});
