import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import { createClient } from '@redis/client';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { describeProblem, storeAdvice } from '../../src/storage/advice.ts';
import { judgeRedis } from '../../src/storage/redis/server.ts';
import type { StorageProblem } from '../../src/storage/stores.ts';
import { freePort } from '../support/scrape.ts';
import { freshDatabase, freshFolder, openAt } from './support.ts';

const program = ['valkey-server', 'redis-server'].find((name) => spawnSync(name, ['--version']).status === 0);
const missing = program ? '' : 'skipped: no Redis or Valkey to start here';

/** A server of its own, with these settings. It goes with the test. */
async function server(...settings: string[]) {
  const port = await freePort();
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--dir', freshFolder(), ...settings];
  const child = spawn(program ?? '', args, { stdio: 'ignore' });
  onTestFinished(async () => {
    const closed = once(child, 'exit');
    child.kill('SIGKILL');
    await closed;
  });
  const redisUrl = `redis://127.0.0.1:${port}`;
  const client = createClient({ url: redisUrl, socket: { reconnectStrategy: 50 } });
  client.on('error', () => {});
  onTestFinished(() => client.destroy());
  await vi.waitFor(() => client.connect(), 10_000);
  return { port, redisUrl, client };
}

/** An address that leads new connections to whichever server is `target` now, as the name of a managed Redis does. */
async function address(target: () => number) {
  const listener = createServer((from) => {
    const to = connect(target(), '127.0.0.1');
    from.pipe(to).pipe(from);
    for (const [one, other] of [
      [from, to],
      [to, from],
    ] as const)
      one.on('error', () => {}).on('close', () => other.destroy());
  });
  const port = await freePort();
  await once(listener.listen(port, '127.0.0.1'), 'listening');
  onTestFinished(() => void listener.close());
  return `redis://127.0.0.1:${port}`;
}

/** What the start makes of it: what it warns of, or why it does not start and what to do. */
async function startOn(redisUrl: string): Promise<string[]> {
  const address = { databaseUrl: `sqlite:${await freshDatabase()}`, redisUrl };
  const problems: StorageProblem[] = [];
  try {
    await openAt(address, { report: (problem) => problems.push(problem) });
    return problems.map(describeProblem);
  } catch (error) {
    return [error instanceof Error ? error.message : '', storeAdvice(address, error)];
  }
}

describe.skipIf(!program)(`case 43: Redis is looked at when the bot starts ${missing}`, () => {
  it('one that keeps what it is told is fine', async () => {
    const { redisUrl } = await server('--appendonly', 'yes');
    expect(await startOn(redisUrl)).toEqual([]);
  });

  it('in cluster mode, whole or not, is refused', async () => {
    const { redisUrl, client } = await server('--cluster-enabled', 'yes');
    const refusal = [
      'Redis runs in cluster mode, which cannot take several limits at once.',
      'Set REDIS_URL to a Redis or Valkey without cluster mode, or remove it to store everything in the database.',
    ];
    expect(await startOn(redisUrl)).toEqual(refusal);
    await client.sendCommand(['CLUSTER', 'ADDSLOTSRANGE', '0', '16383']);
    await vi.waitFor(
      async () => expect(await client.sendCommand(['CLUSTER', 'INFO'])).toContain('cluster_state:ok'),
      10_000,
    );
    expect(await startOn(redisUrl)).toEqual(refusal);
    // Where it may not be asked what it is, it shows in what it cannot do.
    await client.sendCommand(['ACL', 'SETUSER', 'default', '-info']);
    expect(await startOn(redisUrl)).toEqual(refusal);
  });

  it('a replica is refused, whether it takes writes or not', async () => {
    const primary = await server();
    for (const readOnly of ['yes', 'no']) {
      const { redisUrl } = await server(
        '--replicaof',
        '127.0.0.1',
        String(primary.port),
        '--replica-read-only',
        readOnly,
      );
      const [problem, fix] = await startOn(redisUrl);
      expect(problem).toMatch(/^Redis is (?:a replica|still starting)/);
      if (problem?.includes('replica')) expect(fix).toBe('Set REDIS_URL to the primary server.');
    }
  });

  it('one that evicts, and one that keeps nothing over a restart, are named', async () => {
    const { redisUrl } = await server('--maxmemory', '100mb', '--maxmemory-policy', 'volatile-lru');
    expect(await startOn(redisUrl)).toEqual([
      'Redis deletes limits when it runs out of memory (maxmemory-policy volatile-lru): set it to noeviction',
      'Redis loses limits and codes when it restarts (appendonly no): set appendonly to yes',
    ]);
  });

  it('one that is full is refused', async () => {
    const { redisUrl } = await server('--maxmemory', '1', '--maxmemory-policy', 'noeviction');
    const [problem] = await startOn(redisUrl);
    expect(problem).toBe('Redis is full (OOM).');
  });
});

it('case 43: Sentinel, and a server that says nothing of itself', () => {
  expect(() => judgeRedis('redis_mode:sentinel\r\n')).toThrow('Redis Sentinel');
  expect(judgeRedis('')).toEqual([]);
  expect(judgeRedis('maxmemory:0\r\nmaxmemory_policy:allkeys-lru\r\naof_enabled:1\r\n')).toEqual([]);
});

describe.skipIf(!program)(`case 43: after a failover ${missing}`, () => {
  it('the connection to what has become a replica is given up, and the address leads to the new primary', async () => {
    const [before, after] = [await server('--appendonly', 'yes'), await server('--appendonly', 'yes')];
    let primary = before.port;
    const redisUrl = await address(() => primary);
    const { checkWritable } = await openAt({ databaseUrl: `sqlite:${await freshDatabase()}`, redisUrl });
    await checkWritable();

    await before.client.sendCommand(['REPLICAOF', '127.0.0.1', String(after.port)]);
    primary = after.port;
    await expect(checkWritable()).rejects.toThrow('Redis is read-only (READONLY).');
    await vi.waitFor(checkWritable, 10_000);
  });
});
