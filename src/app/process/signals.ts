import process from 'node:process';
import type { Ms } from '../../clock.ts';

/**
 * A terminal, npm and a supervisor may each pass a signal on, and not all the same: what comes within a second, of whatever kind, is still
 * the first one.
 */
const SAME_FOR: Ms = 1000;

interface Stops {
  /** The first signal. */
  readonly stop: (signal: NodeJS.Signals) => void;
  /** Another one, more than a second later: somebody does not want to wait. */
  readonly stopNow: () => void;
}

/** Hears when the process is told to stop, in the place of whatever heard it before. */
export function onStopSignals({ stop, stopNow }: Stops): void {
  let first: Ms | undefined;

  function hear(signal: NodeJS.Signals): void {
    if (first === undefined) {
      first = performance.now();
      stop(signal);
    } else if (performance.now() - first > SAME_FOR) stopNow();
  }

  // SIGHUP: its terminal was closed.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    const before = process.listeners(signal);
    // First: without any listener, Node would drop what has arrived and was not heard yet.
    process.on(signal, hear);
    for (const one of before) process.off(signal, one);
  }
}
