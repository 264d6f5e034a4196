/** Something that a bot did and somebody may wait for, by a key such as the token of an interaction. */
export function createEvents<T>() {
  const waiting = new Map<string, (event: T) => void>();
  const early = new Map<string, T>();
  return {
    tell(key: string, event: T): void {
      const resolve = waiting.get(key);
      if (!resolve) return void early.set(key, event);
      waiting.delete(key);
      resolve(event);
    },
    /** The next event of a key, or one that nobody waited for. */
    next(key: string): Promise<T> {
      const known = early.get(key);
      if (known === undefined) return new Promise((resolve) => waiting.set(key, resolve));
      early.delete(key);
      return Promise.resolve(known);
    },
    /** Forgets what nobody waited for. */
    clear(): void {
      early.clear();
    },
  };
}
