import type { Logger } from 'pino';
import { type Clock, type Ms, repeat } from '../clock.ts';
import { traceOf } from '../log/trace.ts';

/** What the bot does by itself, again and again, until it stops. A run that fails is logged, and the next one comes all the same. */
export function createBackground(clock: Clock, log: Logger) {
  const stops: (() => Promise<void>)[] = [];
  return {
    /**
     * @param failure what the log says of a run that failed
     * @param first when the first run begins; after one pause, unless told otherwise
     */
    every(pause: Ms, task: () => Promise<void>, failure: string, first = pause): void {
      stops.push(repeat(clock, pause, task, (error) => log.warn({ cause: traceOf(error) }, failure), first));
    },
    /** Waits for what is underway. */
    async stop(): Promise<void> {
      await Promise.all(stops.map((stop) => stop()));
    },
  };
}
