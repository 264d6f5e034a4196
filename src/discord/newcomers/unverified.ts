import type { Who } from '../../base/member-ref.ts';
import type { Clock, Ms } from '../../clock.ts';
import { type Duty, dutyTo, type Reach, type ShownMember } from '../../gate/newcomers/duty.ts';
import type { Roster, SettingsStore } from '../../gate/ports.ts';
import type { GrantObstacle, RoleKeeper } from '../../gate/roles/role-keeper.ts';
import { isOpen, type OpenGate } from '../../gate/settings/settings.ts';
import type { Log } from '../../log.ts';
import { type Grounds, isLeftAlone } from './ground.ts';
import { type NewcomersMemory, reachOf } from './memory.ts';

/** How long it is trusted that Discord takes a role on nobody, so that a rush of members is not a rush of refusals. */
const KEPT_FOR: Ms = 10 * 60_000;
const MOST_KEPT = 1_000;

export interface UnverifiedParts {
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly roster: Pick<Roster, 'find'>;
  readonly memory: NewcomersMemory;
  readonly roles: Pick<RoleKeeper, 'give' | 'take'>;
  readonly grounds: Grounds;
  readonly clock: Clock;
  readonly log: Log;
}

/** A server on which members who have not verified get a role. */
export type Greeting = OpenGate & { readonly unverifiedRoleId: string };

/** Whether members who have not verified get a role: one is chosen, and they can verify. */
export function greets(server: Parameters<typeof isOpen>[0]): server is Greeting {
  return isOpen(server) && server.unverifiedRoleId !== undefined;
}

export type Settled =
  | { readonly is: 'given' | 'taken' | 'none' }
  | { readonly is: 'refused'; readonly obstacle: GrantObstacle };

const NONE: Settled = { is: 'none' };

export type Unverified = ReturnType<typeof createUnverified>;

/** Gives members the role of the unverified, and takes it from the verified. Throws `StoreUnavailable`, and what Discord refuses of a look. */
export function createUnverified({ settings, roster, memory, roles, grounds, clock, log }: UnverifiedParts) {
  /** Roles that Discord refused just now, with why. */
  const kept = new Map<string, { readonly until: Ms; readonly obstacle: GrantObstacle }>();

  async function duty(who: Who, member: ShownMember, server: Greeting, hasJoined: boolean): Promise<Duty> {
    const { unverifiedRoleId } = server;
    const isVerified = (await roster.find(who)) !== undefined;
    const known = await memory.begun(who.serverId, unverifiedRoleId, clock.now());
    const reach: Reach = hasJoined ? { is: 'everyone' } : reachOf(known);
    const standing = { unverifiedRoleId, isVerified, reach };
    // The server is looked at for those alone who would get the role.
    const first = dutyTo(member, { ...standing, isLeftAlone: false });
    if (first !== 'give') return first;
    return dutyTo(member, {
      ...standing,
      isLeftAlone: isLeftAlone(await grounds(who.serverId), server, who.memberId, member, clock.now()),
    });
  }

  async function ask(who: Who, roleId: string, what: 'give' | 'take'): Promise<GrantObstacle | undefined> {
    const key = `${who.serverId}:${roleId}`;
    const known = kept.get(key);
    if (known && clock.now() < known.until) return known.obstacle;
    const answer =
      what === 'give'
        ? await roles.give(who, roleId, 'Has not verified yet')
        : await roles.take(who, roleId, 'Verified', true);
    if (answer.is === 'done') return undefined;
    const { obstacle } = answer;
    if (obstacle === 'memberGone' || obstacle === 'discordUnavailable') return obstacle;
    if (kept.size >= MOST_KEPT) kept.clear();
    kept.set(key, { until: clock.now() + KEPT_FOR, obstacle });
    log.warn(
      { server: who.serverId, role: roleId, obstacle },
      'the role for unverified members cannot be given or taken',
    );
    return obstacle;
  }

  async function take(who: Who, roleId: string): Promise<Settled> {
    const obstacle = await ask(who, roleId, 'take');
    return obstacle === undefined ? { is: 'taken' } : { is: 'refused', obstacle };
  }

  return {
    /** Somebody has changed something there: what was refused may be asked for again. */
    release(serverId: string): void {
      for (const key of kept.keys()) if (key.startsWith(`${serverId}:`)) kept.delete(key);
    },

    /** Gives or takes the role as a member's standing asks for; the standing is looked up first. @param hasJoined they have just joined */
    async settle(who: Who, member: ShownMember, hasJoined = false): Promise<Settled> {
      const server = await settings.load(who.serverId);
      if (!greets(server)) return NONE;
      const { unverifiedRoleId } = server;
      const what = await duty(who, member, server, hasJoined);
      if (what === 'none') return NONE;
      if (what === 'take') return take(who, unverifiedRoleId);
      const obstacle = await ask(who, unverifiedRoleId, 'give');
      if (obstacle !== undefined) return { is: 'refused', obstacle };
      // They may have verified in that time, and then nobody has looked whether they have this role.
      return (await roster.find(who)) ? take(who, unverifiedRoleId) : { is: 'given' };
    },
  };
}
