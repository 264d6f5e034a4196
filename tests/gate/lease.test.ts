import { beforeEach, expect, it } from 'vitest';
import { manualClock, type SandboxClock } from '../../sandbox/clock.ts';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { createWithLease, LEASE_LIFE, type Leases, type WithLease } from '../../src/gate/lease.ts';
import { freshDatabase, openOn } from '../storage/support.ts';

let clock: SandboxClock;
let leases: Leases;
let errors: unknown[];
let ids = 0;

beforeEach(async () => {
  clock = manualClock();
  errors = [];
  ({ leases } = await openOn(await freshDatabase()));
});

/** A process. @param change stands between it and its leases */
function startProcess(change: Partial<Leases> = {}): WithLease {
  const onError = (error: unknown) => void errors.push(error);
  return createWithLease({ leases: { ...leases, ...change }, clock, newId: () => `run-${++ids}`, onError });
}

/** Work that goes on until it is told to end. */
function longWork() {
  let runs = 0;
  const { promise, resolve } = Promise.withResolvers<void>();
  const work = async () => {
    runs += 1;
    await promise;
  };
  return { work, end: resolve, runs: () => runs };
}

it('work is done by one of two processes, for as long as it takes', async () => {
  const [one, two] = [startProcess(), startProcess()];
  const { work, end, runs } = longWork();
  const first = one('retention', work);
  await expect.poll(runs).toBe(1);
  for (let step = 0; step < 20; step++) {
    await clock.skip(LEASE_LIFE / 4);
    expect(await two('retention', work)).toBe(false);
  }
  end();
  expect(await first).toBe(true);
  expect(runs()).toBe(1);
  expect(await two('retention', work)).toBe(true);
  expect(errors).toEqual([]);
});

it('a process does not join its own run', async () => {
  const one = startProcess();
  const { work, end, runs } = longWork();
  const first = one('retention', work);
  await expect.poll(runs).toBe(1);
  expect(await one('retention', work)).toBe(false);
  end();
  await first;
});

it('where a process dies at its work, another takes over when the lease has run out', async () => {
  await leases.take('retention', 'a process that died', clock.now(), clock.now() + LEASE_LIFE);
  const two = startProcess();
  const nothing = async () => {};
  await clock.skip(LEASE_LIFE - 1);
  expect(await two('retention', nothing)).toBe(false);
  await clock.skip(1);
  expect(await two('retention', nothing)).toBe(true);
});

it('work that fails gives its lease back, and says why', async () => {
  const [one, two] = [startProcess(), startProcess()];
  const failing = () => Promise.reject(new Error('no answer'));
  await expect(one('retention', failing)).rejects.toThrow('no answer');
  expect(await two('retention', async () => {})).toBe(true);
});

it('a lease that cannot be given back is told of, and holds nobody up longer than its life', async () => {
  const gone = () => Promise.reject(new StoreUnavailable('The database is closed.'));
  const [one, two] = [startProcess({ release: gone }), startProcess()];
  expect(await one('retention', async () => {})).toBe(true);
  expect(errors).toEqual([expect.any(StoreUnavailable)]);
  expect(await two('retention', async () => {})).toBe(false);
  await clock.skip(LEASE_LIFE);
  expect(await two('retention', async () => {})).toBe(true);
});

it('nothing is begun where the store cannot be asked', async () => {
  const one = startProcess({ take: () => Promise.reject(new StoreUnavailable('The database is closed.')) });
  const { work, runs } = longWork();
  await expect(one('retention', work)).rejects.toBeInstanceOf(StoreUnavailable);
  expect(runs()).toBe(0);
});
