import type { Who } from '../../base/member-ref.ts';
import { type Clock, type Ms, repeat } from '../../clock.ts';
import type { Erasures, Journal, PendingRole, PendingRoles, Roster, RosterEntry, SettingsStore } from '../ports.ts';
import { createPatience } from './patience.ts';
import { CLAIM_LIFE, FIRST_RETRY, RENEW_EVERY, retryIn } from './retries.ts';
import { type RoleAnswer, type RoleKeeper, waitsForMending } from './role-keeper.ts';

/** What became of a role that is no longer theirs. `notSetUp`: no role has been chosen, so there was none to take. */
export type RoleRemoval = RoleAnswer | { readonly is: 'notSetUp' };

/** How many roles are tried in one run. */
const AT_ONCE = 25;
/** How long a caller waits for Discord. The role still goes, as soon as Discord lets it. */
const PATIENCE: Ms = 8_000;

/** What stands in the server's audit log where nobody asked for it just now. */
const REASON = 'No longer verified';

/** Whose roles are to go, and what is known of them. */
export type Leaving = Who & Pick<RosterEntry, 'givenRoleIds' | 'takenRoleIds' | 'grantedAt' | 'claimedAt'>;

export interface RoleCleanupParts {
  readonly pendingRoles: PendingRoles;
  readonly settings: Pick<SettingsStore, 'load'>;
  readonly roster: Pick<Roster, 'find' | 'owe' | 'rememberTaken'>;
  readonly erasures: Pick<Erasures, 'isKnown'>;
  readonly journal: Pick<Journal, 'ofMember'>;
  readonly roles: RoleKeeper;
  readonly clock: Clock;
  /** Something failed that nobody waits for any more. What is left to do is written down, and tried again. */
  readonly onError: (error: unknown) => void;
}

export type RoleCleanup = ReturnType<typeof createRoleCleanup>;

/**
 * Takes roles from those who are not verified any more, and gives back what verifying took from them. What Discord does not
 * do stays written down: it is tried again while its cause may pass, and otherwise once somebody has mended it. Throws
 * `StoreUnavailable`.
 */
export function createRoleCleanup(parts: RoleCleanupParts) {
  const { pendingRoles, settings, roster, roles, clock, onError } = parts;
  const late: RoleRemoval = { is: 'refused', obstacle: 'discordUnavailable' };
  // What is written down will be done: a store that fails only now is told of as Discord is.
  const patience = createPatience<RoleRemoval>({ clock, longest: PATIENCE, late, onError });

  const tasksOf = async (leaving: Leaving) => tasksFor(leaving, (await settings.load(leaving.serverId))?.roleId);

  /** Asks Discord, for as long as it makes the request wait. Nobody else has to ask in that time. */
  async function ask(task: PendingRole, reason: string): Promise<RoleAnswer> {
    const renew = () => pendingRoles.keep([task], clock.now() + CLAIM_LIFE);
    const stop = repeat(clock, RENEW_EVERY, renew, onError);
    try {
      return await (task.act === 'take' ? roles.take : roles.give)(whoOf(task), task.roleId, reason);
    } finally {
      await stop();
    }
  }

  /** @param again whether somebody may be asking Discord for the opposite right now: then it is done once more later */
  async function attempt(task: PendingRole, reason: string, again: boolean): Promise<RoleAnswer> {
    const answer = await ask(task, reason);
    const obstacle = answer.is === 'refused' ? answer.obstacle : undefined;
    if (obstacle === 'discordUnavailable') {
      await pendingRoles.keep([{ ...task, tries: task.tries + 1 }], clock.now() + retryIn(task.tries));
      return answer;
    }
    if (obstacle !== undefined && waitsForMending(obstacle)) {
      await ((await isForgotten(parts, task)) ? pendingRoles.forget(task) : pendingRoles.keep([{ ...task, tries: 0 }]));
      return answer;
    }
    if (await isVerifiedAgain(task, reason)) return answer;
    await (again ? pendingRoles.keep([task], clock.now() + CLAIM_LIFE) : pendingRoles.forget(task));
    return answer;
  }

  /**
   * A member who is verified again in that time keeps what it gives them. Discord may have heard the two in any order, so that it is asked
   * for once more.
   */
  async function isVerifiedAgain(task: PendingRole, reason: string): Promise<boolean> {
    const entry = await roster.find(task);
    if (!entry) return false;
    const server = await settings.load(task.serverId);
    const isDone = task.act === 'take' ? keepsRole : staysWithout;
    return isDone(task, entry, server, reason);
  }

  async function keepsRole(task: PendingRole, entry: RosterEntry, server: Server): Promise<boolean> {
    const isGiven = entry.givenRoleIds?.includes(task.roleId) ?? false;
    if (!isGiven && task.roleId !== server?.roleId) return false;
    if (isGiven) await roster.owe(task, { at: clock.now(), tries: 0 });
    await pendingRoles.forget(task);
    return true;
  }

  /** What was taken the first time is taken again, and given back when they are not verified any more. */
  async function staysWithout(task: PendingRole, _: RosterEntry, server: Server, reason: string): Promise<boolean> {
    if (!server?.removedRoleIds.includes(task.roleId)) return false;
    await roster.rememberTaken(task, task.roleId);
    const answer = await roles.take(whoOf(task), task.roleId, reason, true);
    const isUnknown = answer.is === 'refused' && answer.obstacle === 'discordUnavailable';
    // The task stays, and comes here again.
    if (isUnknown) await pendingRoles.keep([{ ...task, tries: task.tries + 1 }], clock.now() + retryIn(task.tries));
    else await pendingRoles.forget(task);
    return true;
  }

  async function attemptAll(tasks: readonly PendingRole[], reason: string, again: boolean): Promise<RoleRemoval> {
    const answers = [];
    for (const task of tasks.filter(isTake)) answers.push(await attempt(task, reason, again));
    // The verified role is what matters: until it is gone, the others wait for their next try.
    if (!answers.some(isStillThere)) {
      for (const task of tasks.filter((one) => !isTake(one))) await attempt(task, reason, again);
    }
    return worstOf(answers);
  }

  /** Gives back what is left to be given back, unless something is still to be taken. */
  async function giveBackTo(who: Who): Promise<void> {
    const tasks = await pendingRoles.ofMember(who);
    if (tasks.some(isTake)) return;
    for (const task of tasks) if (!(await isVerifiedAgain(task, REASON))) await attempt(task, REASON, false);
  }

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
      return patience.wait(attemptAll(tasks, reason, mayBeBeingGiven(leaving)));
    },

    /** Writes down roles that a member is to lose though they may be verified: they get another one for them, or only try one on. */
    async noteOld(who: Who, roleIds: readonly string[]): Promise<void> {
      await pendingRoles.keep(oldOnes(who, roleIds), clock.now() + FIRST_RETRY);
    },

    /** Discord certainly gave none of them. */
    async forgetOld(who: Who, roleIds: readonly string[]): Promise<void> {
      for (const roleId of roleIds) await pendingRoles.forget({ ...whoOf(who), roleId });
    },

    /** Writes down a role that a verified member is to lose once somebody has mended what keeps Discord from taking it. */
    async park(who: Who, roleId: string): Promise<void> {
      await pendingRoles.keep(oldOnes(who, [roleId]));
    },

    /** Takes them, once the other one is given and the roster says so. */
    async takeOld(who: Who, roleIds: readonly string[], reason: string): Promise<RoleRemoval> {
      return patience.wait(attemptAll(oldOnes(who, roleIds), reason, false));
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
    async retry(): Promise<void> {
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
    },

    /** Waits for what nobody waits for any more. */
    settled: patience.settled,
  };
}

