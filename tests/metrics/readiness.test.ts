import { expect, it } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { createReadiness } from '../../src/metrics/readiness.ts';
import { freshDatabase, openOn } from '../storage/support.ts';

const down = () => Promise.reject(new StoreUnavailable('The store is down for this test.'));

it('with Discord connected and a store that takes a write, all is ok', async () => {
  const { checkWritable } = await openOn(await freshDatabase());
  const look = createReadiness({ isConnected: () => true, checkWritable, clock: manualClock() });
  expect(await look()).toEqual({ discord: 'ok', store: 'ok' });
});

it('names the part that is in the way', async () => {
  const clock = manualClock();
  const [offline, online] = [() => false, () => true];
  expect(await createReadiness({ isConnected: offline, checkWritable: async () => {}, clock })()).toEqual({
    discord: 'not connected',
    store: 'ok',
  });
  expect(await createReadiness({ isConnected: online, checkWritable: down, clock })()).toEqual({
    discord: 'ok',
    store: 'not writable',
  });
});

it('does not wait for a store that hangs, and asks it once however many ask', async () => {
  const clock = manualClock();
  let asked = 0;
  const checkWritable = () => {
    asked += 1;
    return new Promise<void>(() => {});
  };
  const look = createReadiness({ isConnected: () => true, checkWritable, clock });
  const answers = Promise.all(Array.from({ length: 50 }, look));
  await clock.skip(2000);
  expect(new Set((await answers).map(({ store }) => store))).toEqual(new Set(['not writable']));
  expect(asked).toBe(1);
});

it('asks again once the store has answered', async () => {
  const answers = [down, async () => {}];
  const checkWritable = () => (answers.shift() ?? down)();
  const look = createReadiness({ isConnected: () => true, checkWritable, clock: manualClock() });
  expect([(await look()).store, (await look()).store, (await look()).store]).toEqual([
    'not writable',
    'ok',
    'not writable',
  ]);
});
