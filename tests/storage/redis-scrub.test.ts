import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createClient } from '@redis/client';
import { expect, onTestFinished, test } from 'vitest';
import { mia, sentChallenge } from './fixtures.ts';
import { saveChallenge } from './stored.ts';
import { freshDatabase, freshFolder, openAt } from './support.ts';

const hasServer = (() => {
  try {
    return execFileSync('redis-server', ['--version']).length > 0;
  } catch {
    return false;
  }
})();

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  return typeof address === 'object' && address ? address.port : 0;
}

/** Everything that Redis has on its disk. */
function onDisk(folder: string): string {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const files = names.map((name) => join(folder, name)).filter((path) => statSync(path).isFile());
  return files.map((path) => readFileSync(path, 'latin1')).join('\n');
}

/** A Redis of the test's own that keeps an append-only file. @returns where it is and what it writes to */
async function startRedis(): Promise<{ readonly folder: string; readonly url: string }> {
  const [folder, port] = [freshFolder(), await freePort()];
  const settings = { port, dir: folder, appendonly: 'yes', appendfsync: 'always', save: '' };
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, String(value)]);
  const server = spawn('redis-server', args, { stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void server.kill('SIGKILL'));
  for await (const line of server.stdout) if (String(line).includes('Ready to accept')) break;
  return { folder, url: `redis://127.0.0.1:${port}` };
}

/** Stores a challenge in a Redis and removes it; what it was stored as is gone from the disk after a scrub. */
async function leavesNothing(folder: string, redisUrl: string): Promise<void> {
  const stores = await openAt({ databaseUrl: `sqlite:${await freshDatabase()}`, redisUrl });
  await saveChallenge(stores.challenges, mia, sentChallenge(), 60_000);
  const { version = '' } = await stores.challenges.load(mia);
  await stores.challenges.remove(mia);
  expect(onDisk(folder)).toContain(version);
  expect(onDisk(folder)).not.toContain(mia.memberId);

  await stores.scrub();

  await expect.poll(() => onDisk(folder), { timeout: 10_000 }).not.toContain(version);
}

test.skipIf(!hasServer)(
  'case 51: what was deleted is gone from Redis’ append-only file once it was scrubbed',
  async () => {
    const { folder, url } = await startRedis();
    await leavesNothing(folder, url);
  },
);

test.skipIf(!hasServer)('case 51: also where Redis does not say whether it keeps one', async () => {
  const { folder, url } = await startRedis();
  const admin = createClient({ url });
  await admin.connect();
  await admin.aclSetUser('latchkey', ['on', '>secret', '~*', '+@all', '-info']);
  await admin.close();
  await leavesNothing(folder, url.replace('//', '//latchkey:secret@'));
});
