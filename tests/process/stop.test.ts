import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { type Person, personIn, personOf } from '../support/person.ts';
import { type BotProcess, startBot, startEnv } from './bot.ts';

let sandbox: Sandbox;
let folder: string;
/** The one that runs, if one does: one that a test has started for its member is told to stop by the next test. */
let bot: BotProcess | undefined;
let newcomers = 0;
let mira: Person;
beforeAll(async () => {
  sandbox = await startSandbox({ rateLimits: 'none' });
  folder = mkdtempSync(join(tmpdir(), 'latchkey-stop-'));
  const { roles, channels } = sandbox.seeded;
  await (await running()).registered();
  await personIn(sandbox, 'ada').slash('setup', { role: roles.verified, channel: channels.verify });
  await sandbox.world.until(() => personIn(sandbox, 'jonas').notice());
});
beforeEach(() => {
  newcomers += 1;
  mira = newcomer(newcomers);
});
afterEach(() => sandbox.twilio.clearFaults());
afterAll(async () => {
  await bot?.kill('SIGKILL');
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A member whom the bot has not seen. */
function newcomer(number: number): Person {
  const { world, seeded } = sandbox;
  const { id } = world.addUser({
    username: `mira.${number}`,
    displayName: `Mira ${number}`,
    phone: `+141555501${String(number).padStart(2, '0')}`,
    createdAt: Date.UTC(2020, 0),
  });
  world.addMember(seeded.guildId, id);
  return personOf(sandbox, id);
}

async function running(): Promise<BotProcess> {
  if (bot) return bot;
  bot = startBot({ ...startEnv(sandbox, folder), TWILIO_TIMEOUT: '60s' }, folder);
  await bot.ready();
  return bot;
}

/** The member has pressed Send OTP, and Twilio takes its time. @returns the bot that sends */
async function sending(slowMs: number): Promise<BotProcess> {
  const sender = await running();
  const before = sandbox.twilio.requests;
  sandbox.twilio.setFaults({ slowMs });
  await mira.begin();
  await mira.press('Send OTP');
  await vi.waitFor(() => expect(sandbox.twilio.requests).toBe(before + 1), 5000);
  return sender;
}

/** It is told to stop: it is not the one that runs any more. */
function kill(stopping: BotProcess, signal: 'SIGTERM' | 'SIGINT' | 'SIGHUP') {
  if (bot === stopping) bot = undefined;
  return stopping.kill(signal);
}

/** Sends the signal. @returns how the bot ended, and after how many ms */
async function stopped(stopping: BotProcess, signal: 'SIGTERM' | 'SIGINT' | 'SIGHUP') {
  const from = performance.now();
  const { code, stdout } = await kill(stopping, signal);
  return { code, stdout, took: performance.now() - from };
}

describe('a bot that is told to stop', () => {
  it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)('by %s finishes the SMS that it is sending', async (signal) => {
    const { code, took } = await stopped(await sending(1500), signal);
    expect(code).toBe(0);
    expect(took).toBeLessThan(10_000);
    expect(mira.sees()).toContain('on its way');
    expect(mira.buttons()).toMatchObject({ Submit: 'on' });

    sandbox.twilio.clearFaults();
    await running();
    await mira.slash('verify');
    await mira.untilSees('was delivered');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
  });

  it('leaves what comes in between to the next process', async () => {
    const sender = await sending(1500);
    const ended = kill(sender, 'SIGTERM');
    await sender.says('stopping');
    const jonas = personIn(sandbox, 'jonas');
    expect(await jonas.press('Verify', jonas.notice())).toEqual({ is: 'failed' });
    expect((await ended).code).toBe(0);
    await running();
    expect(await jonas.press('Verify', jonas.notice())).toMatchObject({ is: 'modal' });
  });

  it('case 10: ends in time when Twilio does not answer, and leaves a code that works', async () => {
    const { code, stdout, took } = await stopped(await sending(30_000), 'SIGTERM');
    expect(code).toBe(0);
    expect(took).toBeLessThan(10_000);
    expect(stdout).toContain('members continue where they are');

    sandbox.twilio.clearFaults();
    await running();
    await mira.slash('verify');
    expect(mira.sees()).toContain('on its way');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
  });

  it('by two signals of a wrapper in the same moment still finishes', async () => {
    const sender = await sending(1500);
    const ended = kill(sender, 'SIGINT');
    await sender.says('stopping');
    const { code, stdout } = await stopped(sender, 'SIGTERM');
    expect(code).toBe(0);
    expect(stdout.match(/stopping: accepting no more work/g)).toHaveLength(1);
    expect(mira.sees()).toContain('on its way');
    await ended;
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('ends at once when it is told again by %s a moment later', async (signal) => {
    const sender = await sending(30_000);
    const from = performance.now();
    let isOver = false;
    const ended = kill(sender, 'SIGTERM').finally(() => {
      isOver = true;
    });
    await sender.says('stopping');
    const again = () => {
      void sender.kill(signal);
      expect(isOver).toBe(true);
    };
    await vi.waitFor(again, { timeout: 7000, interval: 100 });
    expect((await ended).code).toBe(1);
    expect(performance.now() - from).toBeLessThan(5000);
  });

  it('while it starts, ends without a complaint', async () => {
    if (bot) await kill(bot, 'SIGTERM');
    sandbox.traffic.clear();
    const starting = startBot(startEnv(sandbox, folder), folder);
    await sandbox.traffic.until(() => sandbox.traffic.exchanges.length > 0);
    expect(await kill(starting, 'SIGTERM')).toMatchObject({ code: 0, stderr: '' });
  });
});