/** Of a member who has had their data deleted, and has not come back, nothing waits for somebody's hand: nobody knows when that comes. */
async function isForgotten(
  { erasures, journal, roster }: Pick<RoleCleanupParts, 'erasures' | 'journal' | 'roster'>,
  who: Who,
): Promise<boolean> {
  return (await erasures.isKnown(who)) && (await journal.ofMember(who, 1)).length === 0 && !(await roster.find(who));
}

/** Everything to be done. The role chosen now goes too: somebody may have given it past the gate. */
function tasksFor(leaving: Leaving, chosen: string | undefined): PendingRole[] {
  const { serverId, memberId, givenRoleIds = [], takenRoleIds = [] } = leaving;
  const taken = new Set(chosen === undefined ? givenRoleIds : [...givenRoleIds, chosen]);
  const task = (act: PendingRole['act']) => (roleId: string) => ({ serverId, memberId, roleId, act, tries: 0 });
  return [...[...taken].map(task('take')), ...takenRoleIds.filter((id) => !taken.has(id)).map(task('giveBack'))];
}

/** Whether the process that was about to give the role may still be asking Discord: it has not said what came of it. */
function mayBeBeingGiven({ givenRoleIds, grantedAt, claimedAt }: Leaving): boolean {
  return claimedAt !== undefined || (givenRoleIds !== undefined && grantedAt === undefined);
}

const oldOnes = (who: Who, roleIds: readonly string[]): PendingRole[] =>
  roleIds.map((roleId) => ({ ...whoOf(who), roleId, act: 'take', tries: 0 }));

const isTake = ({ act }: PendingRole) => act === 'take';

type Server = Awaited<ReturnType<SettingsStore['load']>>;

const whoOf = ({ serverId, memberId }: Who): Who => ({ serverId, memberId });

/** Of several roles, what there is to say: one that is still there, or else that they are gone. */
function worstOf(answers: readonly RoleAnswer[]): RoleRemoval {
  return answers.find(isStillThere) ?? answers.find(({ is }) => is === 'done') ?? answers[0] ?? { is: 'notSetUp' };
}

/** Whether the member may still have the role. */
function isStillThere(answer: RoleAnswer): boolean {
  if (answer.is !== 'refused') return false;
  return answer.obstacle === 'discordUnavailable' || waitsForMending(answer.obstacle);
}
