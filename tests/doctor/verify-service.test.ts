import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { systemClock } from '../../src/clock.ts';
import { examine } from '../../src/doctor/examine.ts';
import { formatFindings } from '../../src/doctor/finding.ts';
import { examineMaking } from '../../src/doctor/verify-service.ts';
import { noCanaries } from '../support/canaries.ts';
import { runProgram } from '../support/program.ts';

const canaries = { authToken: 'canary-auth-token' };

let sandbox: Sandbox;
let env: Record<string, string>;

beforeEach(async () => {
  sandbox = await startSandbox({ rateLimits: 'none' });
  onTestFinished(() => sandbox.close());
  env = {
    TWILIO_ACCOUNT_SID: `AC${'1'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: canaries.authToken,
    TWILIO_API_URL: sandbox.twilioApiUrl,
  };
});

const services = () => sandbox.twilio.verify.services();

async function making(name: string, more: Record<string, string> = {}) {
  const { findings, line } = await examineMaking({ ...env, ...more }, name);
  const text = formatFindings(findings);
  noCanaries(text, canaries);
  return { text, line };
}

const right = {
  friendlyName: 'Lantern Bay',
  codeLength: 4,
  customCodeEnabled: true,
  lookupEnabled: true,
  skipSmsToLandlines: true,
  dtmfInputRequired: true,
  doNotShareWarningEnabled: true,
};

describe('a Verify service is made', () => {
  it('with the settings that codes need, by the Twilio credentials alone, and its line for .env is given', async () => {
    const { text, line } = await making('Lantern Bay');
    expect(services()).toMatchObject([right]);
    expect(line).toBe(`TWILIO_VERIFY_SERVICE_SID=${services()[0]?.sid}`);
    expect(text).toBe('ok    The Verify service was created.\n');
  });

  it('once, however often it is asked for', async () => {
    const { line } = await making('Lantern Bay');
    expect((await making('Lantern Bay')).line).toBe(line);
    expect(services()).toHaveLength(1);
  });

  it('with as many digits as codes have', async () => {
    await making('Lantern Bay', { OTP_LENGTH: '6' });
    expect(services()).toMatchObject([{ codeLength: 6 }]);
  });

  it('and what else is set to send from is named', async () => {
    const { text } = await making('Lantern Bay', { TWILIO_FROM: '+14155550100' });
    expect(text).toContain('note  TWILIO_FROM is set too.');
  });
});

describe('one that is there', () => {
  it('without own codes is named by the doctor, and mended by the same command', async () => {
    const service = sandbox.twilio.verify.addService({ friendlyName: 'Old', customCodeEnabled: false });
    const set = { ...env, TWILIO_VERIFY_SERVICE_SID: service.sid, DISCORD_TOKEN: sandbox.token };
    const whole = { ...set, DISCORD_API_URL: sandbox.discordApiUrl, DATABASE_URL: 'sqlite::memory:' };
    const said = async () => formatFindings(await examine({ env: whole, fetch, clock: systemClock() }));
    expect(await said()).toContain('fix   The Verify service “Old” does not accept custom codes');
    expect(await said()).toContain('npm run doctor -- --make-verify-service "Old"');

    const { text, line } = await making('Lantern Bay', set);
    expect(text).toContain('ok    The Verify service has the right settings.');
    expect(line).toBe(`TWILIO_VERIFY_SERVICE_SID=${service.sid}`);
    expect(services()).toMatchObject([right]);
    expect(await said()).toContain('ok    The Verify service “Lantern Bay” accepts custom codes');
  });

  it('and has no WhatsApp sender is named where WhatsApp is on', async () => {
    const { sid } = sandbox.twilio.verify.addService({ whatsappFrom: null });
    const whole = {
      ...env,
      TWILIO_VERIFY_SERVICE_SID: sid,
      DISCORD_TOKEN: sandbox.token,
      DISCORD_API_URL: sandbox.discordApiUrl,
      DATABASE_URL: 'sqlite::memory:',
      WHATSAPP: 'on',
    };
    const text = formatFindings(await examine({ env: whole, fetch, clock: systemClock() }));
    expect(text).toContain('fix   It has no WhatsApp sender (68008).');
  });

  it('of another account is told', async () => {
    const { text, line } = await making('Lantern Bay', { TWILIO_VERIFY_SERVICE_SID: `VA${'9'.repeat(32)}` });
    expect(text).toContain('fix   TWILIO_VERIFY_SERVICE_SID does not belong to the account.');
    expect(line).toBeUndefined();
  });
});

describe('nothing is made', () => {
  it.each([
    ['', 'The name is missing.'],
    ['x'.repeat(33), 'The name is too long.'],
    ['Bay 12345', 'The name has five digits in a row.'],
    ['Lantern Bay!', 'Twilio does not accept this name.'],
  ])('with the name %j', async (name, problem) => {
    const { text, line } = await making(name);
    expect(text).toContain(`fix   ${problem}`);
    expect(line).toBeUndefined();
    expect(services()).toEqual([]);
  });

  it('without credentials, or with wrong ones', async () => {
    expect((await making('Lantern Bay', { TWILIO_AUTH_TOKEN: '' })).text).toContain('TWILIO_AUTH_TOKEN is missing.');
    sandbox.twilio.credentials = { username: `AC${'1'.repeat(32)}`, password: 'another' };
    expect((await making('Lantern Bay')).text).toContain('fix   Twilio does not accept the credentials.');
    expect(services()).toEqual([]);
  });

  it('where Twilio does not answer', async () => {
    const { text } = await making('Lantern Bay', { TWILIO_API_URL: 'http://127.0.0.1:9' });
    expect(text).toContain('fix   Twilio did not create the service (ECONNREFUSED).');
  });
});

it('is what npm run doctor -- --make-verify-service does', async () => {
  const cwd = mkdtempSync(join(tmpdir(), 'latchkey-doctor-'));
  onTestFinished(() => rmSync(cwd, { recursive: true, force: true }));
  const { stdout } = await runProgram('src/doctor.ts', ['--make-verify-service', 'Lantern Bay'], { env, cwd });
  expect(stdout).toContain(`\n\nTWILIO_VERIFY_SERVICE_SID=${services()[0]?.sid}\n`);
});
