import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
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

it('case 14: a bug that ends the process is written as its stack alone, and the next start goes on', async () => {
  const bot = startBot(startEnv(sandbox, folder), folder);
  await bot.registered();
  const [ada, mira] = [personIn(sandbox, 'ada'), personIn(sandbox, 'mira')];
  await ada.slash('setup', { role: sandbox.seeded.roles.verified, channel: sandbox.seeded.channels.verify });
  await sandbox.world.until(() => mira.notice());
  await mira.begin();
  await mira.send();
  const form = await mira.openForm('Submit');

  // Discord always resolves whom a command is used on; discord.js throws where it does not, outside of any handler.
  const broken = { id: '1', type: 2, name: 'canary-in-the-payload', target_id: mira.phone };
  void mira.actor.forge('command', broken, { channelId: sandbox.seeded.channels.verify });
  const { code, stdout, stderr } = await bot.ended;

  expect([code, stderr]).toEqual([1, '']);
  const last = JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
  expect(last).toMatchObject({ level: 'fatal', error: { name: 'TypeError', at: expect.any(Array) } });
  noCanaries(stdout, {
    number: mira.phone,
    code: mira.code(),
    token: sandbox.token,
    payload: 'canary-in-the-payload',
    twilio: 'canary-twilio-auth-token',
  });

  const next = startBot(startEnv(sandbox, folder), folder);
  await next.ready();
  await mira.actor.submit(form, { code: mira.code() });
  await mira.untilSees('You are verified');
  await next.kill('SIGTERM');
});
