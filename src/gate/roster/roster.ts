import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { LineKind } from '../../otp/number/line-kind.ts';
import type { HeldPhone } from './held-phone.ts';
import type { Numberless, Verification } from './verification.ts';

// Every method here may throw `StoreUnavailable`.

/** A verified member. */
export type RosterEntry = Verification & Verified;

interface Verified extends Who {
  readonly verifiedAt: Ms;
  /** Of their number, where a rule for roles asked for it when they were admitted. */
  readonly lineKind?: LineKind;
  /** When Discord accepted the role; undefined while it is still owed. */
  readonly grantedAt?: Ms;
  /** Roles that Discord was asked to give them on success, so that they may have them. Without any, none was asked for yet. */
  readonly givenRoleIds?: readonly string[];
  /** Roles that they had and that success took from them, to be given back to them alone. */
  readonly takenRoleIds?: readonly string[];
  /** Since when somebody has been asking Discord for a role for them; or has died while asking. */
  readonly claimedAt?: Ms;
  /** Until when they were asked to prove a number: see `gate/endings`. */
  readonly endsAt?: Ms;
  /** When they were reminded of the end of their verification, and had the last notice of it. */
  readonly remindedAt?: Ms;
  readonly warnedAt?: Ms;
  /** The language in which they verified. */
  readonly locale?: string;
}

/** Who asks Discord for a member's roles, and for which. It is written down before Discord is asked. */
export interface GrantClaim {
  /** Tells the holder of the claim from any other. */
  readonly id: string;
  readonly at: Ms;
  /** A claim that was not renewed for longer is void: its holder died. */
  readonly life: Ms;
  /** Roles that Discord is asked to give. */
  readonly give: readonly string[];
  /** Roles that the member has and that are taken from them. */
  readonly take: readonly string[];
  /** Whether the member has been given their role before: only to be moved to another one. */
  readonly held: boolean;
  /** What the rules for roles were asked by, where there are any: once the member has proven another number, the claim is not theirs. */
  readonly by?: { readonly country?: string | undefined; readonly lineKind?: LineKind | undefined };
}

/** What a member has been given and has lost in all, what a claim has just added included. */
export interface MemberRoles {
  readonly given: readonly string[];
  readonly taken: readonly string[];
}

export interface Retry {
  /** When to try again without being asked. */
  readonly at: Ms;
  /** How often it has been tried without success. */
  readonly tries: number;
}

export type AdmitResult =
  | { readonly is: 'admitted' }
  /** This member is on the roster already. */
  | { readonly is: 'alreadyVerified' }
  /** As many accounts of this server as may hold the number hold it. */
  | { readonly is: 'numberTaken'; readonly holders: readonly string[] }
  /** The number is blocked at the time of its proof. */
  | { readonly is: 'blocked' }
  /** The member's data has been deleted since the work began that this is part of. */
  | { readonly is: 'erased' }
  /** The number is under a key that has been replaced, so nobody can tell who else holds it: the caller, or what it has kept, is older than that. */
  | { readonly is: 'keyReplaced' };

/** Who is verified. */
export interface Roster {
  find(who: Who): Promise<RosterEntry | undefined>;
  /** The accounts of a server that hold a number, the earliest first. */
  holders(serverId: string, phoneKey: string): Promise<RosterEntry[]>;
  /**
   * Adds a member by number in one statement a place: unique constraints (server + member; server + phoneKey + place, of
   * which there are `places`) decide between parallel callers. The role is owed from then on, and due a minute later.
   */
  admit(
    member: Who & {
      readonly phone: HeldPhone;
      readonly lineKind?: LineKind | undefined;
      readonly verifiedAt: Ms;
      readonly locale?: string;
    },
    places: number,
  ): Promise<AdmitResult>;
  /**
   * Adds a member without a number, the role then being owed as after `admit`. False when they are on the roster already, or erased as
   * `admit` says; and unless the staff vouch for them alone, and not in a run of many, when the account is blocked or passes by a number alone.
   */
  add(who: Who, verification: Numberless, now: Ms): Promise<boolean>;
  /** Moves a number from its holder to `to` in one statement, the role then being owed to `to` as after `admit`. False when `from` no longer holds it, `to` is verified already or the number is blocked. */
  transfer(from: Who, to: Who, phoneKey: string, now: Ms): Promise<boolean>;
  /**
   * Takes a member off; what they had, for exactly one of parallel callers.
   * @param batch only where the run with this id has put them there, and nobody has proven a number or vouched for them since
   */
  remove(who: Who, batch?: string): Promise<RosterEntry | undefined>;
  /**
   * Claims the giving of the role, so that of parallel callers one gives it.
   * @returns for the one caller that may ask Discord for the role now: what there is of the member's roles
   */
  claimGrant(who: Who, claim: GrantClaim): Promise<MemberRoles | undefined>;
  /** Keeps a claim alive. False when it is not held any more: the member is off the roster, or somebody else has claimed. */
  renewClaim(who: Who, claim: string, now: Ms): Promise<boolean>;
  /**
   * Discord accepted the role: the grant is done, and the claim free.
   * @param given what the member has been given, and has
   * @returns false when the claim is not held any more. Then nothing is marked.
   */
  markGranted(who: Who, claim: string, now: Ms, given: readonly string[]): Promise<boolean>;
  /**
   * The role was not given: it is owed, and the claim free.
   * @param retry undefined: only when somebody mends it or the member comes back
   * @returns false when the claim is not held any more. Then nothing is marked.
   */
  markOwed(who: Who, claim: string, retry?: Retry): Promise<boolean>;
  /** Frees a claim, the member being what they were before it. */
  dropClaim(who: Who, claim: string): Promise<void>;
  /**
   * The role is gone: it is owed again, also while somebody has claimed it.
   * @param grantedAt only if the grant recorded is this one, so that a debt that another caller has paid since stays paid
   */
  owe(who: Who, retry: Retry, grantedAt?: Ms): Promise<void>;
  /** Remembers that a role was taken from a member. */
  rememberTaken(who: Who, roleId: string): Promise<void>;
  /** Members whose owed role is due for another try, the longest waiting first, with the tries made so far. */
  dueGrants(now: Ms, limit: number): Promise<(Who & { readonly tries: number })[]>;
  /** Makes every owed role of a server due now: its obstacle may be gone. */
  retryServer(serverId: string, now: Ms): Promise<void>;
  /** Forgets the kinds of lines of all members but those of some servers, whose rules ask for them. */
  forgetLineKinds(kept: readonly string[]): Promise<void>;
  /** Everyone of a server, for counting and deadlines. */
  members(serverId: string): Promise<string[]>;
}
