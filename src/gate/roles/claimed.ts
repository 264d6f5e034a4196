import { memberOf, type Who } from '../../base/member-ref.ts';
import { type Clock, repeat } from '../../clock.ts';
import type { GrantClaim, Roster } from '../ports.ts';
import { RENEW_EVERY } from './retries.ts';
import type { RoleCleanup } from './role-cleanup.ts';

/** Which role a member is to get, and which of parallel callers gives it. */
export interface Task extends Who {
  readonly claim: GrantClaim;
  /** How often it has been tried without success. */
  readonly tries: number;
  /** Nobody came for it. */
  readonly unasked: boolean;
}

export interface ClaimedParts {
  readonly roster: Pick<Roster, 'find' | 'renewClaim'>;
  readonly roleCleanup: Pick<RoleCleanup, 'note' | 'take'>;
  readonly clock: Clock;
  /** A claim could not be renewed. */
  readonly onError: (error: unknown) => void;
}

type AsItIs = { readonly is: 'notVerified' } | { readonly is: 'underway' } | { readonly is: 'granted' };

export type Claimed = ReturnType<typeof createClaimed>;

/** Holds a claim while Discord is asked, and knows what there is to say where it was lost. */
export function createClaimed({ roster, roleCleanup, clock, onError }: ClaimedParts) {
  /** What the roster says of a member whose role is not to be given now, or not by us. */
  async function asItIs(who: Who): Promise<AsItIs> {
    const entry = await roster.find(who);
    if (!entry) return { is: 'notVerified' };
    return entry.grantedAt === undefined ? { is: 'underway' } : { is: 'granted' };
  }

  /** Discord may make a request wait for minutes. In that time nobody else asks, and a member who leaves the roster is not left with the role. */
  async function whileClaimed<T>(task: Task, work: () => Promise<T>): Promise<T> {
    const { claim } = task;
    const stop = repeat(
      clock,
      RENEW_EVERY,
      async () => {
        if (await roster.renewClaim(task, claim.id, clock.now())) return;
        if (!(await roster.find(task))) await roleCleanup.note(leavingOf(task));
      },
      onError,
    );
    try {
      return await work();
    } finally {
      await stop();
    }
  }

  /** The claim is not ours any more, whatever Discord has done for it. A member who is off the roster by now loses the role again. */
  async function lost(task: Task): Promise<AsItIs> {
    const grant = await asItIs(task);
    if (grant.is === 'notVerified') await roleCleanup.take(leavingOf(task), 'No longer verified');
    return grant;
  }

  return { asItIs, whileClaimed, lost };
}

/** What a member has of a grant that they are not to have any more. */
const leavingOf = ({ claim, ...who }: Task) => ({
  ...memberOf(who),
  givenRoleIds: claim.give,
  takenRoleIds: claim.take,
});
