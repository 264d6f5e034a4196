/** Milliseconds: an instant since the Unix epoch, or a length of time. */
export type Ms = number;

/** Time as the parts see it. Everything that waits or compares instants takes one, so that tests and the sandbox can move it. */
export interface Clock {
  /** The present instant. Never goes back within one process, once that has begun to do something. */
  now(): Ms;
  /** Runs `task` once, `delay` from now. The returned function cancels it. */
  after(delay: Ms, task: () => void): () => void;
}

/** The clock of this machine, which can be told what time it is elsewhere. */
export interface SystemClock extends Clock {
  /** The present instant with its fraction of a millisecond. */
  exact(): Ms;
  /**
   * Sets the time where it is wrong, also back: for the start, before anything was done or promised by it.
   * @param there as for `hear`
   * @returns how far ahead the time was; 0 where it was right to the minute and is left as it is
   */
  begin(there: Ms): Ms;
  /** @param there an instant that a clock outside of this machine has just named, to within some seconds */
  hear(there: Ms): void;
}

interface Readings {
  /** What the machine says is the time, which may be set, ahead and back. */
  readonly wall: () => Ms;
  /** What nobody sets; it may stand still while the machine does. */
  readonly steady: () => Ms;
}

/** Two clocks that are no further apart agree. */
export const AGREED: Ms = 60_000;
/** How much faster or slower than time the clock goes to where the machine's is. */
const PULL = 0.05;
/** The same where the machine's was set back, and another clock agrees with it. */
const BRAKE = 0.5;

/**
 * Time that goes on as the steady clock does and is drawn to the machine's, so that no reading of that one moves it far:
 *
 * - At the start it is what the machine's clock says, or another clock where that differs by more than a minute.
 * - While the machine's clock is within a minute, the difference is worked off at 5 % of the time that passes.
 * - Further away it is not followed, until a clock outside agrees with it: the machine slept, or its clock was mended. Where it is
 *   ahead, the time is what it says from then on; where it is behind, the time goes at half speed until they meet.
 *
 * After the start it never goes back: a clock that is set back must not revive a code that has expired. Timers do not keep the process alive.
 */
export function systemClock(
  { wall, steady }: Readings = { wall: Date.now, steady: () => performance.now() },
): SystemClock {
  let [time, seen] = [wall(), steady()];
  let isMended = false;

  function exact(): Ms {
    const passed = Math.max(0, steady() - seen);
    seen += passed;
    time += passed;
    const off = wall() - time;
    if (Math.abs(off) <= AGREED) {
      isMended = false;
      time += clamp(off, passed * PULL);
    } else if (isMended && off < 0) time -= passed * BRAKE;
    return time;
  }

  return {
    exact,
    now: () => Math.floor(exact()),
    begin(there) {
      const ahead = exact() - there;
      if (Math.abs(ahead) <= AGREED) return 0;
      time = Math.abs(there - wall()) <= AGREED ? wall() : there;
      return ahead;
    },
    hear(there) {
      exact();
      isMended = Math.abs(there - wall()) <= AGREED;
      if (isMended && wall() - time > AGREED) time = wall();
    },
    after(delay, task) {
      const timer = setTimeout(task, delay);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}

/** `value`, but no further from 0 than `most`. */
const clamp = (value: number, most: number) => Math.min(most, Math.max(-most, value));

/**
 * Runs `task` again and again, `pause` after it has ended, until the returned function is called; that waits for a run
 * under way. A run that fails is told to `onError`, and the next one still comes.
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
