import type { Clock, Ms } from '../../src/clock.ts';

type Act = () => Promise<void>;

/** A simulated clock and what is to happen on it. Acts run one after another, the earliest first. */
export function createTimeline(start: Ms) {
  let now = start;
  const acts: { readonly at: Ms; readonly act: Act }[] = [];

  /** Nothing waits by this clock: what has expired in the stores counts as gone, and need not be swept. */
  const clock: Clock = { now: () => now, after: () => () => {} };

  return {
    clock,
    at(instant: Ms, act: Act): void {
      const at = Math.max(instant, now);
      let [low, high] = [0, acts.length];
      while (low < high) {
        const middle = (low + high) >> 1;
        if ((acts[middle]?.at ?? 0) > at) low = middle + 1;
        else high = middle;
      }
      acts.splice(low, 0, { at, act });
    },
    async run(until: Ms): Promise<void> {
      for (let next = acts.pop(); next && next.at < until; next = acts.pop()) {
        now = next.at;
        await next.act();
      }
    },
  };
}

export type Timeline = ReturnType<typeof createTimeline>;
