import type { Ms } from '../clock.ts';
import type { Ways } from './channels/ways.ts';
import type { Question } from './number/choosing.ts';
import type { E164 } from './number/phone.ts';
import type { Channel, Delivery, SmsProblem } from './sms.ts';

/** How codes live, wait and are guessed. Lengths of time in ms. */
export interface ChallengePolicy {
  /** A code's life, from the moment it is sent. */
  readonly ttl: Ms;
  /** Wrong codes allowed before the member must wait. */
  readonly maxAttempts: number;
  /** How long wrong codes are held against a member, from the latest one; so also how long the wait is. */
  readonly lock: Ms;
  /** Waiting times after the first, second, … send, by whatever channel; the last one repeats. */
  readonly coolDowns: readonly Ms[];
  /** Calls and WhatsApp, where the operator has switched them on. */
  readonly ways: Ways;
}

/**
 * The wrong codes of a member, counted across resends, other numbers and fresh starts. Only time ends a round.
 * `id` names the counter that all processes share.
 */
export interface Round {
  readonly id: string;
  readonly wrong: number;
  readonly lastWrongAt?: Ms;
}

/** A code that a newer one has replaced, to be recognised when it is still typed. */
export interface EarlierCode {
  /** Of the challenge that it was made for. */
  readonly id: string;
  readonly digest: string;
}

interface Common {
  /** Random; a code is bound to it. */
  readonly id: string;
  readonly phone: E164;
  readonly country: string;
  /** Codes asked for so far, over all numbers of this challenge's line and all channels. */
  readonly sends: number;
  /** Until when the send before this number's, or before this code's, keeps the member waiting; 0 where there was none. */
  readonly waitBefore: Ms;
  /** The one send to another number that need not wait has been had. */
  readonly hurried: boolean;
  readonly round: Round;
  /** The latest last. */
  readonly earlier: readonly EarlierCode[];
}

export interface Entered extends Common {
  readonly is: 'entered';
  readonly enteredAt: Ms;
  /** What has to be answered before anything is sent; `phone` is the first candidate until then. */
  readonly question?: Question;
  /** Why the carrier refused the last send to this number, and by which channel that was. */
  readonly problem?: SmsProblem;
  readonly channel?: Channel;
}

export interface Sent extends Common {
  readonly is: 'sent';
  readonly channel: Channel;
  readonly digest: string;
  readonly sentAt: Ms;
  readonly expiresAt: Ms;
  /** `unknown`: nobody can say whether the code went out. */
  readonly delivery: Delivery | { readonly is: 'unknown' };
  readonly messageId?: string;
  /** When the staff lifted the wait after this send. */
  readonly waivedAt?: Ms;
}

/** One attempt of a member to prove a number: plain data, as it is stored. */
export type Challenge = Entered | Sent;
