import { memberOf, type Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import type { MemberRoles, Roster } from '../ports.ts';
import type { ServerSettings } from '../settings/settings.ts';
import type { Asking } from './asking.ts';
import type { Claimed, Task } from './claimed.ts';
import type { RoleCleanup } from './role-cleanup.ts';
import type { GrantObstacle, Look } from './role-keeper.ts';
import type { Sights } from './sights.ts';

interface MovingParts {
  readonly roster: Roster;
  readonly roleCleanup: Pick<RoleCleanup, 'noteOld' | 'takeOld'>;
  readonly clock: Clock;
}

interface MovingSteps extends Claimed {
  readonly asking: Pick<Asking, 'give'>;
  readonly sights: Pick<Sights, 'lookNow' | 'claim' | 'heldOf'>;
}

/** What became of moving one member to other roles. `notTheirs`: they are not to be moved any more, or by somebody else. */
export type Moved =
  | { readonly is: 'moved' }
  | { readonly is: 'notTheirs' }
  | { readonly is: 'refused'; readonly obstacle: GrantObstacle };

const REASON = 'The server has chosen other roles';

/** Moves single members from the roles they have been given to those that are chosen now. */
export function createMoving({ roster, roleCleanup, clock }: MovingParts, steps: MovingSteps) {
  const { whileClaimed, lost, asking, sights } = steps;

  async function moveTo(task: Task, { given }: MemberRoles, look: Look): Promise<Moved> {
    const { claim } = task;
    const held = await sights.heldOf(memberOf(task), claim, look);
    const { obstacle } = await asking.give(memberOf(task), claim.give, held, REASON);
    if (obstacle) return notMoved(task, obstacle);
    const old = given.filter((id) => !claim.give.includes(id));
    await roleCleanup.noteOld(task, old);
    if (!(await roster.markGranted(task, claim.id, clock.now(), claim.give))) {
      await lost(task);
      return { is: 'notTheirs' };
    }
    await roleCleanup.takeOld(task, old, REASON);
    return { is: 'moved' };
  }

  /** A member who has left the server has lost every role: they are owed the new ones, for when they come back. */
  async function notMoved(task: Task, obstacle: GrantObstacle): Promise<Moved> {
    const { id } = task.claim;
    if (obstacle === 'memberGone') await roster.markOwed(task, id);
    else await roster.dropClaim(task, id);
    return obstacle === 'memberGone' ? { is: 'notTheirs' } : { is: 'refused', obstacle };
  }

  /** One role is asked for without a look: that costs no more. Of several, most are there already. */
  async function lookAt(who: Who, { moreRoleIds, roleRules, bypassesChecks }: ServerSettings): Promise<Look> {
    if (moreRoleIds.length + roleRules.length > 0 || bypassesChecks) return sights.lookNow(who);
    return { is: 'seen', member: { roles: [], pending: false } };
  }

  return async (who: Who, server: ServerSettings): Promise<Moved> => {
    const look = await lookAt(who, server);
    const gone = look.is === 'refused' && look.obstacle === 'memberGone';
    if (look.is === 'refused' && !gone) return look;
    const claim = { ...(await sights.claim(who, server, look)), take: [], held: true };
    const mine = await roster.claimGrant(who, claim);
    if (!mine) return { is: 'notTheirs' };
    const task = { ...who, claim, tries: 0, unasked: true };
    if (gone) return notMoved(task, 'memberGone');
    return whileClaimed(task, () => moveTo(task, mine, look));
  };
}
