import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it, onTestFinished, vi } from 'vitest';

const main = fileURLToPath(new URL('../../sandbox/main.ts', import.meta.url));

it.each([
  [['SIGINT', 'SIGINT'], []],
  [['SIGINT', 'SIGTERM'], ['--verify']],
  [['SIGHUP'], []],
] as const)(
  'the sandbox that is told to stop by %s keeps nothing of what it stored %j',
  async (signals, options) => {
    const folder = mkdtempSync(join(tmpdir(), 'latchkey-sandbox-test-'));
    const sandbox = spawn(process.execPath, [main, '--port', '0', ...options], {
      env: { ...process.env, TMPDIR: folder },
      stdio: 'pipe',
    });
    onTestFinished(() => {
      sandbox.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
    });
    const ended = once(sandbox, 'close');
    let said = '';
    sandbox.stdout.setEncoding('utf8').on('data', (text: string) => {
      said += text;
    });
    await vi.waitFor(() => expect(said).toContain('Ctrl+C stops it'), 50_000);
    expect(readdirSync(folder)).not.toEqual([]);
    for (const signal of signals) {
      sandbox.kill(signal);
      // As a wrapper does: once the first one is there.
      await new Promise((resolve) => setImmediate(resolve));
    }
    expect(await ended).toEqual([0, null]);
    expect(readdirSync(folder)).toEqual([]);
  },
  70_000,
);
