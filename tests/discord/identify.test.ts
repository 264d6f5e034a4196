import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ConnectionsLeft, createSpacing, waitBefore } from '../../src/discord/gateway/identify.ts';
import { captureLogs } from '../support/logs.ts';

const hour = 60 * 60_000;

it('case 40: a start waits for nothing while Discord’s connections of the day are plenty', () => {
  expect(waitBefore({ total: 1000, remaining: 999, reset_after: 24 * hour }, 1)).toBe(0);
  expect(waitBefore({ total: 1000, remaining: 250, reset_after: hour }, 4)).toBe(0);
});

it('case 40: a bot that is started again and again at once never uses them up', () => {
  const day = fc.record({
    total: fc.integer({ min: 1, max: 2000 }),
    reset_after: fc.integer({ min: 0, max: 24 * hour }),
  });
  fc.assert(
    fc.property(day, ({ total, reset_after }) => {
      let [remaining, left] = [total, reset_after];
      while (left > 0) {
        const wait = waitBefore({ total, remaining, reset_after: left }, 1);
        left -= wait + 100;
        if (left > 0) remaining -= 1;
        if (remaining < 0) return false;
      }
      return true;
    }),
  );
});

describe('case 40: a bot that runs on goes by the connections of now', () => {
  /** Discord's limit, which a test uses up and begins again, and time that passes only by waiting. */
  async function spaced(limit: ConnectionsLeft, shards = 1) {
    const { logger, lines } = captureLogs();
    const state = { limit, now: 0, asked: 0, isThere: true };
    const gateway = {
      async fetchGatewayInformation() {
        state.asked += 1;
        if (!state.isThere) throw new Error('no answer');
        return { session_start_limit: { ...state.limit, max_concurrency: 1 } };
      },
      getShardIds: async () => Array.from({ length: shards }, (_, id) => id),
    };
    const time = {
      now: () => state.now,
      pause: async (wait: number, signal: AbortSignal) => {
        signal.throwIfAborted();
        state.now += wait;
      },
    };
    const wait = await createSpacing(gateway, logger, time);
    /** @returns how long it waited */
    const identify = async (shard = 0, signal = new AbortController().signal) => {
      const from = state.now;
      await wait(shard, signal);
      return state.now - from;
    };
    return { state, identify, lines };
  }

  it('waits once they have become few, from the one before on, and says so', async () => {
    const { state, identify, lines } = await spaced({ total: 1000, remaining: 999, reset_after: 20 * hour });
    expect(await identify()).toBe(0);
    state.now += 2 * 60_000;
    state.limit = { total: 1000, remaining: 100, reset_after: 10 * hour };
    expect(await identify()).toBe((10 * hour + 2 * 60_000) / 100 - 2 * 60_000);
    expect(lines).toEqual([expect.stringContaining('connected to Discord too often')]);
  });

  it('no longer waits once they have begun again', async () => {
    const { state, identify } = await spaced({ total: 1000, remaining: 100, reset_after: hour });
    state.limit = { total: 1000, remaining: 1000, reset_after: 24 * hour };
    state.now += 70_000;
    expect(await identify()).toBe(0);
  });

  it('asks once for shards that begin together, and goes on with what it knew where Discord does not answer', async () => {
    const { state, identify } = await spaced({ total: 1000, remaining: 999, reset_after: hour }, 4);
    state.now += 2 * 60_000;
    state.isThere = false;
    expect(await Promise.all([0, 1, 2, 3].map((id) => identify(id)))).toEqual([0, 0, 0, 0]);
    expect(state.asked).toBe(2);
  });

  it('goes on with its wait where the connection was closed in between', async () => {
    const { state, identify, lines } = await spaced({ total: 1000, remaining: 100, reset_after: 10 * hour });
    const closed = AbortSignal.abort();
    await expect(identify(0, closed)).rejects.toThrow();
    state.now += 4 * 60_000;
    expect(await identify()).toBe((10 * hour + 4 * 60_000) / 100 - 4 * 60_000);
    expect(lines).toHaveLength(1);
  });

  it('never uses them up, however often its session ends at once', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 400 }),
        fc.integer({ min: 1, max: 24 * hour }),
        async (total, left) => {
          const { state, identify } = await spaced({ total, remaining: total, reset_after: left });
          let made = 0;
          while (state.now <= left) {
            await identify();
            state.now += 5000;
            made += 1;
            const remaining = Math.max(0, total - made);
            state.limit = { total, remaining, reset_after: Math.max(0, left - state.now) };
          }
          expect(made).toBeLessThanOrEqual(total + 1);
        },
      ),
      { numRuns: 30 },
    );
  });
});
