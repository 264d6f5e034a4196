/** Milliseconds throughout: instants since the Unix epoch, and lengths of time. */
export interface SandboxClock {
  now(): number;
  /** Runs `task` once, `delayMs` from now. The returned function cancels it. */
  after(delayMs: number, task: () => void): () => void;
  /** Moves the clock forward and runs what became due, in order. Resolves when the promises those tasks started had their turns. */
  skip(ms: number): Promise<void>;
}

interface Entry {
  readonly due: number;
  readonly task: () => void;
}

/** Real time plus everything that was skipped. Its timers do not keep the process alive. */
export function skippableClock(): SandboxClock {
  const timers = new Map<Entry, NodeJS.Timeout>();
  let skipped = 0;
  const now = () => Date.now() + skipped;

  function arm(entry: Entry): void {
    const timer = setTimeout(() => run(entry), Math.max(0, entry.due - now()));
    timer.unref();
    timers.set(entry, timer);
  }

  function disarm(entry: Entry): void {
    clearTimeout(timers.get(entry));
    timers.delete(entry);
  }

  function run(entry: Entry): void {
    disarm(entry);
    entry.task();
  }

  return {
    now,
    after(delayMs, task) {
      const entry: Entry = { due: now() + delayMs, task };
      arm(entry);
      return () => disarm(entry);
    },
    async skip(ms) {
      const target = now() + ms;
      for (let next = earliest(timers.keys(), target); next; next = earliest(timers.keys(), target)) {
        skipped += Math.max(0, next.due - now());
        run(next);
        await settled();
      }
      skipped += Math.max(0, target - now());
      for (const entry of [...timers.keys()]) {
        disarm(entry);
        arm(entry);
      }
    },
  };
}

/** A skip that is longer than this is moved in so many steps, of which none is longer than that. */
const LONG = 10 * 60_000;
const STEPS = 40;
const LONGEST_STEP = 15 * 60_000;

/**
 * Time that stands still until `skip` moves it. A long time is moved in steps: what becomes due within one runs at its end, in order, as on a
 * machine that is busy. A bot looks every few seconds whether there is anything to do, so that a day to the instant takes seconds.
 */
export function manualClock(start = Date.UTC(2026, 7, 1, 12)): SandboxClock {
  const entries = new Set<Entry>();
  let present = start;
  return {
    now: () => present,
    after(delayMs, task) {
      const entry: Entry = { due: present + delayMs, task };
      entries.add(entry);
      return () => entries.delete(entry);
    },
    async skip(ms) {
      const target = present + ms;
      const step = ms > LONG ? Math.min(LONGEST_STEP, Math.floor(ms / STEPS)) : 1;
      const endOfStep = (due: number) => target - Math.floor((target - due) / step) * step;
      for (let next = earliest(entries, target); next; next = earliest(entries, target)) {
        present = Math.max(present, endOfStep(next.due));
        entries.delete(next);
        next.task();
        await settled();
      }
      present = target;
      await settled();
    },
  };
}

/** The first entry that is due by `target`; of two due at once, the one asked for first. */
function earliest(entries: Iterable<Entry>, target: number): Entry | undefined {
  let first: Entry | undefined;
  for (const entry of entries) {
    if (entry.due <= target && (!first || entry.due < first.due)) first = entry;
  }
  return first;
}

/** A few turns of the event loop: enough for chains of promises and for bytes already on the loopback. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
}
