import { setImmediate } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import { createBulk } from '../../src/gate/bulk/bulk.ts';
import type { BulkParts } from '../../src/gate/bulk/parts.ts';
import type { BulkRun } from '../../src/gate/bulk/runs.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';

const MINUTE = 60_000;
const run = (serverId: string): BulkRun => {
  return { id: serverId, serverId, by: '1', reason: 'Moved over.', at: 0, state: 'running', members: 50_000 };
};
const nobody = async () => ({ verified: new Set<string>(), blocked: new Set<string>() });

it('a run begins while another server is busy with a long one', async () => {
  const underway = new Map([['long', run('long')]]);
  let now = 0;
  const ended: [string, number][] = [];
  const parts = {
    runs: {
      underway: async () => [...underway.values()],
      find: async (serverId: string) => underway.get(serverId),
      waiting: async ({ serverId }: BulkRun) => (serverId === 'long' ? [{ memberId: '1' }] : []),
      standing: nobody,
      noteHad: async () => {},
      turn: async (serverId: string) => underway.delete(serverId),
    },
    settings: { load: async () => ({ ...freshSettings, roleId: '2' }) },
    // Each step of the long run takes a minute; in the second, another server begins one.
    sight: async () => {
      now += MINUTE;
      if (now === 2 * MINUTE) underway.set('short', run('short'));
      return { is: 'seen', covered: [], seen: new Map() };
    },
    onEnd: ({ serverId }: BulkRun) => void ended.push([serverId, now]),
    clock: { now: () => now },
  };
  await createBulk(parts as unknown as BulkParts).run();
  expect(now).toBe(10 * MINUTE);
  expect(ended).toEqual([['short', expect.any(Number)]]);
  expect(ended[0]?.[1]).toBeLessThan(4 * MINUTE);
});

it('a run that fails while another one is underway does not stop it, and its failure is told in the end', async () => {
  const underway = new Map([run('long'), run('failing')].map((one) => [one.serverId, one]));
  const ended: string[] = [];
  const rest = Promise.withResolvers<void>();
  const parts = {
    runs: {
      underway: async () => [...underway.values()],
      find: async (serverId: string) => underway.get(serverId),
      waiting: async ({ serverId }: BulkRun) => {
        if (serverId === 'failing') throw new StoreUnavailable('gone');
        await rest.promise;
        return [];
      },
      standing: nobody,
      turn: async (serverId: string) => underway.delete(serverId),
    },
    settings: { load: async () => ({ ...freshSettings, roleId: '2' }) },
    onEnd: ({ serverId }: BulkRun) => void ended.push(serverId),
    clock: { now: () => 0 },
  };
  const all = createBulk(parts as unknown as BulkParts).run();
  // The failure has come, and Node would have told of one that nobody waits for.
  await setImmediate();
  rest.resolve();
  await expect(all).rejects.toThrow(StoreUnavailable);
  expect(ended).toEqual(['long']);
});
