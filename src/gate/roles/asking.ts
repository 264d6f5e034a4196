import type { Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import type { GrantClaim } from '../ports.ts';
import { isRole, KEPT_BYPASS } from './given.ts';
import type { RoleCleanup } from './role-cleanup.ts';
import { type GrantObstacle, type RoleAnswer, type RoleKeeper, waitsForMending } from './role-keeper.ts';

/** How long it is trusted that Discord takes a role from nobody, or has a role no more, so that a rush of members is not a rush of refusals. */
const KEPT_FOR: Ms = 10 * 60_000;
const MOST_KEPT = 1_000;

export interface AskingParts {
  readonly roles: Pick<RoleKeeper, 'give' | 'take'>;
  readonly roleCleanup: Pick<RoleCleanup, 'park'>;
  /** Hears of a role to remove that Discord takes from nobody; it keeps nobody from being verified. */
  readonly onKept: (serverId: string, roleId: string, obstacle: GrantObstacle) => void;
  /** Hears of a role that success gives and that is deleted; it keeps nobody from the others. */
  readonly onMissing: (serverId: string, roleId: string) => void;
  readonly clock: Clock;
}

/** What came of asking for all that success gives. */
export interface Given {
  /** Why it is not whole. */
  readonly obstacle?: GrantObstacle;
  /** Roles that are deleted. */
  readonly missing: readonly string[];
}

export type Asking = ReturnType<typeof createAsking>;

/** Asks Discord for everything that success means for a member's roles. */
export function createAsking({ roles, roleCleanup, onKept, onMissing, clock }: AskingParts) {
  /** Roles that Discord refused just now, with why: nobody asks again for each member. */
  const [kept, gone] = [createMemory(clock), createMemory(clock)];

  /**
   * All of them. One that is deleted keeps nobody from the others, but the first one is what success is for: without it the rest is given,
   * and the whole stays owed.
   * @param held those that the member certainly has
   */
  async function give(who: Who, roleIds: readonly string[], held: readonly string[], reason: string): Promise<Given> {
    const missing: string[] = [];
    for (const roleId of roleIds.filter((id) => id !== KEPT_BYPASS && !held.includes(id))) {
      const answer = await giveOne(who, roleId, reason, roleId === roleIds[0]);
      if (answer.is === 'done') continue;
      if (answer.obstacle !== 'roleGone') return { obstacle: answer.obstacle, missing };
      missing.push(roleId);
      if (isRole(roleId)) onMissing(who.serverId, roleId);
    }
    const [main] = roleIds;
    return main !== undefined && missing.includes(main) ? { obstacle: 'roleGone', missing } : { missing };
  }

  async function giveOne(who: Who, roleId: string, reason: string, isMain: boolean): Promise<RoleAnswer> {
    // What keeps members from being verified at all is asked for each time: an admin tries it by hand.
    const known = isMain ? undefined : gone.find(who, roleId);
    if (known) return { is: 'refused', obstacle: known };
    const answer = await roles.give(who, roleId, reason);
    if (answer.is === 'refused' && answer.obstacle === 'roleGone') gone.keep(who, roleId, answer.obstacle);
    return answer;
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
    const known = kept.find(who, roleId);
    if (known) return known;
    const answer = await roles.take(who, roleId, 'Verified', true);
    if (answer.is === 'done') return undefined;
    const { obstacle } = answer;
    if (waitsForMending(obstacle)) kept.keep(who, roleId, obstacle);
    return obstacle;
  }

  return {
    give,

    /** Gives and takes what a claim says. @param held roles that the member certainly has */
    async all(who: Who, claim: GrantClaim, held: readonly string[]): Promise<Given> {
      const given = await give(who, claim.give, held, 'Verified');
      if (given.obstacle) return given;
      const obstacle = await notTaken(who, claim.take);
      return obstacle ? { ...given, obstacle } : given;
    },
  };
}

/** What Discord said of a server's role, believed for a while. */
function createMemory(clock: Clock) {
  const entries = new Map<string, { readonly until: Ms; readonly obstacle: GrantObstacle }>();
  const keyOf = ({ serverId }: Who, roleId: string) => `${serverId}:${roleId}`;
  return {
    find(who: Who, roleId: string): GrantObstacle | undefined {
      const known = entries.get(keyOf(who, roleId));
      return known && clock.now() < known.until ? known.obstacle : undefined;
    },
    keep(who: Who, roleId: string, obstacle: GrantObstacle): void {
      if (entries.size >= MOST_KEPT) entries.clear();
      entries.set(keyOf(who, roleId), { until: clock.now() + KEPT_FOR, obstacle });
    },
  };
}
