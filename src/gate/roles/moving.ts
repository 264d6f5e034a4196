import { memberOf, type Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import type { MemberRoles, Roster } from '../ports.ts';
import type { Claimed, Task } from './claimed.ts';
import { CLAIM_LIFE } from './retries.ts';
import type { RoleCleanup } from './role-cleanup.ts';
import type { GrantObstacle, RoleKeeper } from './role-keeper.ts';

interface MovingParts {
  readonly roster: Roster;
  readonly roles: Pick<RoleKeeper, 'give'>;
  readonly roleCleanup: Pick<RoleCleanup, 'noteOld' | 'takeOld'>;
  readonly clock: Clock;
  readonly newId: () => string;
}

/** What became of moving one member to another role. `notTheirs`: they are not to be moved any more, or by somebody else. */
export type Moved =
  | { readonly is: 'moved' }
  | { readonly is: 'notTheirs' }
  | { readonly is: 'refused'; readonly obstacle: GrantObstacle };

/** Moves single members from the role they have been given to the one that is chosen now. */
export function createMoving(
  { roster, roles, roleCleanup, clock, newId }: MovingParts,
  { whileClaimed, lost }: Claimed,
) {
  async function moveTo(task: Task, { given }: MemberRoles): Promise<Moved> {
    const { claim } = task;
    const [roleId = ''] = claim.give;
    const answer = await roles.give(memberOf(task), roleId, 'The server has chosen another role');
    if (answer.is === 'refused') return notMoved(task, answer.obstacle);
    const old = given.filter((id) => id !== roleId);
    await roleCleanup.noteOld(task, old);
    if (!(await roster.markGranted(task, claim.id, clock.now(), claim.give))) {
      await lost(task);
      return { is: 'notTheirs' };
    }
    await roleCleanup.takeOld(task, old, 'The server has chosen another role');
    return { is: 'moved' };
  }

  /** Who has left the server has lost every role with it: they are owed the new one, for when they come back. */
  async function notMoved(task: Task, obstacle: GrantObstacle): Promise<Moved> {
    const { id } = task.claim;
    if (obstacle === 'memberGone') await roster.markOwed(task, id);
    else await roster.dropClaim(task, id);
    return obstacle === 'memberGone' ? { is: 'notTheirs' } : { is: 'refused', obstacle };
  }

  return async (who: Who, roleId: string): Promise<Moved> => {
    const claim = { id: newId(), at: clock.now(), life: CLAIM_LIFE, give: [roleId], take: [], held: true };
    const mine = await roster.claimGrant(who, claim);
    if (!mine) return { is: 'notTheirs' };
    const task = { ...who, claim, tries: 0, unasked: true };
    return whileClaimed(task, () => moveTo(task, mine));
  };
}
