export interface Changes<Change> {
  emit(change: Change): void;
  /** Calls `listener` after every change. The returned function ends it. */
  subscribe(listener: (change: Change) => void): () => void;
  /** Resolves with the first value other than `undefined` and `false` that `probe` gives; looks now and after every change. Rejects after 5 s of real time. */
  until<T>(probe: () => T | undefined | false): Promise<T>;
}

/** How long `until` waits: real time, since its purpose is to end a test that would otherwise hang. */
const PATIENCE = 5_000;

/** A bell: rung after each change, heard by tests, the gateway and the page. */
export function createChanges<Change>(): Changes<Change> {
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
        reject(new Error(`Waited ${PATIENCE / 1000} s for the sandbox to satisfy: ${probe.toString()}`));
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
