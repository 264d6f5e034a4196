import { memberOf, type Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { PendingRole, RosterEntry } from '../ports.ts';
import { createBoundedWait } from './bounded-wait.ts';
import { KEPT_BYPASS } from './given.ts';
import { createPendingRetry } from './pending-retry.ts';
import { createPendingWork, isStillThere, isTake, type PendingWorkParts } from './pending-work.ts';
import { FIRST_RETRY } from './retries.ts';
import type { RoleAnswer } from './role-keeper.ts';

/** What became of a role that is no longer theirs. `notSetUp`: no role has been chosen, so there was none to take. */
export type RoleRemoval = RoleAnswer | { readonly is: 'notSetUp' };

/** How long a caller waits for Discord. The role still goes, as soon as Discord lets it. */
const PATIENCE: Ms = 8_000;

/** Whose roles are to go, and what is known of them. */
export type Leaving = Who &
  Pick<RosterEntry, 'givenRoleIds' | 'takenRoleIds' | 'grantedAt' | 'claimedAt'> & {
    /** Roles that they had before, and keep. */
    readonly keptRoleIds?: readonly string[];
  };

export type RoleCleanup = ReturnType<typeof createRoleCleanup>;

/**
 * Takes roles from those who are not verified any more, and gives back what verifying took from them. What Discord does not
 * do stays written down: it is tried again while its cause may pass, and otherwise once somebody has mended it. Throws
 * `StoreUnavailable`.
 */
export function createRoleCleanup(parts: PendingWorkParts) {
  const { pendingRoles, settings, clock, onError } = parts;
  const work = createPendingWork(parts);
  const { ask, attempt, attemptAll } = work;
  const late: RoleRemoval = { is: 'refused', obstacle: 'discordUnavailable' };
  // What is written down will be done: a store that fails only now is reported as Discord's failure is.
  const boundedWait = createBoundedWait<RoleRemoval>({ clock, longest: PATIENCE, late, onError });

  const tasksOf = async (leaving: Leaving) => tasksFor(leaving, (await settings.load(leaving.serverId))?.roleId);

  return {
    /** Writes down what is to be done, before the member leaves the roster: where the process dies right after, the next run does it. */
    async note(leaving: Leaving): Promise<void> {
      await pendingRoles.keep(await tasksOf(leaving), clock.now() + FIRST_RETRY);
    },

    /**
     * Takes and gives back what a member who has left the roster had. Resolves after some seconds, whatever Discord makes wait.
     * @param reason stands in the server's audit log
     */
    async take(leaving: Leaving, reason: string): Promise<RoleRemoval> {
      const tasks = await tasksOf(leaving);
      await pendingRoles.keep(tasks, clock.now() + FIRST_RETRY);
      return boundedWait.wait(attemptAll(tasks, reason, mayBeBeingGiven(leaving)).then(worstOf));
    },

    /** Writes down roles that a member is to lose though they may be verified: they get another one for them, or only try one on. */
    async noteOld(who: Who, roleIds: readonly string[]): Promise<void> {
      await pendingRoles.keep(oldOnes(who, roleIds), clock.now() + FIRST_RETRY);
    },

    /** Discord certainly gave none of them. */
    async forgetOld(who: Who, roleIds: readonly string[]): Promise<void> {
      for (const roleId of roleIds) await pendingRoles.forget({ ...memberOf(who), roleId });
    },

    /** Writes down a role that a verified member is to lose once somebody has mended what keeps Discord from taking it. */
    async park(who: Who, roleId: string): Promise<void> {
      await pendingRoles.keep(oldOnes(who, [roleId]));
    },

    /** Takes them, once the other one is given and the roster says so. */
    async takeOld(who: Who, roleIds: readonly string[], reason: string): Promise<RoleRemoval> {
      return boundedWait.wait(attemptAll(oldOnes(who, roleIds), reason, false).then(worstOf));
    },

    /**
     * Takes the roles of a member who leaves the roster only if Discord does; what was left to take of them from before too.
     * Takes as long as Discord makes it wait. What is written down for it is for the caller to keep or forget.
     */
    async takeFirst(leaving: Leaving, reason: string): Promise<RoleRemoval> {
      const earlier = await pendingRoles.ofMember(leaving);
      const tasks = [...(await tasksOf(leaving)), ...earlier].filter(isTake);
      const once = [...new Map(tasks.map((task) => [task.roleId, task])).values()];
      await pendingRoles.keep(once, clock.now() + FIRST_RETRY);
      const answers = [];
      for (const task of once) answers.push(await ask(task, reason));
      return worstOf(answers);
    },

    /** Gives back what verifying took from a member who has lost the rest. */
    async giveBack(leaving: Leaving, reason: string): Promise<void> {
      for (const task of await tasksOf(leaving)) if (!isTake(task)) await attempt(task, reason, false);
    },

    /** Tries what is due. */
    retry: createPendingRetry(parts, work),

    /** Waits for what nobody waits for any more. */
    settled: boundedWait.settled,
  };
}

/** Everything to be done. The role chosen now goes too: somebody may have given it past the gate. */
function tasksFor(leaving: Leaving, chosen: string | undefined): PendingRole[] {
  const { serverId, memberId, givenRoleIds = [], takenRoleIds = [], keptRoleIds = [] } = leaving;
  const taken = new Set(chosen === undefined ? givenRoleIds : [...givenRoleIds, chosen]);
  const task = (act: PendingRole['act']) => (roleId: string) => ({ serverId, memberId, roleId, act, tries: 0 });
  const kept = (id: string) => id !== KEPT_BYPASS && !keptRoleIds.includes(id);
  return [
    ...[...taken].filter(kept).map(task('take')),
    ...takenRoleIds.filter((id) => !taken.has(id)).map(task('giveBack')),
  ];
}

/** Whether the process that was about to give the role may still be asking Discord: it has not said what came of it. */
function mayBeBeingGiven({ givenRoleIds, grantedAt, claimedAt }: Leaving): boolean {
  return claimedAt !== undefined || (givenRoleIds !== undefined && grantedAt === undefined);
}

const oldOnes = (who: Who, roleIds: readonly string[]): PendingRole[] =>
  roleIds.flatMap((roleId) =>
    roleId === KEPT_BYPASS ? [] : [{ ...memberOf(who), roleId, act: 'take' as const, tries: 0 }],
  );

/** Of several roles, what there is to say: one that is still there, or else that they are gone. */
function worstOf(answers: readonly RoleAnswer[]): RoleRemoval {
  return answers.find(isStillThere) ?? answers.find(({ is }) => is === 'done') ?? answers[0] ?? { is: 'notSetUp' };
}
