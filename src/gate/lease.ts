import { type Clock, type Ms, repeat } from '../clock.ts';

/** Which process does a piece of work that one does for all, by the name of the work. Every method may throw `StoreUnavailable`. */
export interface Leases {
  /** Takes a lease that is free or has run out, or renews one's own, until `until`. True for exactly one of parallel holders. */
  take(name: string, holder: string, now: Ms, until: Ms): Promise<boolean>;
  /** Gives one's own lease back; another's is left alone. */
  release(name: string, holder: string): Promise<void>;
}

/** How long a lease outlives its last renewal, and so how long work waits for another process where its own has died. */
export const LEASE_LIFE: Ms = 60_000;

export interface WithLeaseParts {
  readonly leases: Leases;
  readonly clock: Clock;
  /** Names each run, so that a process does not take its own other run for this one. */
  readonly newId: () => string;
  /** A lease could not be renewed or given back; it ends by itself. */
  readonly onError: (error: unknown) => void;
}

/** Runs `work` unless a run of the same name is underway anywhere. @returns false when one is: nothing was done then */
export type WithLease = (name: string, work: () => Promise<void>) => Promise<boolean>;

/**
 * Work that one process does for all, under a lease that is renewed for as long as it takes. A process that stands still for
 * longer than a lease's life is overtaken: what runs here has to bear being done twice then. Throws `StoreUnavailable`.
 */
export function createWithLease({ leases, clock, newId, onError }: WithLeaseParts): WithLease {
  return async (name, work) => {
    const holder = newId();
    const hold = () => leases.take(name, holder, clock.now(), clock.now() + LEASE_LIFE);
    const renew = async () => void (await hold());
    if (!(await hold())) return false;
    const stopRenewing = repeat(clock, LEASE_LIFE / 3, renew, onError);
    try {
      await work();
      return true;
    } finally {
      await stopRenewing();
      await leases.release(name, holder).catch(onError);
    }
  };
}
