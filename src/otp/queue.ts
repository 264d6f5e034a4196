/**
 * Runs the tasks of one key one after another and those of different keys side by side.
 * A task that fails does not stop the ones behind it, and each is told whether it stood behind another.
 */
export function createQueue(): <T>(key: string, task: (hasWaited: boolean) => Promise<T>) => Promise<T> {
  const tails = new Map<string, Promise<unknown>>();

  return async (key, task) => {
    const before = tails.get(key);
    const mine = (before ?? Promise.resolve()).then(() => task(before !== undefined));
    const tail = mine.catch(() => undefined);
    tails.set(key, tail);
    try {
      return await mine;
    } finally {
      if (tails.get(key) === tail) tails.delete(key);
    }
  };
}
