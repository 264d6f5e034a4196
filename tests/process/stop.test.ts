import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { type Person, personIn } from '../support/person.ts';
import { type BotProcess, startBot, startEnv } from './bot.ts';

let sandbox: Sandbox;
let folder: string;
let bot: BotProcess;
let mira: Person;
beforeEach(async () => {
  sandbox = await startSandbox({ rateLimits: 'none' });
  folder = mkdtempSync(join(tmpdir(), 'latchkey-stop-'));
  bot = await started();
  mira = personIn(sandbox, 'mira');
  const { roles, channels } = sandbox.seeded;
  await personIn(sandbox, 'ada').slash('setup', { role: roles.verified, channel: channels.verify });
  await sandbox.world.until(() => mira.notice());
});
afterEach(async () => {
  await bot.kill('SIGKILL');
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

async function started(): Promise<BotProcess> {
  const process = startBot({ ...startEnv(sandbox, folder), TWILIO_TIMEOUT: '60s' }, folder);
  await process.ready();
  return process;
}

/** Mira has pressed Send OTP, and Twilio takes its time. */
async function sending(slowMs: number): Promise<void> {
  sandbox.twilio.setFaults({ slowMs });
  await mira.begin();
  await mira.press('Send OTP');
  await vi.waitFor(() => expect(sandbox.twilio.requests).toBe(1), 5000);
}

/** Sends the signal. @returns how the bot ended, and after how many ms */
async function stopped(signal: 'SIGTERM' | 'SIGINT' | 'SIGHUP') {
  const from = performance.now();
  const { code, stdout } = await bot.kill(signal);
  return { code, stdout, took: performance.now() - from };
}

describe('a bot that is told to stop', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s finishes the SMS that it is sending', async (signal) => {
    await sending(1500);
    const { code, took } = await stopped(signal);
    expect(code).toBe(0);
    expect(took).toBeLessThan(10_000);
    expect(mira.sees()).toContain('on its way');
    expect(mira.buttons()).toMatchObject({ Submit: 'on' });

    sandbox.twilio.clearFaults();
    bot = await started();
    await mira.slash('verify');
    await mira.untilSees('was delivered');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
  });

  it('leaves what comes in between to the next process', async () => {
    await sending(1500);
    const ended = bot.kill('SIGTERM');
    await bot.says('stopping');
    const jonas = personIn(sandbox, 'jonas');
    expect(await jonas.press('Verify', jonas.notice())).toEqual({ is: 'failed' });
    expect((await ended).code).toBe(0);
    bot = await started();
    expect(await jonas.press('Verify', jonas.notice())).toMatchObject({ is: 'modal' });
  });

  it('case 10: ends in time when Twilio does not answer, and leaves a code that works', async () => {
    await sending(30_000);
    const { code, stdout, took } = await stopped('SIGTERM');
    expect(code).toBe(0);
    expect(took).toBeLessThan(10_000);
    expect(stdout).toContain('members continue where they are');

    sandbox.twilio.clearFaults();
    bot = await started();
    await mira.slash('verify');
    expect(mira.sees()).toContain('on its way');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
  });

  it('by two signals of a wrapper in the same moment still finishes', async () => {
    await sending(1500);
    const ended = bot.kill('SIGINT');
    await bot.says('stopping');
    const { code, stdout } = await stopped('SIGTERM');
    expect(code).toBe(0);
    expect(stdout.match(/stopping: accepting no more work/g)).toHaveLength(1);
    expect(mira.sees()).toContain('on its way');
    await ended;
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends at once when it is told again by %s a moment later', async (signal) => {
    await sending(30_000);
    const from = performance.now();
    let isOver = false;
    const ended = bot.kill('SIGTERM').finally(() => {
      isOver = true;
    });
    await bot.says('stopping');
    const again = () => {
      void bot.kill(signal);
      expect(isOver).toBe(true);
    };
    await vi.waitFor(again, { timeout: 7000, interval: 100 });
    expect((await ended).code).toBe(1);
    expect(performance.now() - from).toBeLessThan(5000);
  });

  it('while it starts, ends without a complaint', async () => {
    await bot.kill('SIGTERM');
    sandbox.traffic.clear();
    bot = startBot(startEnv(sandbox, folder), folder);
    await sandbox.traffic.until(() => sandbox.traffic.exchanges.length > 0);
    expect(await bot.kill('SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  });
});
