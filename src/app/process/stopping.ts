import type { Clock, Ms } from '../../clock.ts';
import type { Log } from '../../log.ts';

/** How long a stop waits for what runs. Containers are killed 10 s after they were asked to stop. */
const STOP_WITHIN: Ms = 8_000;

/** Waits until `work` has ended, but no longer than a stop may take. What has not ended by then is left as it is. */
export async function finishInTime(work: Promise<unknown>, { clock, log }: { clock: Clock; log: Log }) {
  const late = Promise.withResolvers<'late'>();
  const cancel = clock.after(STOP_WITHIN, () => late.resolve('late'));
  const ended = await Promise.race([work, late.promise]);
  cancel();
  if (ended === 'late') log.warn('stopped before all running work had finished: members continue where they are');
}
