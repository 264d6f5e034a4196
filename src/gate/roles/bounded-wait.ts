import { StoreUnavailable } from '../../base/store-unavailable.ts';
import type { Clock, Ms } from '../../clock.ts';

interface BoundedWaitParts<T> {
  readonly clock: Clock;
  /** How long somebody waits. */
  readonly longest: Ms;
  /** What they are told after that, and where the store fails. */
  readonly late: T;
  /** The store failed. */
  readonly onError: (error: unknown) => void;
}

/** Lets callers wait for work no longer than `longest`. The work still goes on. */
export function createBoundedWait<T>({ clock, longest, late, onError }: BoundedWaitParts<T>) {
  const underway = new Set<Promise<unknown>>();

  function wait(work: Promise<T>): Promise<T> {
    const done = work
      .catch((error: unknown) => {
        if (!(error instanceof StoreUnavailable)) throw error;
        onError(error);
        return late;
      })
      .finally(() => underway.delete(done));
    underway.add(done);
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    const cancel = clock.after(longest, () => resolve(late));
    done.then(resolve, reject).finally(cancel);
    return promise;
  }

  /** Resolves when all work has ended, also what nobody waits for any more. */
  async function settled(): Promise<void> {
    await Promise.allSettled(underway);
  }

  return { wait, settled };
}
