/** @module-tag long */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { playScenario } from './scenario.ts';

const folder = new URL('../conformance/', import.meta.url);
const isInstalled = existsSync(new URL('node_modules/.package-lock.json', folder));
const HOW = 'brought by: npm ci --prefix tests/conformance';

/** What a library cannot be told, and is turned by. */
const TURNED: Readonly<Record<string, readonly string[]>> = {
  eris: ['--import', './plain-http.mjs'],
  seyfert: ['--import', './plain-http.mjs'],
};

test.for(['discord.js', 'discordjs-core', 'eris', 'oceanic', 'seyfert', 'discordeno'])(
  '%s plays the scenario',
  { timeout: 60_000 },
  async (library, { skip, onTestFinished }) => {
    skip(!isInstalled, HOW);
    const sandbox = await startSandbox();
    const bot = startBot(library, sandbox);
    onTestFinished(async () => {
      bot.child.kill('SIGKILL');
      await sandbox.close();
    });
    await bot.ready;
    await Promise.race([playScenario(sandbox), bot.failed]);
    expect(bot.said()).toBe('');
  },
);

/** The bot of one library, in a process of its own. */
function startBot(library: string, { url, token, discordApiUrl, world, seeded }: Sandbox) {
  const { guildId, channels, roles } = seeded;
  const settings = {
    url,
    api: discordApiUrl,
    token,
    appId: world.application.id,
    guildId,
    channelId: channels.verify,
    roleId: roles.verified,
  };
  const child: ChildProcess = fork(new URL('bot.mjs', folder), [library], {
    cwd: folder,
    execArgv: [...(TURNED[library] ?? [])],
    env: { PATH: process.env.PATH, CONFORMANCE: JSON.stringify(settings) },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      said += String(chunk);
    });
  }
  const failed = new Promise<never>((_, reject) => {
    child.on('message', (message: { is: string; why?: string }) => {
      if (message.is === 'failed') reject(new Error(message.why));
    });
    child.on('exit', (code) => reject(new Error(`${library} ended with ${code}: ${said}`)));
  });
  failed.catch(() => undefined);
  const ready = new Promise<void>((resolve) => {
    child.on('message', (message: { is: string }) => {
      if (message.is === 'ready') resolve();
    });
  });
  return { child, failed, ready: Promise.race([ready, failed]), said: () => said };
}
