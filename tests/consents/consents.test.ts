import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { CONSENT_VERSION } from '../../src/gate/consent.ts';
import { parseCsv } from '../support/csv.ts';
import { type Play, startPlay } from '../support/play.ts';
import { runProgram } from '../support/program.ts';

let play: Play | undefined;
afterEach(() => play?.stop().then(() => (play = undefined)));

/** `npm run consents` with this database, into this file. */
const consentsOf = (DATABASE_URL: string, file: string) =>
  runProgram('src/consents.ts', [file], { env: { DATABASE_URL } });

it('each consent is kept with the version of its words, shown to its member, and exported without a number', async () => {
  play = await startPlay();
  const { guildId } = play.sandbox.seeded;
  const mira = play.person('mira');
  await mira.begin();
  await mira.send();
  await mira.slash('privacy');
  await mira.untilSees(`Agreed to get codes · wording of ${CONSENT_VERSION}`);

  const file = join(play.folder, 'consents.csv');
  const databaseUrl = `sqlite:${join(play.folder, 'latchkey.sqlite')}`;
  expect(await consentsOf(databaseUrl, file)).toMatchObject({ code: 0, stderr: '' });
  const written = readFileSync(file, 'utf8');
  expect(parseCsv(written)).toEqual([
    ['given_at', 'server', 'account', 'words', 'way'],
    [expect.stringMatching(/^\d{4}-\d\d-\d\dT/), guildId, mira.id, CONSENT_VERSION, 'form'],
  ]);
  expect(written).not.toContain('5550123');
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(await consentsOf(databaseUrl, file)).toMatchObject({
    code: 1,
    stderr: expect.stringContaining('already exists'),
  });
});

it('a database that is not there is named, and none is made', async () => {
  const { code, stderr } = await consentsOf('sqlite:/nowhere/latchkey.sqlite', '/nowhere/consents.csv');
  expect(code).toBe(1);
  expect(stderr).toContain('The database does not exist');
});
