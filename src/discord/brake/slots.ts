/** Runs at most so many tasks at once; the others wait in the order in which they came. */
export function createSlots(most: number) {
  const waiting: (() => void)[] = [];
  let taken = 0;

  return {
    async run<T>(task: () => Promise<T>): Promise<T> {
      if (taken >= most) await new Promise<void>((resolve) => waiting.push(resolve));
      else taken += 1;
      try {
        return await task();
      } finally {
        // A slot is handed on, so that nobody who comes now goes before those who wait.
        const next = waiting.shift();
        if (next) next();
        else taken -= 1;
      }
    },
  };
}
