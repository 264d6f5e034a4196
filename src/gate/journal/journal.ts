import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { SmsBill } from '../../otp/sms.ts';

/** What happened, in the order of a member's way through the gate. */
export type Happening =
  | 'started'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'sendRefused'
  | 'wrongCode'
  | 'verified'
  | 'granted'
  | 'grantFailed'
  | 'conflict'
  | 'transferred'
  | 'gaveUpNumber'
  | 'blockedNumber'
  | 'requested'
  | 'declined'
  | 'approved'
  | 'revoked'
  | 'blocked'
  | 'unblocked'
  | 'reset'
  | 'lookedUp'
  | 'capReached'
  | 'reminded'
  | 'removed';

/** One line of the journal. It never holds a number, a code or what a member wrote. */
export interface JournalEntry extends Who {
  readonly at: Ms;
  readonly what: Happening;
  /** The staff member who did it, or `ban` for what a ban did. */
  readonly by?: string;
  readonly country?: string;
  /** Why, in this program's words: an `SmsProblem`, a `GrantObstacle`, a budget's name, or a staff member's reason. */
  readonly why?: string;
  /** Other accounts concerned, for the staff to be told. The journal leaves them out, so that nobody's id stays in somebody else's entry. */
  readonly others?: readonly string[];
  /** Of a breaker that is open: how many codes were sent and how many of them typed back, for the staff alone too. */
  readonly pause?: { readonly sent: number; readonly verified: number; readonly until: Ms };
  /** The carrier's own number for why an SMS was refused or did not arrive, for the staff alone too. */
  readonly carrierCode?: number;
  /** Of an SMS. */
  readonly messageId?: string;
  readonly segments?: number;
  /** What the carrier charged, in units of `currency`. */
  readonly price?: number;
  readonly currency?: string;
}

/** An SMS that was sent, as the carrier names it. */
export interface SentSms extends Who {
  readonly messageId: string;
}

/** From `from` up to but not including `until`. */
export interface Period {
  readonly from: Ms;
  readonly until: Ms;
}

export interface Journal {
  /**
   * An SMS that was sent is due an hour later to be asked for its end and its price. False, and nothing is written, where the member's data has been
   * deleted since the work began that this is part of.
   */
  write(entry: JournalEntry): Promise<boolean>;
  /** A member's entries, the newest first. */
  ofMember(who: Who, limit: number): Promise<JournalEntry[]>;
  /** Whoever of a server something happened to in a period. */
  membersIn(serverId: string, period: Period): Promise<string[]>;
  /** What happened to some members of a server in a period: one member after the other, the oldest first. */
  ofMembers(serverId: string, memberIds: readonly string[], period: Period): Promise<JournalEntry[]>;
  /**
   * Puts what is known of the cost of an SMS on the entry of its sending. Where that is forgotten, nothing is written.
   * @param lookAt when to ask for the price; undefined: not any more
   */
  bill(sms: SentSms, bill: SmsBill | undefined, lookAt?: Ms): Promise<void>;
  /** SMS that are due to be asked for, the longest due first. `isOver`: it is known whether they arrived. */
  unbilled(now: Ms, limit: number): Promise<(SentSms & { readonly sentAt: Ms; readonly isOver: boolean })[]>;
  /** Forgets everything older. */
  prune(before: Ms): Promise<void>;
  forget(who: Who): Promise<void>;
}
