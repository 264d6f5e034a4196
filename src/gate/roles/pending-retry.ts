import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import type { PendingRoles } from '../ports.ts';
import { isStillThere, isTake, type PendingWork } from './pending-work.ts';
import { retryIn } from './retries.ts';

/** How many roles are tried in one run. */
const AT_ONCE = 25;
/** What stands in the server's audit log where nobody asked for it just now. */
const REASON = 'No longer verified';

/** Tries the roles that are due to be taken, and gives back to a member what is left to be given back once all is taken. */
export function createPendingRetry(
  { pendingRoles, clock }: { readonly pendingRoles: PendingRoles; readonly clock: Clock },
  { attempt, isVerifiedAgain }: PendingWork,
): () => Promise<void> {
  /** Gives back what is left to be given back, unless something is still to be taken. */
  async function giveBackTo(who: Who): Promise<void> {
    const tasks = await pendingRoles.ofMember(who);
    if (tasks.some(isTake)) return;
    for (const task of tasks) if (!(await isVerifiedAgain(task, REASON))) await attempt(task, REASON, false);
  }

  return async (): Promise<void> => {
    await pendingRoles.forgetTaken(clock.now());
    const due = await pendingRoles.due(clock.now(), AT_ONCE);
    for (const task of due.filter(isTake)) {
      if (await isVerifiedAgain(task, REASON)) continue;
      if (!isStillThere(await attempt(task, REASON, false))) await giveBackTo(task);
    }
    for (const task of due.filter((one) => !isTake(one))) {
      const waits = (await pendingRoles.ofMember(task)).some(isTake);
      if (waits) await pendingRoles.keep([{ ...task, tries: task.tries + 1 }], clock.now() + retryIn(task.tries));
      else await giveBackTo(task);
    }
  };
}
