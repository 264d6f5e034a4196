import type { Who } from '../../base/member-ref.ts';
import type { Ms } from '../../clock.ts';
import type { OtherChannel } from '../../otp/channels/ways.ts';
import type { SmsBill } from '../../otp/sms.ts';
import { blank } from './events.ts';
import type { HeardBy } from './hearers.ts';

/** What is for those alone who hear of it at once. Nobody's id stays in somebody else's entry. */
type Passing = 'others' | 'until' | 'figures' | 'code' | 'ms' | 'again' | 'locked';
type KeptOf<E> =
  E extends HeardBy<'journal'>
    ? Who & { readonly at: Ms } & Pick<E, 'what'> & Partial<Omit<E, keyof Who | 'what' | Passing> & BillOf<E['what']>>
    : never;
/** A bill is on the entry of the sending; an older version put it on that of the report. */
type BillOf<What> = What extends 'sent' | 'delivered' | 'undelivered' ? SmsBill : unknown;

/** One line of the journal: an event as it is kept. Each field may be missing, as an older version may have written less. */
export type JournalEntry = KeptOf<HeardBy<'journal'>>;

export type Happening = JournalEntry['what'];

/** An entry as it is written down: with each field that any has, and its cause as one. */
export function flat(entry: JournalEntry) {
  const { problem, obstacle, budget, cause, notice, version, ground, reason, ...row } = { ...blank, ...entry };
  return { ...row, why: problem ?? obstacle ?? budget ?? cause ?? notice ?? version ?? ground ?? reason };
}

/** An SMS, a call or a message that was sent, as the carrier names it. */
export interface SentSms extends Who {
  readonly messageId: string;
  /** Missing for an SMS. */
  readonly channel?: OtherChannel;
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
  /** The members of a server that something happened to in a period. */
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
