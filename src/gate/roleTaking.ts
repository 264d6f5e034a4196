import type { Clock } from '../clock.ts';
import type { Who } from '../otp/ports.ts';
import { type RoleAnswer, type RoleKeeper, retryIn, waitsForMending } from './grants.ts';
import type { LeftRole, LeftRoles, Roster, SettingsStore } from './ports.ts';
import type { ServerSettings } from './settings.ts';

/** What became of a role that is no longer theirs. `notSetUp`: no role has been chosen, so there was none to take. */
export type RoleTaken = RoleAnswer | { readonly is: 'notSetUp' };

/** How many roles are tried in one run. */
const AT_ONCE = 25;

export interface RoleTakingParts {
  readonly leftRoles: LeftRoles;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly roster: Pick<Roster, 'find'>;
  readonly roles: RoleKeeper;
  readonly clock: Clock;
}

export type RoleTaking = ReturnType<typeof createRoleTaking>;

/**
 * Takes the verified role from those who are not verified any more. What Discord does not take stays written down: it is tried
 * again while its cause may pass, and otherwise once somebody has mended it. Throws `StoreUnavailable`.
 */
export function createRoleTaking({ leftRoles, settings, roster, roles, clock }: RoleTakingParts) {
  async function attempt({ tries, ...left }: LeftRole, reason: string): Promise<RoleAnswer> {
    const server = await settings.load(left.serverId);
    const answer = await takeVerified(roles, left, left.roleId, server?.removedRoleIds ?? [], reason);
    const obstacle = answer.is === 'refused' ? answer.obstacle : undefined;
    if (obstacle === 'discordUnavailable') {
      await leftRoles.keep({ ...left, tries: tries + 1 }, clock.now() + retryIn(tries));
    } else if (obstacle !== undefined && waitsForMending(obstacle)) {
      await leftRoles.keep({ ...left, tries: 0 });
    } else {
      await leftRoles.forget(left);
    }
    return answer;
  }

  return {
    /** @param reason stands in the server's audit log */
    async take(who: Who, reason: string): Promise<RoleTaken> {
      const roleId = (await settings.load(who.serverId))?.roleId;
      if (roleId === undefined) return { is: 'notSetUp' };
      const left = { ...who, roleId, tries: 0 };
      // Written down first: whoever dies before Discord has answered leaves it to the next run.
      await leftRoles.keep(left, clock.now() + retryIn(0));
      return attempt(left, reason);
    },

    /** Tries what is due. Who has been verified again meanwhile keeps the role. */
    async retry(): Promise<void> {
      for (const left of await leftRoles.due(clock.now(), AT_ONCE)) {
        if (await roster.find(left)) await leftRoles.forget(left);
        else await attempt(left, 'No longer verified');
      }
    },
  };
}

/** Takes the verified role and gives back those that verifying took, such as "Unverified". */
export async function takeVerified(
  roles: RoleKeeper,
  { serverId, memberId }: Who,
  roleId: string,
  removedRoleIds: ServerSettings['removedRoleIds'],
  reason: string,
): Promise<RoleAnswer> {
  const who = { serverId, memberId };
  const answer = await roles.take(who, roleId, reason);
  if (answer.is === 'refused') return answer;
  // The verified role is what matters; one that cannot be given back is the preflight's to name.
  for (const removed of removedRoleIds) await roles.give(who, removed, reason);
  return answer;
}
