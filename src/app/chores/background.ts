import { type Clock, type Ms, repeat } from '../../clock.ts';
import type { WithLease } from '../../gate/lease.ts';
import { traceOf } from '../../log/trace.ts';
import type { Log } from '../../log.ts';

/** What the bot does by itself, again and again. */
export interface Chore {
  /** Names it for all processes: they take turns at it. */
  readonly name: string;
  readonly run: () => Promise<void>;
  /** Whether there is anything to do, looked at before a turn is taken: taking one is a write. Always, unless told otherwise. */
  readonly isDue?: () => Promise<boolean>;
  readonly pause: Ms;
  /** How long after the start the first run begins; one pause, unless told otherwise. */
  readonly first?: Ms;
  /** What the log says of a run that failed. */
  readonly failure: string;
}

interface BackgroundParts {
  readonly withLease: WithLease;
  /** See `createBeginnings`. */
  readonly marked: (run: () => Promise<void>) => () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

/** Does chores until it is stopped. A run that fails is logged, and the next one still comes; so it does after a run of another process. */
export function createBackground({ withLease, marked, clock, log }: BackgroundParts) {
  const stops: (() => Promise<void>)[] = [];
  return {
    start({ name, run, isDue, pause, first = pause, failure }: Chore): void {
      const turn = async () => {
        if (!isDue || (await isDue())) await withLease(name, marked(run));
      };
      stops.push(repeat(clock, pause, turn, (error) => log.warn({ cause: traceOf(error) }, failure), first));
    },
    /** Waits for what is underway. */
    async stop(): Promise<void> {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}
