import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest';
import { type Sandbox, startSandbox } from '../../sandbox/sandbox.ts';
import { noCanaries } from '../support/canaries.ts';
import { personIn } from '../support/person.ts';
import { startBot, startEnv } from './bot.ts';

let sandbox: Sandbox;
let folder: string;
beforeEach(async () => {
  sandbox = await startSandbox();
  folder = mkdtempSync(join(tmpdir(), 'latchkey-through-'));
});
afterEach(async () => {
  await sandbox.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A proxy that asks for a name and a password, knows the names of a Discord and a Twilio, and leads everything to the sandbox. */
async function proxy() {
  const sockets = new Set<Socket>();
  const asked: string[] = [];
  const login = `Basic ${Buffer.from('bot:canary-password').toString('base64')}`;
  const server: Server = createServer((_, response) => void response.writeHead(405).end());
  server.on('connect', (request, near: Socket) => {
    near.on('error', () => {});
    if (request.headers['proxy-authorization'] !== login)
      return near.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
    asked.push(request.url ?? '');
    const [, port] = /^(?:discord\.example|twilio\.example|127\.0\.0\.1):(\d+)$/.exec(request.url ?? '') ?? [];
    if (!port) return near.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const far = connect(Number(port), '127.0.0.1', () => {
      near.write('HTTP/1.1 200 Connection established\r\n\r\n');
      far.pipe(near).pipe(far);
    });
    for (const socket of [near, far]) sockets.add(socket.on('error', () => {}));
    return near;
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return { asked, url: (password: string) => `http://bot:${password}@127.0.0.1:${port}` };
}

const named = (name: string, url: string) =>
  url.replace('127.0.0.1', `${name}.example`).replace('localhost', `${name}.example`);

it('case 46: everything goes through the proxy: Discord’s REST and gateway, and Twilio; nobody else knows their names', async () => {
  const { asked, url } = await proxy();
  const env = {
    ...startEnv(sandbox, folder),
    DISCORD_API_URL: named('discord', sandbox.discordApiUrl),
    TWILIO_API_URL: named('twilio', sandbox.twilioApiUrl),
    NO_PROXY: 'other.example',
  };
  writeFileSync(join(folder, '.env'), `HTTP_PROXY=${url('canary-password')}\n`);
  const bot = startBot(env, folder);
  await bot.registered();
  const [ada, mira] = [personIn(sandbox, 'ada'), personIn(sandbox, 'mira')];
  await ada.slash('setup', { role: sandbox.seeded.roles.verified, channel: sandbox.seeded.channels.verify });
  await sandbox.world.until(() => mira.notice());
  await mira.verify();
  expect(mira.hasRole()).toBe(true);
  const { code, stdout, stderr } = await bot.kill('SIGTERM');
  expect(code).toBe(0);
  noCanaries(stdout + stderr, { password: 'canary-password' });
  expect(new Set(asked.map((one) => one.split(':')[0]))).toEqual(
    new Set(['discord.example', 'twilio.example', '127.0.0.1']),
  );
}, 90_000);

it('case 46: a proxy that lets nobody through is named at the start', async () => {
  const { url } = await proxy();
  const env = { ...startEnv(sandbox, folder), HTTP_PROXY: url('wrong') };
  const { code, stderr } = await startBot(env, folder).ended;
  expect(code).toBe(1);
  expect(stderr).toMatch(/^Discord could not be reached \(EPROXY\)\. .*proxy.*\n$/);
}, 60_000);
