/** A bot that has not done it by then, in ms, has given up: whatever waits would wait for ever. */
const PATIENCE = 30_000;

interface Waiting<T> {
  readonly resolve: (event: T) => void;
  readonly limit: NodeJS.Timeout;
}

/**
 * Something that a bot did and somebody may wait for, by a key such as the token of an interaction.
 * @param what it is, for the error of a caller who waits too long
 */
export function createEvents<T>(what: string) {
  const waiting = new Map<string, Waiting<T>>();
  const early = new Map<string, T>();
  return {
    tell(key: string, event: T): void {
      const waits = waiting.get(key);
      if (!waits) return void early.set(key, event);
      waiting.delete(key);
      clearTimeout(waits.limit);
      waits.resolve(event);
    },
    /** The next event of a key, or one that nobody waited for. Rejects after 30 s. */
    next(key: string): Promise<T> {
      const known = early.get(key);
      early.delete(key);
      if (known !== undefined) return Promise.resolve(known);
      return new Promise((resolve, reject) => {
        const limit = setTimeout(() => reject(new Error(`no ${what} came within 30 s`)), PATIENCE);
        waiting.set(key, { resolve, limit });
      });
    },
    /** Forgets what nobody waited for. */
    clear(): void {
      early.clear();
    },
  };
}
