import type { Who } from '../../base/member-ref.ts';
import type { Clock } from '../../clock.ts';
import type { Endings } from '../endings/store.ts';
import type { Roster, RosterEntry } from '../ports.ts';
import type { RoleCleanup, RoleRemoval } from '../roles/role-cleanup.ts';

/** Somebody who was on the roster and is not any more. */
export interface Departed {
  readonly was: RosterEntry;
  readonly role: RoleRemoval;
}

export interface EndedOnceTaken {
  readonly role: RoleRemoval;
  /** Whether nothing is left to do, nor may come to be. */
  readonly isSettled: boolean;
}

/** A run of many that is undone. */
export interface UndoneRun {
  /** Its id: a member who is on the roster by something else by now stays. */
  readonly batch?: string;
  /** Roles that are not taken: the member had them before. */
  readonly keptRoleIds?: readonly string[];
}

export interface DepartureParts {
  readonly roster: Pick<Roster, 'remove' | 'transfer'>;
  readonly endings: Pick<Endings, 'removeEnded'>;
  readonly roleCleanup: Pick<RoleCleanup, 'note' | 'take' | 'takeFirst' | 'giveBack'>;
  readonly clock: Clock;
}

export type Departures = ReturnType<typeof createDepartures>;

/**
 * Every way off the roster. What was given on success is written down to be taken before the row goes, so that a process that dies in
 * between leaves nobody with the role. Of parallel callers one ends it. `reason` stands in the server's audit log. Throws
 * `StoreUnavailable`, and then nothing has changed but what is written down.
 */
export function createDepartures({ roster, endings, roleCleanup, clock }: DepartureParts) {
  return {
    /**
     * Takes a member off. Undefined when somebody else has, or when they are not there by the run any more.
     * @param tell is told as soon as they are off: Discord may make the role wait
     */
    async end(
      entry: RosterEntry,
      reason: string,
      tell: (was: RosterEntry) => Promise<void>,
      { keptRoleIds = [], batch }: UndoneRun = {},
    ): Promise<Departed | undefined> {
      await roleCleanup.note({ ...entry, keptRoleIds });
      const was = await roster.remove(entry, batch);
      if (!was) return undefined;
      await tell(was);
      return { was, role: await roleCleanup.take({ ...was, keptRoleIds }, reason) };
    },

    /** Takes a member off whose verification has ended. Undefined when they have proven a number since the entry was read, or are off. */
    async endEnded(
      entry: RosterEntry,
      reason: string,
      tell: (was: RosterEntry) => Promise<void>,
    ): Promise<Departed | undefined> {
      await roleCleanup.note(entry);
      const was = await endings.removeEnded(entry);
      if (!was) return undefined;
      await tell(was);
      return { was, role: await roleCleanup.take(was, reason) };
    },

    /** Moves a number, and the place on the roster with it, to another account. Undefined when `from` holds it no more, or `to` is verified. */
    async moveNumber(from: RosterEntry, to: Who, phoneKey: string, reason: string): Promise<Departed | undefined> {
      await roleCleanup.note(from);
      if (!(await roster.transfer(from, to, phoneKey, clock.now()))) return undefined;
      return { was: from, role: await roleCleanup.take(from, reason) };
    },

    /**
     * Takes a member off only once Discord has taken the role, or has refused to. While it does not answer, they stay: the
     * next run gives them the role again, should it be gone. For one who is not on the roster, only the role is taken.
     */
    async endOnceTaken(who: Who, entry: RosterEntry | undefined, reason: string): Promise<EndedOnceTaken> {
      const role = await roleCleanup.takeFirst(entry ?? who, reason);
      if (role.is === 'refused' && role.obstacle === 'discordUnavailable') {
        if (entry) await roleCleanup.note(entry);
        return { role, isSettled: false };
      }
      const was = entry && (await roster.remove(entry));
      if (!was) return { role, isSettled: entry === undefined };
      const mayBeGiven = [entry.claimedAt, was.claimedAt].some((at) => at !== undefined);
      if (mayBeGiven || was.grantedAt !== entry.grantedAt) {
        await roleCleanup.take({ ...was, claimedAt: clock.now() }, reason);
        return { role, isSettled: false };
      }
      await roleCleanup.giveBack(was, reason);
      return { role, isSettled: true };
    },
  };
}
