import process from 'node:process';
import type { Ms } from '../../clock.ts';

/** A terminal, npm and a supervisor may each pass the same signal on: what comes again so soon is still the first one. */
const SAME_FOR: Ms = 500;

interface Stops {
  /** The first signal. */
  readonly stop: (signal: NodeJS.Signals) => void;
  /** Another one, or the same after half a second: somebody does not want to wait. */
  readonly stopNow: () => void;
}

/** Hears when the process is told to stop, in the place of whatever heard it before. */
export function onStopSignals({ stop, stopNow }: Stops): void {
  let first: { readonly signal: NodeJS.Signals; readonly at: Ms } | undefined;

  function hear(signal: NodeJS.Signals): void {
    if (!first) {
      first = { signal, at: performance.now() };
      stop(signal);
    } else if (signal !== first.signal || performance.now() - first.at > SAME_FOR) stopNow();
  }

  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, hear);
  }
}
