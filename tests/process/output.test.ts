import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { bareEnv } from '../support/program.ts';
import { startEnv } from './bot.ts';

const start = fileURLToPath(new URL('../../src/start.js', import.meta.url));

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'latchkey-output-'));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const hasTerminals = spawnSync('script', ['--version']).status === 0;

it.skipIf(!hasTerminals)(
  `case 45: a terminal that is closed ends it once and cleanly ${hasTerminals ? '' : '(skipped: no script at hand)'}`,
  async () => {
    const code = join(folder, 'code');
    // A shell that passes on that its terminal is gone, as interactive ones do, and tells how the bot ended.
    const command = `trap 'kill -HUP $bot' HUP; "${process.execPath}" "${start}" & bot=$!; wait $bot; wait $bot; echo $? > "${code}"`;
    const env = { ...bareEnv(), SHELL: '/bin/sh', ...startEnv(sandbox, folder) };
    const terminal = spawn('script', ['-qfc', command, '/dev/null'], { cwd: folder, env, stdio: 'pipe' });
    let said = '';
    terminal.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await vi.waitFor(() => expect(said).toContain('ready: members can verify'), 50_000);
    terminal.kill('SIGKILL');
    await vi.waitFor(() => expect(existsSync(code) && readFileSync(code, 'utf8')).toBe('0\n'), 15_000);
  },
  80_000,
);

it.skipIf(!existsSync('/dev/full'))(
  'case 45: a log that cannot be written keeps nobody from being served, and no stop from being clean',
  async () => {
    const full = openSync('/dev/full', 'w');
    const bot = spawn(process.execPath, [start], {
      cwd: folder,
      env: { ...bareEnv(), ...startEnv(sandbox, folder) },
      stdio: ['ignore', full, 'pipe'],
    });
    const ended = once(bot, 'close');
    await sandbox.traffic.until(() => sandbox.traffic.exchanges.some(({ path }) => path.endsWith('/commands')));
    bot.kill('SIGTERM');
    expect(await ended).toEqual([0, null]);
  },
  60_000,
);
