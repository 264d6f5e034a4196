import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import type { Stores } from '../../src/storage/stores.ts';
import { mia, phone, sentChallenge } from './fixtures.ts';
import { freshSchema } from './places.ts';
import { freshName, noPostgres, noRedis, redisUrl } from './servers.ts';
import { loadChallenge, saveChallenge, takeOne } from './stored.ts';
import { freshFile, inParallel, openAt } from './support.ts';

const minute = 60_000;

/** The way to a server, which can be cut, refused and clogged. */
async function wayTo(url: string) {
  const { hostname, port } = new URL(url);
  const open = new Set<Socket>();
  let clogged = false;
  const server: Server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        open.delete(one);
        other.destroy();
      });
      one.on('data', (bytes) => void (clogged || other.write(bytes)));
    }
  });
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  };
  await listen(0);
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new TypeError('The way has no port.');
  const cut = () => {
    for (const socket of open) socket.destroy();
  };
  onTestFinished(() => {
    cut();
    server.close();
  });
  const through = new URL(url);
  through.host = `127.0.0.1:${address.port}`;
  return {
    url: through.href,
    cut,
    /** Nobody gets through until `reopen`. */
    async close() {
      const closed = once(server, 'close');
      server.close();
      cut();
      await closed;
    },
    reopen: () => listen(address.port),
    /** What is sent arrives nowhere any more. */
    clog() {
      clogged = true;
    },
    async clear() {
      clogged = false;
      cut();
    },
  };
}

const onPostgres = async () => {
  const way = await wayTo(await freshSchema());
  return { way, stores: await openAt({ databaseUrl: way.url }) };
};
const onRedis = async (databaseUrl = `sqlite:${freshFile()}`) => {
  const url = new URL(redisUrl);
  url.searchParams.set('prefix', freshName());
  const way = await wayTo(url.href);
  return { way, stores: await openAt({ databaseUrl, redisUrl: way.url }) };
};

const calls: ReadonlyArray<(stores: Stores) => Promise<unknown>> = [
  ({ challenges }) => loadChallenge(challenges, mia),
  ({ challenges }) => saveChallenge(challenges, mia, sentChallenge(), minute),
  ({ challenges }) => challenges.remove(mia),
  ({ situations }) => situations.of(mia),
  ({ counters }) => takeOne(counters, 'k|1', 5, minute),
  ({ counters }) => counters.giveBack([{ key: 'k|1' }]),
  ({ counters }) => counters.counts(['k|1']),
  (stores) => stores.checkWritable(),
];

/** Every call is refused, and none of them later than an answer to Discord may be. */
async function expectRefusal(stores: Stores): Promise<void> {
  const start = performance.now();
  const ends = await Promise.allSettled(calls.map((call) => call(stores)));
  expect(performance.now() - start).toBeLessThan(6000);
  for (const end of ends) expect(end).toMatchObject({ status: 'rejected', reason: expect.any(StoreUnavailable) });
}

const backAgain = (stores: Stores) => vi.waitFor(() => stores.checkWritable(), { timeout: 15_000, interval: 50 });

describe.each([
  ['PostgreSQL', noPostgres, onPostgres],
  ['Redis', noRedis, onRedis],
] as const)('case 15: %s', (_, missing, opened) => {
  test.skipIf(missing !== undefined)(
    `cut off between two calls, is asked again by the next one ${missing ?? ''}`,
    async () => {
      const { way, stores } = await opened();
      await saveChallenge(stores.challenges, mia, sentChallenge(), minute);
      await takeOne(stores.counters, 'k|1', 5, minute);
      way.cut();
      await backAgain(stores);
      expect(await loadChallenge(stores.challenges, mia)).toEqual(sentChallenge());
      expect(await takeOne(stores.counters, 'k|1', 5, minute)).toBe(2);
    },
  );

  test.skipIf(missing !== undefined)(
    `cut off during many calls, refuses or answers each, and counts none twice ${missing ?? ''}`,
    async () => {
      const { way, stores } = await opened();
      const takes = inParallel(50, () =>
        takeOne(stores.counters, 'k|1', 1000, minute).catch((error: unknown) => {
          expect(error).toBeInstanceOf(StoreUnavailable);
        }),
      );
      way.cut();
      const taken = (await takes).filter((count) => typeof count === 'number');
      await backAgain(stores);
      expect(new Set(taken).size).toBe(taken.length);
      expect(await takeOne(stores.counters, 'k|1', 1000, minute)).toBeGreaterThan(taken.length);
    },
  );

  test.skipIf(missing !== undefined)(
    `gone, refuses everything, and is used again once it is back ${missing ?? ''}`,
    async () => {
      const { way, stores } = await opened();
      await saveChallenge(stores.challenges, mia, sentChallenge(), minute);
      await way.close();
      await expectRefusal(stores);
      await way.reopen();
      await backAgain(stores);
      expect(await loadChallenge(stores.challenges, mia)).toEqual(sentChallenge());
    },
  );

  test.skipIf(missing !== undefined)(
    `that does not answer, is given up in time, and is used again once it does ${missing ?? ''}`,
    async () => {
      const { way, stores } = await opened();
      await saveChallenge(stores.challenges, mia, sentChallenge(), minute);
      way.clog();
      await expectRefusal(stores);
      await way.clear();
      await backAgain(stores);
      expect(await loadChallenge(stores.challenges, mia)).toEqual(sentChallenge());
    },
  );
});

test.skipIf((noRedis ?? noPostgres) !== undefined)(
  `case 15: Redis gone before PostgreSQL has answered, refuses a press that asks both, and it alone ${noRedis ?? noPostgres ?? ''}`,
  async () => {
    const { way, stores } = await onRedis(await freshSchema());
    await way.close();
    await expectRefusal(stores);
    expect(await stores.roster.find(mia)).toBeUndefined();
  },
);

test.skipIf(noPostgres !== undefined)(
  `case 15: a PostgreSQL that only reads is told as such ${noPostgres ?? ''}`,
  async () => {
    const url = new URL(await freshSchema());
    const stores = await openAt({ databaseUrl: url.href });
    await stores.roster.admit({ ...mia, phone, verifiedAt: 1 }, 1);
    await stores.close();
    url.searchParams.set('options', `${url.searchParams.get('options')} -cdefault_transaction_read_only=on`);
    await expect(openAt({ databaseUrl: url.href })).rejects.toThrow('PostgreSQL is read-only.');
  },
);

test('case 14: an address that leads nowhere is not repeated', async () => {
  for (const address of [
    { databaseUrl: 'postgres://someone:canary@127.0.0.1:9/latchkey' },
    { databaseUrl: 'sqlite::memory:', redisUrl: 'redis://:canary@127.0.0.1:9' },
  ]) {
    const error: unknown = await openAt(address).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StoreUnavailable);
    const all = error instanceof Error ? `${error.stack} ${JSON.stringify(error)} ${String(error.cause)}` : '';
    expect(all).toContain('does not answer (ECONNREFUSED)');
    expect(all).not.toContain('canary');
  }
});
