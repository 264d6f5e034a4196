import type { Clock, Ms } from '../clock.ts';

/** A store that takes longer than this to take a write does not serve members: Discord gives them 3 s. */
const PATIENCE: Ms = 2_000;

export interface ReadinessParts {
  readonly isConnected: () => boolean;
  /** Writes something harmless; rejects when the store would refuse a member's write. */
  readonly checkWritable: () => Promise<void>;
  readonly clock: Clock;
}

export interface Readiness {
  readonly discord: 'ok' | 'not connected';
  readonly store: 'ok' | 'not writable';
}

/** Asks whether members can be served now, and which part is in the way. Askers at the same time share one write. */
export function createReadiness({ isConnected, checkWritable, clock }: ReadinessParts): () => Promise<Readiness> {
  let underway: Promise<boolean> | undefined;

  function isWritable(): Promise<boolean> {
    underway ??= checkWritable()
      .then(
        () => true,
        () => false,
      )
      .finally(() => {
        underway = undefined;
      });
    return underway;
  }

  async function inTime(answer: Promise<boolean>): Promise<boolean> {
    const late = Promise.withResolvers<boolean>();
    const cancel = clock.after(PATIENCE, () => late.resolve(false));
    return Promise.race([answer, late.promise]).finally(cancel);
  }

  return async () => ({
    discord: isConnected() ? 'ok' : 'not connected',
    store: (await inTime(isWritable())) ? 'ok' : 'not writable',
  });
}
