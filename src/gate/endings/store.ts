import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { LineKind } from '../../otp/number/line-kind.ts';
import type { AdmitResult, Approval, HeldPhone, RosterEntry } from '../ports.ts';
import type { EndingRule } from './ending.ts';

/** Members who are asked to prove a number: everybody of a run of the staff or of an opening of the gate, or some by their ids. */
export type Asked = { readonly batch: string } | { readonly memberIds: readonly string[] };

/** What renewing led to. `gone`: the member is not on the roster any more. */
export type RenewResult =
  | Exclude<AdmitResult, { is: 'admitted' | 'alreadyVerified' }>
  | { readonly is: 'renewed' }
  | { readonly is: 'gone' };

/** A verification that ends or has ended, as a list shows it. */
export interface EndingMember extends Who {
  readonly verifiedAt: Ms;
  /** Until when it holds. */
  readonly end: Ms;
}

/** Verifications of a server that end. Every method may throw `StoreUnavailable`. */
export interface Endings {
  /** Sets until when the verifications of some members hold, in one statement. @returns of how many */
  ask(serverId: string, which: Asked, endsAt: Ms): Promise<number>;
  /** Servers on which somebody was asked to prove a number. */
  serversAsking(): Promise<string[]>;
  /** Some whose end is at `until` or before, and who have not had the notice that is due; those that end first come first. */
  unnoticed(
    serverId: string,
    rule: EndingRule | undefined,
    at: { readonly now: Ms; readonly until: Ms },
    limit: number,
  ): Promise<RosterEntry[]>;
  /** Some whose verification has ended and who had the last notice of that until an instant, the earliest first. */
  noticedBefore(serverId: string, rule: EndingRule | undefined, before: Ms, limit: number): Promise<RosterEntry[]>;
  /** Writes down that a notice was sent to a member, unless they have proven a number since. */
  noticed(entry: RosterEntry, what: 'remind' | 'warn', at: Ms): Promise<void>;
  /** How many end at `until` or before, and how many end at all. */
  count(
    serverId: string,
    rule: EndingRule | undefined,
    until: Ms,
  ): Promise<{ readonly ending: number; readonly inAll: number }>;
  /** Those who end at `until` or before, the earliest first. */
  list(
    serverId: string,
    rule: EndingRule | undefined,
    until: Ms,
    page: { readonly limit: number; readonly offset: number },
  ): Promise<EndingMember[]>;
  /**
   * A member of the roster has proven a number: theirs, or another one in its place. One statement a place, under the same rules as
   * admitting. Their roles stay; where the rules for roles may ask for others by what is known of the number now, those are owed.
   */
  renew(
    member: Who & {
      readonly phone: HeldPhone;
      readonly lineKind?: LineKind | undefined;
      readonly verifiedAt: Ms;
      readonly locale?: string;
    },
    places: number,
  ): Promise<RenewResult>;
  /** The staff vouch for a member of the roster whose verification ends. False when they are not on it any more. */
  vouch(who: Who, approval: Approval, now: Ms): Promise<boolean>;
  /** Takes a member off whose verification has ended, unless they have proven a number since the entry was read. */
  removeEnded(entry: RosterEntry): Promise<RosterEntry | undefined>;
}
