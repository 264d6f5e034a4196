import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { startBot, startEnv } from '../process/bot.ts';
import { freePort } from '../support/scrape.ts';

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox({ rateLimits: 'none' });
  folder = mkdtempSync(join(tmpdir(), 'latchkey-metrics-'));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

const statusOf = async (port: number, path: string) => (await fetch(`http://127.0.0.1:${port}${path}`)).status;

it('a port that is taken stops the start, in one sentence', async () => {
  const port = await freePort();
  const other = createServer().listen(port, '127.0.0.1');
  await once(other, 'listening');
  const { code, stderr } = await startBot({ ...startEnv(sandbox, folder), METRICS_PORT: String(port) }, folder).ended;
  other.close();
  expect(code).toBe(1);
  expect(stderr).toBe(
    `Another program already uses 127.0.0.1:${port}: choose another METRICS_PORT, or stop that program.\n`,
  );
});

it('a bot that has lost Discord stays alive and is not ready', async () => {
  const port = await freePort();
  const bot = startBot({ ...startEnv(sandbox, folder), METRICS_PORT: String(port) }, folder);
  await bot.ready();
  expect(await statusOf(port, '/readyz')).toBe(200);
  await sandbox.close();
  await vi.waitFor(async () => expect(await statusOf(port, '/readyz')).toBe(503), { timeout: 20_000 });
  expect(await statusOf(port, '/healthz')).toBe(200);
  expect((await bot.kill('SIGTERM')).code).toBe(0);
}, 60_000);
