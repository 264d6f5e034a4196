import type { Ms } from '../clock.ts';
import type { E164 } from './number/e164.ts';

/** The ways to a phone. */
export const channels = ['sms', 'call', 'whatsapp'] as const;
export type Channel = (typeof channels)[number];

/** Why an SMS was not, or cannot be, delivered: in the member's terms, never in the carrier's. */
export const smsProblems = [
  /** The number is no phone that takes texts. */
  'cannotReceive',
  /** The account does not send to the country. */
  'countryOff',
  /** The phone has replied STOP. */
  'optedOut',
  /** The phone is off or has no signal. */
  'unreachable',
  /** Of a call: the line was busy, or the call was declined. */
  'lineBusy',
  /** Of a call. */
  'noAnswer',
  /** The networks between here and the phone failed. */
  'network',
  /** What we send from cannot send there. */
  'sender',
  /** There is nothing to send from. */
  'noSender',
  'filtered',
  /** The account, its credentials or a registration. */
  'configuration',
  /** Too many at once; a minute later there is room. */
  'busy',
  /** Too many for this day. */
  'dayFull',
  /** No connection was made, so nothing was asked for. */
  'noConnection',
  /** A kind of line that the server does not take, or that its staff decide about: the carrier is not asked. */
  'lineRefused',
  'lineToStaff',
  /** It did not arrive, for a reason that says nothing to us. */
  'notArrived',
] as const;
export type SmsProblem = (typeof smsProblems)[number];

/** Problems that every number would have met. */
export const everybodysProblems: readonly SmsProblem[] = [
  'configuration',
  'busy',
  'sender',
  'noSender',
  'dayFull',
  'noConnection',
];

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

/** How the code of a message is put to its receiver. */
export interface Wording {
  readonly channel: Channel;
  /** Discord's name for the receiver's language: a product with texts of its own chooses by it. */
  readonly locale: string;
  /** What is sent for a code, by a product that sends our words: an SMS's text, or what a call says. */
  readonly body: (code: string) => string;
}

/** A code on its way to a phone. */
export interface CodeMessage extends Omit<Wording, 'body'> {
  readonly to: E164;
  /** The code alone, for a product that has texts of its own. */
  readonly code: string;
  readonly body: string;
  /** How long the carrier may try, in ms: the code's life. */
  readonly validFor: Ms;
}

/** How the code of a message ended: it was typed back, or it no longer counts. */
export type Ending = 'approved' | 'canceled';

/** The way out to the phone. Never throws for what the carrier says; its answers are values. */
export interface SmsSender {
  send(message: CodeMessage): Promise<SendResult>;
  /** The message's present state; `underway` also when the carrier could not be asked. */
  status(messageId: string): Promise<DeliveryReport>;
  /** Tells the carrier how a message's code ended, where it asks for that. */
  settle(messageId: string, ending: Ending): Promise<void>;
}
