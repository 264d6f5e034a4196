import type { Clock, Ms } from '../../clock.ts';
import { GRACE } from './ending.ts';
import type { Asked, Endings } from './store.ts';

export type AskAgain = ReturnType<typeof createAskAgain>;

/**
 * Asks members of the roster to prove a number, such as those who were let in while the gate was open: `askAgain(serverId, { batch: opening },
 * until)`. From the next press of Verify on they are offered to, with one SMS, and keep what they have. They get a direct message within the hour,
 * a last notice a week before the end, and lose the roles at `until` at the earliest, in any case after the whole grace. Where somebody is asked
 * again, the later word holds. The server's setting `endsAfter` is not needed for it. Throws `StoreUnavailable`.
 * @param until the earliest instant at which roles go; sooner than a week from now is a week from now
 * @returns how many were asked
 */
export function createAskAgain({ endings, clock }: { readonly endings: Pick<Endings, 'ask'>; readonly clock: Clock }) {
  return (serverId: string, which: Asked, until: Ms): Promise<number> =>
    endings.ask(serverId, which, Math.max(clock.now(), until - GRACE));
}
