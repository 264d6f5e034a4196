import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { startBot, startEnv } from './bot.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const shells = ['/bin/dash', '/bin/bash'].filter((path) => existsSync(path));

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'latchkey-signals-'));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** `npm start` itself, with a process group of its own. */
function npmStart(shell: string) {
  const env = { ...process.env, ...startEnv(sandbox, folder), npm_config_script_shell: shell, NODE_ENV: 'production' };
  const child: ChildProcess = spawn('npm', ['start'], { cwd: root, env, stdio: 'pipe', detached: true });
  const { pid = 0 } = child;
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => {
      output.text += text;
    });
  }
  onTestFinished(() => {
    // Where the test failed, nothing of it may stay behind.
    if (isThere(-pid)) process.kill(-pid, 'SIGKILL');
  });
  return { pid, output, ended: once(child, 'exit').then(([code]) => code as number | null) };
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe.each(shells)('case 45: npm start by %s', (shell) => {
  it.each([
    ['npm alone', 'SIGTERM', (pid: number) => pid],
    ['npm alone', 'SIGINT', (pid: number) => pid],
    ['the group', 'SIGINT', (pid: number) => -pid],
    ['the group', 'SIGTERM', (pid: number) => -pid],
  ] as const)(
    'told to stop through %s by %s ends once, with 0, and leaves nothing behind',
    async (_, signal, whom) => {
      const { pid, output, ended } = npmStart(shell);
      await vi.waitFor(() => expect(output.text).toContain('ready: members can verify'), 50_000);
      const [, bot = '0'] = /"pid":(\d+)/.exec(output.text) ?? [];
      process.kill(whom(pid), signal);
      expect(await ended).toBe(0);
      expect(isThere(Number(bot))).toBe(false);
      expect(isThere(-pid)).toBe(false);
      expect(output.text.match(/stopping: accepting no more work/g)).toHaveLength(1);
    },
    70_000,
  );
});

it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  'case 45: told to stop by %s while a database keeps it waiting at the start, ends at once and without a complaint',
  async (signal) => {
    const sockets: Socket[] = [];
    const server = createServer((socket) => void sockets.push(socket)).listen(0, '127.0.0.1');
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
      server.close();
    });
    await once(server, 'listening');
    const address = server.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const silent = {
      DATABASE_URL: `postgres://latchkey@127.0.0.1:${port}/latchkey`,
      SECRET_KEY: Buffer.alloc(32, 1).toString('base64'),
    };
    const bot = startBot({ ...startEnv(sandbox, folder), ...silent }, folder);
    await once(server, 'connection');
    expect(await bot.kill(signal)).toMatchObject({ code: 0, signal: null, stderr: '' });
  },
  60_000,
);

it('case 45: told to stop just before the bot itself listens, which it does after it was loaded, hears of it', () => {
  const code = `
    import process from 'node:process';
    import { onStopSignals } from ${JSON.stringify(new URL('../../src/app/process/signals.ts', import.meta.url).href)};
    process.on('SIGTERM', () => console.log('before'));
    process.kill(process.pid, 'SIGTERM');
    onStopSignals({ stop: console.log, stopNow: () => {} });
    setTimeout(() => {}, 100);
  `;
  const said = execFileSync(process.execPath, ['--input-type=module', '-e', code], { encoding: 'utf8' });
  expect(said).toBe('SIGTERM\n');
});

it('case 39: a token that is refused for good ends the process with the sentence of the start and 1', async () => {
  const bot = startBot(startEnv(sandbox, folder), folder);
  await bot.ready();
  sandbox.gateway.drop(4004);
  const { code, stderr, stdout } = await bot.ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Discord does not accept DISCORD_TOKEN\. .*\n$/);
  expect(stdout).toContain('"closeCode":4004');
}, 60_000);
