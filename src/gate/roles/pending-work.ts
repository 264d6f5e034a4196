import { memberOf, type Who } from '../../base/member-ref.ts';
import { type Clock, repeat } from '../../clock.ts';
import type { Erasures, Journal, PendingRole, PendingRoles, Roster, RosterEntry, SettingsStore } from '../ports.ts';
import { givenBy } from '../settings/role-rules.ts';
import { takenBy } from '../settings/settings.ts';
import { traitsOf } from './given.ts';
import { CLAIM_LIFE, RENEW_EVERY, retryIn, TAKEN_KNOWN } from './retries.ts';
import { type RoleAnswer, type RoleKeeper, waitsForMending } from './role-keeper.ts';

export interface PendingWorkParts {
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

export type PendingWork = ReturnType<typeof createPendingWork>;

/** Takes or gives back one role of a member who is not verified any more, and writes down what of it is left. */
export function createPendingWork(parts: PendingWorkParts) {
  const { pendingRoles, settings, roster, roles, clock } = parts;

  const ask = createWaiting(parts);
  const end = ending(parts);

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
    await (again ? pendingRoles.keep([task], clock.now() + CLAIM_LIFE) : end(task));
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
    if (!isGiven && !givenBy(server, traitsOf(entry)).includes(task.roleId)) return false;
    if (isGiven) await roster.owe(task, { at: clock.now(), tries: 0 });
    await end(task);
    return true;
  }

  /** What was taken the first time is taken again, and given back when they are not verified any more. */
  async function staysWithout(task: PendingRole, _: RosterEntry, server: Server, reason: string): Promise<boolean> {
    if (!server || !takenBy(server).includes(task.roleId)) return false;
    await roster.rememberTaken(task, task.roleId);
    const answer = await roles.take(memberOf(task), task.roleId, reason, true);
    const isUnknown = answer.is === 'refused' && answer.obstacle === 'discordUnavailable';
    // The task stays, and comes here again.
    if (isUnknown) await pendingRoles.keep([{ ...task, tries: task.tries + 1 }], clock.now() + retryIn(task.tries));
    else await pendingRoles.forget(task);
    return true;
  }

  /** @returns what came of the roles to be taken */
  async function attemptAll(tasks: readonly PendingRole[], reason: string, again: boolean): Promise<RoleAnswer[]> {
    const answers = [];
    for (const task of tasks.filter(isTake)) answers.push(await attempt(task, reason, again));
    // The verified role is what matters: until it is gone, the others wait for their next try.
    if (!answers.some(isStillThere)) {
      for (const task of tasks.filter((one) => !isTake(one))) await attempt(task, reason, again);
    }
    return answers;
  }

  return { ask, attempt, attemptAll, isVerifiedAgain };
}

/** Asks Discord, for as long as it makes the request wait. Nobody else has to ask in that time. */
function createWaiting({ pendingRoles, roles, clock, onError }: PendingWorkParts) {
  return async (task: PendingRole, reason: string): Promise<RoleAnswer> => {
    const renew = () => pendingRoles.keep([task], clock.now() + CLAIM_LIFE);
    const stop = repeat(clock, RENEW_EVERY, renew, onError);
    try {
      return await (task.act === 'take' ? roles.take : roles.give)(memberOf(task), task.roleId, reason);
    } finally {
      await stop();
    }
  };
}

/** Ends a task. That a role was taken stays known for a while: a process that saw the member before believes that they still have it. */
const ending =
  ({ pendingRoles, clock }: Pick<PendingWorkParts, 'pendingRoles' | 'clock'>) =>
  (task: PendingRole): Promise<void> =>
    task.act === 'take' ? pendingRoles.settle(task, clock.now() + TAKEN_KNOWN) : pendingRoles.forget(task);

/** Of a member who has had their data deleted, and has not come back, nothing waits for somebody's hand: nobody knows when that comes. */
async function isForgotten(
  { erasures, journal, roster }: Pick<PendingWorkParts, 'erasures' | 'journal' | 'roster'>,
  who: Who,
): Promise<boolean> {
  return (await erasures.isKnown(who)) && (await journal.ofMember(who, 1)).length === 0 && !(await roster.find(who));
}

export const isTake = ({ act }: PendingRole) => act === 'take';

type Server = Awaited<ReturnType<SettingsStore['load']>>;

/** Whether the member may still have the role. */
export function isStillThere(answer: RoleAnswer): boolean {
  if (answer.is !== 'refused') return false;
  return answer.obstacle === 'discordUnavailable' || waitsForMending(answer.obstacle);
}
