import { randomBytes } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { freshName, noPostgres, postgresUrl } from '../storage/servers.ts';
import { noCanaries } from '../support/canaries.ts';
import { personIn } from '../support/person.ts';
import { startBot, startEnv } from './bot.ts';

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox({ rateLimits: 'none' });
  folder = mkdtempSync(join(tmpdir(), 'latchkey-process-'));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('npm start', () => {
  it('without settings lists what is missing, each with its fix, and no stack', async () => {
    const { code, stderr } = await startBot({}, folder).ended;
    expect(code).toBe(1);
    for (const name of ['DISCORD_TOKEN', 'TWILIO_ACCOUNT_SID', 'TWILIO_AUTH_TOKEN', 'TWILIO_FROM'])
      expect(stderr).toContain(name);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('with a wrong token says so in one sentence', async () => {
    const env = { ...startEnv(sandbox, folder), DISCORD_TOKEN: 'canary.wrong.token' };
    const { code, stdout, stderr } = await startBot(env, folder).ended;
    expect(code).toBe(1);
    expect(stderr).toMatch(/^Discord does not accept DISCORD_TOKEN\. .*\n$/);
    noCanaries(stdout + stderr, { token: 'canary.wrong.token' });
  });

  it('without Discord says that it could not be reached', async () => {
    const env = { ...startEnv(sandbox, folder), DISCORD_API_URL: 'http://127.0.0.1:9' };
    const { code, stderr } = await startBot(env, folder).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('Discord could not be reached');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('with a database that cannot be opened says so', async () => {
    const env = { ...startEnv(sandbox, folder), DATABASE_URL: 'sqlite:/dev/null/latchkey.sqlite' };
    const { code, stderr } = await startBot(env, folder).ended;
    expect(code).toBe(1);
    expect(stderr).toContain('DATABASE_URL');
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  describe.skipIf(noPostgres !== undefined)(`on PostgreSQL ${noPostgres ?? ''}`, () => {
    const stranger = new URL(postgresUrl);
    stranger.username = 'latchkey_stranger';
    stranger.password = 'canary-password';
    const nowhere = new URL(`/${freshName()}`, postgresUrl);

    it.each([
      // A server that asks nobody for a password does not know this user.
      [
        'a wrong user or password',
        stranger,
        /^PostgreSQL does not (accept the password|let this user in) \(SQLSTATE 28(P01|000)\)$/,
      ],
      ['a database that is missing', nowhere, /^PostgreSQL has no such database \(SQLSTATE 3D000\)$/],
    ])('with %s says so in plain words, and repeats nothing of the address', async (_, url, problem) => {
      const secretKey = randomBytes(32).toString('base64');
      const env = { ...startEnv(sandbox, folder), DATABASE_URL: url.href, SECRET_KEY: secretKey };
      const { code, stdout, stderr } = await startBot(env, folder).ended;
      expect(code).toBe(1);
      expect(stdout).toBe('');
      const [said, found, ...advice] = stderr.trimEnd().split('. ');
      expect([said, found]).toEqual(['The bot cannot store its data', expect.stringMatching(problem)]);
      expect(advice).toEqual([
        'Check DATABASE_URL (host, port, user, password, database), and that the server runs, lets this machine in and takes writes.',
      ]);
    });
  });

  it('is a working bot, keeps its secret key in the data folder, and stops on SIGTERM', async () => {
    const bot = startBot(startEnv(sandbox, folder), folder);
    await bot.registered();
    const [ada, mira] = [personIn(sandbox, 'ada'), personIn(sandbox, 'mira')];
    await ada.slash('setup', { role: sandbox.seeded.roles.verified, channel: sandbox.seeded.channels.verify });
    await sandbox.world.until(() => mira.notice());
    await mira.verify();
    expect(mira.hasRole()).toBe(true);
    const { code, stdout, stderr } = await bot.kill('SIGTERM');
    expect(code).toBe(0);
    noCanaries(stdout + stderr, { number: mira.phone, token: sandbox.token, twilio: 'canary-twilio-auth-token' });
  });
});

it('with another secret key starts only where the one before is named, and knows the numbers that are taken', async () => {
  const env = startEnv(sandbox, folder);
  const [ada, mira, vesper] = [personIn(sandbox, 'ada'), personIn(sandbox, 'mira'), personIn(sandbox, 'vesper')];
  const first = startBot(env, folder);
  await first.registered();
  await ada.slash('setup', { role: sandbox.seeded.roles.verified, channel: sandbox.seeded.channels.verify });
  await sandbox.world.until(() => mira.notice());
  await mira.verify();
  await first.kill('SIGTERM');

  const kept = readFileSync(join(folder, 'secret.key'), 'utf8').trim();
  const fresh = randomBytes(32).toString('base64');
  const refused = await startBot({ ...env, SECRET_KEY: fresh }, folder).ended;
  expect(refused.code).toBe(1);
  expect(refused.stderr).toContain('stored with a different key than SECRET_KEY');
  noCanaries(refused.stdout + refused.stderr, { kept, fresh });

  const second = startBot({ ...env, SECRET_KEY: fresh, SECRET_KEY_PREVIOUS: kept }, folder);
  await second.ready();
  await vesper.begin();
  await vesper.send();
  await vesper.submit(vesper.code());
  await vesper.untilSees('already uses this number');
  expect(vesper.hasRole()).toBe(false);
  const { stdout, stderr } = await second.kill('SIGTERM');
  noCanaries(stdout + stderr, { kept, fresh });
});

it('killed after Send OTP and started again: the code from the SMS still verifies', async () => {
  const env = startEnv(sandbox, folder);
  const first = startBot(env, folder);
  await first.registered();
  const [ada, mira] = [personIn(sandbox, 'ada'), personIn(sandbox, 'mira')];
  await ada.slash('setup', { role: sandbox.seeded.roles.verified, channel: sandbox.seeded.channels.verify });
  await sandbox.world.until(() => mira.notice());
  await mira.begin();
  await mira.send();
  expect((await first.kill('SIGKILL')).signal).toBe('SIGKILL');

  const second = startBot(env, folder);
  await second.ready();
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
  expect(mira.hasRole()).toBe(true);
  expect(mira.smsCount()).toBe(1);
  await second.kill('SIGTERM');
});
