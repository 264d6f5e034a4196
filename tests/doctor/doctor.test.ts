import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { systemClock } from '../../src/clock.ts';
import { inviteLink } from '../../src/doctor/discord.ts';
import { examine } from '../../src/doctor/examine.ts';
import { formatFindings } from '../../src/doctor/finding.ts';
import { describeAccount } from '../../src/doctor/twilio.ts';
import { adoptKey } from '../../src/gate/database-key.ts';
import { derivePeppers } from '../../src/otp/pepper.ts';
import { openStores } from '../../src/storage/stores.ts';
import { noCanaries } from '../support/canaries.ts';
import { runProgram } from '../support/program.ts';

const canaries = { authToken: 'canary-auth-token', token: 'canary-wrong-token' };

async function sandboxForTest(): Promise<Sandbox> {
  const sandbox = await startSandbox({ rateLimits: 'none' });
  onTestFinished(() => sandbox.close());
  sandbox.world.application.ownerHasTwoFactor = true;
  return sandbox;
}

function folderForTest(): string {
  const folder = mkdtempSync(join(tmpdir(), 'latchkey-doctor-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** A whole and healthy installation against the sandbox. */
function healthy(sandbox: Sandbox) {
  return {
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API_URL: sandbox.discordApiUrl,
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: canaries.authToken,
    TWILIO_VERIFY_SERVICE_SID: sandbox.twilio.verify.addService({ lookupEnabled: true, skipSmsToLandlines: true }).sid,
    TWILIO_API_URL: sandbox.twilioApiUrl,
    DATABASE_URL: `sqlite:${join(folderForTest(), 'latchkey.sqlite')}`,
    SECRET_KEY: Buffer.alloc(32, 3).toString('base64'),
  };
}

/** What the doctor says, every line of it free of secrets. */
async function said(env: Record<string, string>, clock = systemClock()): Promise<string> {
  const text = formatFindings(await examine({ env, fetch, clock }));
  noCanaries(text, canaries);
  return text;
}

describe('the doctor', () => {
  it('finds nothing wrong with a healthy installation, and gives its invite link', async () => {
    const sandbox = await sandboxForTest();
    // The plans grow old while the tests stay.
    const text = (await said(healthy(sandbox))).replace(/^note {2}The list of all countries.*\n.*\n/m, '');
    expect(text.split('\n').filter((line) => line && !line.startsWith('ok '))).toEqual([]);
    expect(text).toContain(inviteLink(sandbox.world.application.id));
    expect(text).toContain('The database accepts writes.');
    expect(text).toContain('TWILIO_VERIFY_SERVICE_SID belongs to the account.');
    expect(text).toContain('accepts custom codes');
  });

  it('case 42: says so where the account that owns the bot has no two-factor authentication, and nothing where Discord does not', async () => {
    const sandbox = await sandboxForTest();
    expect(await said(healthy(sandbox))).not.toContain('two-factor');
    sandbox.world.application.ownerHasTwoFactor = false;
    expect(await said(healthy(sandbox))).toContain('note  The account that owns the bot has no two-factor');
    sandbox.world.faults.add({ method: 'GET', path: /users\/@me$/, status: 503, times: 1 });
    expect(await said(healthy(sandbox))).not.toContain('two-factor');
  });

  it('says so when the numbers in the database are under another key', async () => {
    const env = healthy(await sandboxForTest());
    const secretKey = Buffer.alloc(32, 9);
    const stores = await openStores({ databaseUrl: env.DATABASE_URL }, { secretKey, clock: systemClock() });
    await adoptKey(stores.facts, derivePeppers({ current: secretKey, previous: [] }), false);
    await stores.close();
    expect(await said(env)).toContain('The numbers in the database were stored with a different key than SECRET_KEY.');
    for (const SECRET_KEY_PREVIOUS of [secretKey.toString('base64'), 'lost']) {
      expect(await said({ ...env, SECRET_KEY_PREVIOUS })).toContain('ok    SECRET_KEY is set.');
    }
  });

  it.each<[env: Record<string, string>, text: string]>([
    [{}, 'ok    Discord recommends 4 shards; this process uses that many.'],
    [{ SHARDS: '0-1', SHARD_COUNT: '4' }, 'ok    This process has 2 shards of 4; Discord recommends 4.'],
    [{ SHARDS: '0', SHARD_COUNT: '2' }, 'note  This process has 1 shard of 2, but Discord recommends 4.'],
  ])('says how many shards there are, with %j', async (shards, text) => {
    const sandbox = await sandboxForTest();
    sandbox.world.application.recommendedShards = 4;
    expect(await said({ ...healthy(sandbox), ...shards })).toContain(text);
  });

  it('asks for exactly View Channel, Send Messages and Manage Roles, and for commands', () => {
    const link = new URL(inviteLink('100200300400500600'));
    expect(link.origin + link.pathname).toBe('https://discord.com/oauth2/authorize');
    expect(Object.fromEntries(link.searchParams)).toEqual({
      client_id: '100200300400500600',
      permissions: '268438528',
      scope: 'bot applications.commands',
    });
  });

  it('names every setting that is missing', async () => {
    const text = await said({});
    expect(text).toMatch(/^fix {3}DISCORD_TOKEN is missing\.\n {6}→ Copy it from/);
    expect(text).toContain('TWILIO_ACCOUNT_SID is missing');
  });

  it('recognises a wrong token', async () => {
    const sandbox = await sandboxForTest();
    expect(await said({ ...healthy(sandbox), DISCORD_TOKEN: canaries.token })).toContain(
      'fix   Discord does not accept the token.',
    );
  });

  it('says who did not answer', async () => {
    const sandbox = await sandboxForTest();
    const nowhere = 'http://127.0.0.1:9';
    const text = await said({ ...healthy(sandbox), DISCORD_API_URL: nowhere, TWILIO_API_URL: nowhere });
    expect(text).toContain('fix   Discord did not answer.');
    expect(text).toContain('fix   Twilio did not answer.');
    expect(text).toContain('ok    The database accepts writes.');
  });

  it('recognises a sender that belongs to somebody else', async () => {
    const sandbox = await sandboxForTest();
    const text = await said({ ...healthy(sandbox), TWILIO_VERIFY_SERVICE_SID: '', TWILIO_FROM: '+14155550199' });
    expect(text).toContain('fix   TWILIO_FROM does not belong to the account.');
  });

  it('recognises a store that cannot be written', async () => {
    const sandbox = await sandboxForTest();
    const file = join(folderForTest(), 'a-file');
    writeFileSync(file, 'not a folder');
    chmodSync(file, 0o400);
    const text = await said({ ...healthy(sandbox), DATABASE_URL: `sqlite:${file}/latchkey.sqlite` });
    expect(text).toContain('fix   The database does not accept writes.');
  });

  it('notes a key that is not in the settings, and makes none', async () => {
    const sandbox = await sandboxForTest();
    const text = await said({ ...healthy(sandbox), SECRET_KEY: '' });
    expect(text).toContain('note  SECRET_KEY is not set');
  });

  it.each([
    [-31_000, 'fix   The clock of this machine is'],
    [-20_000, 'ok    The clock of this machine is right.'],
    [20_000, 'ok    The clock of this machine is right.'],
    [40_000, 'fix   The clock of this machine is'],
  ])('compares the clock with Discord: %i ms off', async (off, line) => {
    const sandbox = await sandboxForTest();
    const clock = { ...systemClock(), now: () => Date.now() + off };
    // Discord tells whole seconds, so the boundary itself is not for a test.
    expect(await said(healthy(sandbox), clock)).toContain(line);
  });

  it.each([
    [{ interactions_endpoint_url: 'https://bot.example/interactions' }, 'Clear "Interactions Endpoint URL"'],
    [{ bot_require_code_grant: true }, 'Switch off "Requires OAuth2 Code Grant"'],
  ])('recognises an application set up in a way that cannot work: %j', async (setting, todo) => {
    const sandbox = await sandboxForTest();
    const application = { id: '100200300400500600', name: 'Latchkey', ...setting };
    const env = healthy(sandbox);
    const findings = await examine({ env, fetch: async () => Response.json(application), clock: systemClock() });
    expect(formatFindings(findings)).toContain(todo);
  });

  it('tells a trial account and what could not be checked as notes', () => {
    const findings = describeAccount(
      { credentials: 'ok', sender: 'unknown', trial: true },
      { sender: { is: 'service', sid: 'MG1' } },
    );
    expect(findings.map(({ is }) => is)).toEqual(['ok', 'note', 'note', 'note']);
    expect(
      describeAccount(
        { credentials: 'wrong', sender: 'unknown' },
        { sender: { is: 'number', from: '+14155550100' } },
      ).map(({ is }) => is),
    ).toEqual(['fix']);
  });
});

describe('npm run doctor', () => {
  async function run(env: Record<string, string>) {
    const { code, stdout, stderr } = await runProgram('src/doctor.ts', [], { env, cwd: folderForTest() });
    return { code, output: stdout + stderr };
  }

  it('ends with 0 when all is well', async () => {
    const { code, output } = await run(healthy(await sandboxForTest()));
    expect(output).toMatch(/^ok {4}The settings are complete\./);
    expect(code).toBe(0);
  });

  it('ends with 1 and no stack when anything is to be fixed', async () => {
    const { code, output } = await run({});
    expect(output).toMatch(/^fix {3}DISCORD_TOKEN/);
    expect(output).not.toMatch(/^\s+at /m);
    expect(code).toBe(1);
  });
});
