import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import type { Clock } from '../../clock.ts';
import type { Beginnings } from '../../storage/tables/erasures.ts';

/** µs since the epoch by the machine, which within a process never stand still and never go back. */
function machineStamps(): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor((performance.timeOrigin + performance.now()) * 1000));
    return last;
  };
}

/**
 * Knows of everything that runs when it began, however many waits ago: what was underway when somebody had their data deleted must not
 * write of them any more (docs/decisions/0031-erased-while-underway.md).
 */
export function createBeginnings(clock: Clock, stamp: () => number = machineStamps()) {
  const beginning = new AsyncLocalStorage<number>();
  const beginnings: Beginnings = { stamp, began: () => beginning.getStore() ?? Number.MAX_SAFE_INTEGER };
  return {
    ...beginnings,
    /** `task`, which begins when it is called. */
    marked:
      <A extends unknown[], R>(task: (...args: A) => R) =>
      (...args: A): R =>
        beginning.run(stamp(), () => task(...args)),
    /** The clock; what it runs later belongs to the work that asked for it. */
    clock: { ...clock, after: (delay, task) => clock.after(delay, AsyncResource.bind(task)) } satisfies Clock,
  };
}
