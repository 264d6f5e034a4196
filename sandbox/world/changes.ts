import type { Change } from './types.ts';

export interface Changes {
  emit(change: Change): void;
  /** Calls `listener` after every change. The returned function ends it. */
  subscribe(listener: (change: Change) => void): () => void;
  /** Resolves with the first value other than `undefined` and `false` that `probe` gives; looks now and after every change. Rejects after 5 s of real time. */
  until<T>(probe: () => T | undefined | false): Promise<T>;
}

/** How long `until` waits: real time, since its purpose is to end a test that would otherwise hang. */
const PATIENCE = 5_000;

/** The world's bell: parts ring it after each change, and tests, the gateway and the page listen. */
export function createChanges(): Changes {
  const listeners = new Set<(change: Change) => void>();

  function subscribe(listener: (change: Change) => void): () => void {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  function until<T>(probe: () => T | undefined | false): Promise<T> {
    return new Promise((resolve, reject) => {
      const cleanUp = () => {
        unsubscribe();
        clearTimeout(timer);
      };
      const look = () => {
        try {
          const found = probe();
          if (found === undefined || found === false) return;
          cleanUp();
          resolve(found);
        } catch (problem) {
          cleanUp();
          reject(problem);
        }
      };
      const timer = setTimeout(() => {
        unsubscribe();
        reject(new Error(`Waited ${PATIENCE / 1000} s for the sandbox's world to satisfy: ${probe.toString()}`));
      }, PATIENCE);
      const unsubscribe = subscribe(look);
      look();
    });
  }

  return {
    emit: (change) => {
      for (const listener of [...listeners]) listener(change);
    },
    subscribe,
    until,
  };
}
