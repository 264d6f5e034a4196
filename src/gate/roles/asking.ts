import type { Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { GrantClaim } from '../ports.ts';
import type { RoleCleanup } from './role-cleanup.ts';
import { type GrantObstacle, type RoleKeeper, waitsForMending } from './role-keeper.ts';

/** How long it is trusted that Discord takes a role from nobody, so that a rush of members is not a rush of refusals. */
const KEPT_FOR: Ms = 10 * 60_000;
const MOST_KEPT = 1_000;

export interface AskingParts {
  readonly roles: Pick<RoleKeeper, 'give' | 'take'>;
  readonly roleCleanup: Pick<RoleCleanup, 'park'>;
  /** Hears of a role to remove that Discord takes from nobody; it keeps nobody from being verified. */
  readonly onKept: (serverId: string, roleId: string, obstacle: GrantObstacle) => void;
  readonly clock: Clock;
}

/** Asks Discord for everything that success means for a member's roles. What it resolves to keeps the whole from being done. */
export function createAsking({ roles, roleCleanup, onKept, clock }: AskingParts) {
  /** Roles to remove that Discord refused to take just now, with why: nobody asks again for each member. */
  const kept = new Map<string, { readonly until: Ms; readonly obstacle: GrantObstacle }>();

  async function notGiven(who: Who, roleIds: readonly string[]): Promise<GrantObstacle | undefined> {
    for (const roleId of roleIds) {
      const answer = await roles.give(who, roleId, 'Verified');
      if (answer.is === 'refused') return answer.obstacle;
    }
    return undefined;
  }

  /** One that nobody can be rid of keeps nobody from the rest. It goes once that is mended. */
  async function notTaken(who: Who, roleIds: readonly string[]): Promise<GrantObstacle | undefined> {
    for (const roleId of roleIds) {
      const obstacle = await takeOne(who, roleId);
      if (obstacle === undefined) continue;
      if (obstacle === 'discordUnavailable' || obstacle === 'memberGone') return obstacle;
      if (waitsForMending(obstacle)) await roleCleanup.park(who, roleId);
      onKept(who.serverId, roleId, obstacle);
    }
    return undefined;
  }

  async function takeOne(who: Who, roleId: string): Promise<GrantObstacle | undefined> {
    const key = `${who.serverId}:${roleId}`;
    const known = kept.get(key);
    if (known && clock.now() < known.until) return known.obstacle;
    kept.delete(key);
    const answer = await roles.take(who, roleId, 'Verified', true);
    if (answer.is === 'done') return undefined;
    const { obstacle } = answer;
    if (kept.size >= MOST_KEPT) kept.clear();
    if (waitsForMending(obstacle)) kept.set(key, { until: clock.now() + KEPT_FOR, obstacle });
    return obstacle;
  }

  return async (who: Who, { give, take }: GrantClaim): Promise<GrantObstacle | undefined> =>
    (await notGiven(who, give)) ?? (await notTaken(who, take));
}
