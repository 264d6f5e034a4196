import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { performance } from 'node:perf_hooks';
import type { Clock, SystemClock } from '../../clock.ts';
import type { Beginnings } from '../../storage/tables/erasures.ts';

type PartsOfClock = Clock & Partial<Pick<SystemClock, 'exact'>>;

/** µs since the epoch, which within a process never stand still and never go back. By the machine where the clock may stand still. */
function stampsOf({ exact = () => performance.timeOrigin + performance.now() }: PartsOfClock): () => number {
  let last = 0;
  return () => {
    last = Math.max(last + 1, Math.floor(exact() * 1000));
    return last;
  };
}

/**
 * Knows of everything that runs when it began, however many waits ago: what was underway when somebody had their data deleted must not
 * write of them any more (docs/decisions/0031-erased-while-underway.md).
 */
export function createBeginnings(clock: PartsOfClock, stamp: () => number = stampsOf(clock)) {
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
