import type { Clock } from '../../clock.ts';
import type { Journal } from '../ports.ts';
import type { GateEvent } from './events.ts';
import { type HeardBy, type Hearer, hearersOf } from './hearers.ts';
import { type FlowStep, stepOf } from './steps.ts';

/** Passes an event to those who hear it. Never throws. */
export type Recorder = (event: GateEvent) => Promise<void>;

export interface RecorderParts {
  readonly journal: Pick<Journal, 'write'>;
  /** Each of the three never throws. */
  readonly staff?: (event: HeardBy<'staff'>) => void;
  readonly log?: (step: FlowStep) => void;
  readonly metrics?: ((step: FlowStep) => void) | undefined;
  readonly clock: Clock;
  readonly onError: (error: unknown) => void;
}

/**
 * Passes each event to those who hear it. A journal that cannot be written holds nobody up: it is reported, and the member goes on.
 */
export function createRecorder({ journal, staff, log, metrics, clock, onError }: RecorderParts): Recorder {
  /** False where the member's data has been deleted since the work began. */
  const isKept = (event: HeardBy<'journal'>) =>
    journal.write({ ...event, at: clock.now() }).catch((error: unknown) => {
      onError(error);
      return true;
    });

  return async (event) => {
    for (const hearer of hearersOf(event)) {
      if (isTurnOf('journal', hearer, event) && !(await isKept(event))) return;
      if (isTurnOf('staff', hearer, event)) staff?.(event);
      if (isTurnOf('log', hearer, event)) log?.(stepOf(event));
      if (isTurnOf('metrics', hearer, event)) metrics?.(stepOf(event));
    }
  };
}

function isTurnOf<H extends Hearer>(one: H, hearer: Hearer, event: GateEvent): event is HeardBy<H> {
  return one === hearer && hearersOf(event).includes(one);
}
