/** Milliseconds: an instant since the Unix epoch, or a length of time. */
export type Ms = number;

/** Time as the parts see it. Everything that waits or compares instants takes one, so that tests and the sandbox can move it. */
export interface Clock {
  /** The present instant. Never goes back within one process. */
  now(): Ms;
  /** Runs `task` once, `delay` from now. The returned function cancels it. */
  after(delay: Ms, task: () => void): () => void;
}

/**
 * The machine's clock, held at its highest reading: a clock that is set back must not revive a code that has expired.
 * Timers do not keep the process alive.
 */
export function systemClock(read: () => Ms = Date.now): Clock {
  let highest = read();
  return {
    now() {
      highest = Math.max(highest, read());
      return highest;
    },
    after(delay, task) {
      const timer = setTimeout(task, delay);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/**
 * Runs `task` again and again, `pause` after it has ended, until the returned function is called; that waits for a run
 * under way. A run that fails is told to `onError`, and the next one comes all the same.
 * @param first how long from now the first run is; `pause`, unless told otherwise
 */
export function repeat(
  clock: Clock,
  pause: Ms,
  task: () => Promise<void>,
  onError: (error: unknown) => void,
  first: Ms = pause,
): () => Promise<void> {
  let stopped = false;
  let running = Promise.resolve();
  let cancel = () => {};
  const next = (delay: Ms) => {
    if (stopped) return;
    cancel = clock.after(delay, () => {
      running = task()
        .catch(onError)
        .then(() => next(pause));
    });
  };
  next(first);
  return () => {
    stopped = true;
    cancel();
    return running;
  };
}
