import type { Ms } from '../clock.ts';
import type { Challenge } from './challenge.ts';
import type { E164 } from './phone.ts';

/** One member of one server: whoever a challenge, a budget or a roster row belongs to. Ids are Discord snowflakes. */
export interface Who {
  readonly serverId: string;
  readonly memberId: string;
}

/** A store did not answer, or refused to write. Nothing was decided; the caller refuses and spends nothing. */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
}

/** What a store has for a member, as it was when it was looked at. */
export interface Stored {
  /** Missing where there is none, or none that can be read. */
  readonly challenge?: Challenge;
  /** Names this very save; missing where nothing is stored. */
  readonly version?: string;
}

/**
 * Where running challenges live: one per server and member, encrypted, gone by itself. Every method is one question to the
 * store, takes effect at one go, and may throw `StoreUnavailable`.
 */
export interface ChallengeStore {
  load(who: Who): Promise<Stored>;
  /**
   * Puts `challenge` in the place of `before`, to be forgotten by the store `keepFor` from now at the earliest.
   * @returns what is stored then; undefined, and nothing was done, where `before` is not what is there any more
   */
  replace(who: Who, before: Stored, challenge: Challenge, keepFor: Ms): Promise<Stored | undefined>;
  /** Removes; true for exactly one of any number of parallel callers. */
  remove(who: Who): Promise<boolean>;
}

/** Why an SMS was not, or cannot be, delivered: in the member's terms, never in the carrier's. */
export type SmsProblem =
  /** The number is no phone that takes texts. */
  | 'cannotReceive'
  /** The account does not send to the country. */
  | 'countryOff'
  /** The phone has replied STOP. */
  | 'optedOut'
  /** The phone is off or has no signal. */
  | 'unreachable'
  /** The networks between here and the phone failed. */
  | 'network'
  /** What we send from cannot send there. */
  | 'sender'
  /** There is nothing to send from. */
  | 'noSender'
  | 'filtered'
  /** The account, its credentials or a registration. */
  | 'configuration'
  /** Too many at once; a minute later there is room. */
  | 'busy'
  /** Too many for this day. */
  | 'dayFull'
  /** No connection was made, so nothing was asked for. */
  | 'noConnection'
  /** It did not arrive, for a reason that says nothing to us. */
  | 'notArrived';

/** A problem, and the carrier's own number for it where it gave one: for the staff and the log, never for a member. */
export interface CarrierProblem {
  readonly problem: SmsProblem;
  readonly code?: number;
}

/**
 * What became of a request to send.
 * `refused`: certainly not sent, nothing to pay. `unknown`: it may be on its way, so its code must stay valid and it must not be sent again by itself.
 */
export type SendResult =
  | { readonly is: 'accepted'; readonly messageId: string }
  /** `asked`: whether the carrier was; it was, unless told. */
  | ({ readonly is: 'refused'; readonly asked?: boolean } & CarrierProblem)
  | { readonly is: 'unknown' };

/** How far a message has come. `sent` may be the last that a carrier ever says. */
export type Delivery =
  | { readonly is: 'underway' }
  | { readonly is: 'sent' }
  | { readonly is: 'delivered' }
  | { readonly is: 'failed'; readonly problem: SmsProblem };

/** What the carrier counts and charges for a message, as far as it has said. */
export interface SmsBill {
  readonly segments: number;
  /** In units of `currency`; missing until the carrier has set it. */
  readonly price?: number;
  /** ISO 4217. */
  readonly currency?: string;
}

/** How far a message has come, what it costs, and the carrier's own number for a failure. */
export type DeliveryReport = Delivery & { readonly bill?: SmsBill; readonly code?: number };

/** The way out to the phone. Never throws for what the carrier says; its answers are values. */
export interface SmsSender {
  /** @param validFor how long the carrier may try, in ms: the code's life. */
  send(sms: { readonly to: E164; readonly body: string; readonly validFor: Ms }): Promise<SendResult>;
  /** The message's present state; `underway` also when the carrier could not be asked. */
  status(messageId: string): Promise<DeliveryReport>;
}
