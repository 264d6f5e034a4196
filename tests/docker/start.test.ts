import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, globSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { startEnv } from '../process/bot.ts';
import { personIn } from '../support/person.ts';
import { freePort } from '../support/scrape.ts';
import { layOut, release } from './image.ts';

/** The user of the official Node images. Only root may become another user. */
const NODE_USER = 1000;
const isRoot = process.getuid?.() === 0;

let sandbox: Sandbox;
let place: string;
let app: string;
let data: string;
beforeAll(async () => {
  sandbox = await startSandbox({ rateLimits: 'none' });
  place = mkdtempSync(join(tmpdir(), 'latchkey-image-'));
  [app, data] = [join(place, 'app'), join(place, 'data')];
  for (const folder of [app, data]) mkdirSync(folder);
  layOut(app);
  if (isRoot) for (const folder of [place, data]) chownSync(folder, NODE_USER, NODE_USER);
});
afterAll(async () => {
  await sandbox.close();
  release(app);
  rmSync(place, { recursive: true, force: true });
});

/** Runs a file of the image as its user, with these settings and no others. */
function run(file: string, env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, [file], { cwd: app, env, ...(isRoot && { uid: NODE_USER, gid: NODE_USER }) });
  const output = { text: '' };
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output.text += text;
    });
  }
  const ended = once(child, 'close').then(([code]) => code);
  return { output, ended, kill: () => child.kill('SIGTERM') };
}

/** Every file below /app, with when it was last written. */
const written = () =>
  globSync('{src,commands,locales}/**', { cwd: app }).map((path) => [path, statSync(join(app, path)).mtimeMs]);

it('what the image holds is a working bot, for a user who may write in /data alone', async () => {
  const before = written();
  const port = String(await freePort());
  const env = { ...startEnv(sandbox, data), METRICS_PORT: port };
  const bot = run('src/start.js', env);
  await vi.waitFor(() => expect(bot.output.text).toContain('commands registered'), { timeout: 40_000 });
  const [ada, mira] = [personIn(sandbox, 'ada'), personIn(sandbox, 'mira')];
  await ada.slash('setup', { role: sandbox.seeded.roles.verified, channel: sandbox.seeded.channels.verify });
  await sandbox.world.until(() => mira.notice());
  await mira.verify();
  expect(mira.hasRole()).toBe(true);

  expect(await run('src/health.ts', { METRICS_PORT: port }).ended).toBe(0);
  bot.kill();
  expect(await bot.ended).toBe(0);
  expect(written()).toEqual(before);
  expect(globSync('*', { cwd: data }).sort()).toEqual(expect.arrayContaining(['latchkey.sqlite', 'secret.key']));

  const health = run('src/health.ts', { METRICS_PORT: port });
  expect(await health.ended).toBe(1);
  expect(health.output.text).toBe(`Nobody answers on 127.0.0.1:${port}.\n`);
}, 60_000);
