/** The door that work comes in by: open until it is closed, and it knows what of that work still runs. */
export function createIntake() {
  const underway = new Set<Promise<void>>();
  let isOpen = true;

  return {
    /** `task`, which once the intake is closed does nothing any more. */
    through<A extends unknown[]>(task: (...args: A) => Promise<void>): (...args: A) => Promise<void> {
      return (...args) => {
        if (!isOpen) return Promise.resolve();
        const work = task(...args).finally(() => underway.delete(work));
        underway.add(work);
        return work;
      };
    },

    /** Takes nothing more, and waits for what is underway, whatever comes of it. */
    async close(): Promise<void> {
      isOpen = false;
      await Promise.allSettled(underway);
    },
  };
}
