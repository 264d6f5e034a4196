import type { Clock } from '../clock.ts';
import { createChronicle, type Desk } from '../gate/journal/chronicle.ts';
import { type StepWatcher, stepDesk } from '../gate/journal/steps.ts';
import type { Journal } from '../gate/ports.ts';
import { traceOf } from '../log/trace.ts';
import { createTrail } from '../log/trail.ts';
import type { Log } from '../log.ts';

interface ChronicleParts {
  readonly journal: Journal;
  /** Who is told of what happens, next to the journal, the log and the metrics. */
  readonly desks: readonly Desk[];
  /** 32 secret bytes that key the names of flows in the log. */
  readonly pepper: Buffer;
  /** The metrics, where there are any. */
  readonly watch: { readonly stepped: StepWatcher } | undefined;
  readonly clock: Clock;
  readonly log: Log;
}

/** What is told of what happens to members: `chronicle` writes the journal, `steps` hears what the journal does not have. */
export function openChronicle({ journal, desks, pepper, watch, clock, log }: ChronicleParts) {
  const trail = createTrail({ log, clock, pepper });
  const steps: StepWatcher = (step) => {
    trail(step);
    watch?.stepped(step);
  };
  const chronicle = createChronicle({
    journal,
    desks: [...desks, stepDesk(steps)],
    clock,
    onError: (error) => log.warn({ cause: traceOf(error) }, 'the journal could not be written'),
  });
  return { chronicle, steps };
}
