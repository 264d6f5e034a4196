import type { Who } from '../base/member-ref.ts';
import type { Ms } from '../clock.ts';
import type { LineKind } from '../otp/number/line-kind.ts';

// Every method here may throw `StoreUnavailable`.

/** What is still to be done about a role of an account that is not verified any more. */
export interface PendingRole extends Who {
  readonly roleId: string;
  /** The account is to lose it; or to have it again, as verifying took it. */
  readonly act: 'take' | 'giveBack';
  /** How often Discord has been asked without success. */
  readonly tries: number;
}

/** Roles that are still to be taken or given back, each of a member once. */
export interface PendingRoles {
  /** Adds, or replaces. @param retryAt when to try again; undefined: only when somebody mends it */
  keep(left: readonly PendingRole[], retryAt?: Ms): Promise<void>;
  /** Those that are due, the longest waiting first. */
  due(now: Ms, limit: number): Promise<PendingRole[]>;
  ofMember(who: Who): Promise<PendingRole[]>;
  /** Makes every one of a server due now: its obstacle may be gone. */
  retryServer(serverId: string, now: Ms): Promise<void>;
  /** A role has been taken: that is known until then, see `TAKEN_KNOWN`. */
  settle(left: Who & { readonly roleId: string }, until: Ms): Promise<void>;
  /** Roles that are to be taken from a member, or were taken from them lately. */
  touched(who: Who): Promise<string[]>;
  /** Forgets what is known of roles that were taken, once its time is over. */
  forgetTaken(now: Ms): Promise<void>;
  /** It is done. */
  forget(left: Who & { readonly roleId: string }): Promise<void>;
  forgetMember(who: Who): Promise<void>;
  /** Forgets those of an account that are not tried again by themselves. */
  forgetParked(who: Who): Promise<void>;
}

/** A server whose members are being moved to other roles. */
export interface RoleMoveEntry {
  readonly serverId: string;
  /** What they are moved to, see `goalOf`. */
  readonly goal: string;
  /** How many had other roles when it began. */
  readonly members: number;
  /** Why it stands still, until it is begun again. */
  readonly obstacle?: string;
}

/** Members of a server who were given the same roles, and of whom the rules ask for the same. */
export interface RoleGroup {
  /** As it is stored. */
  readonly given: string;
  readonly givenRoleIds: readonly string[];
  readonly country?: string;
  readonly lineKind?: LineKind;
  readonly members: number;
}

export interface RoleMoves {
  /** All members of a server who have been given roles, by what they were given. */
  groups(serverId: string): Promise<RoleGroup[]>;
  /** Some of a group. */
  members(serverId: string, group: RoleGroup, limit: number): Promise<Who[]>;
  /** Begins, in the place of an earlier one of the server. */
  begin(serverId: string, goal: string, members: number): Promise<void>;
  find(serverId: string): Promise<RoleMoveEntry | undefined>;
  /** All that do not stand still. */
  underway(): Promise<RoleMoveEntry[]>;
  halt(move: Pick<RoleMoveEntry, 'serverId' | 'goal'>, obstacle: string): Promise<void>;
  end(move: Pick<RoleMoveEntry, 'serverId' | 'goal'>): Promise<void>;
}
