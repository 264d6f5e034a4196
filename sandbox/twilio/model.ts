import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { CallBook } from './calls/model.ts';
import type { LineType } from './lookup/model.ts';
import type { VerifyBook } from './verify/model.ts';

/** Time as this part needs it: the present instant in ms since the Unix epoch, and a task run once after so many ms. */
export interface Clock {
  now(): number;
  after(delayMs: number, task: () => void): () => void;
}

export type SmsStatus =
  | 'accepted'
  | 'queued'
  | 'sending'
  | 'sent'
  | 'delivered'
  | 'undelivered'
  | 'failed'
  | 'received';

/** A message on its way through Twilio. Instants are ms since the Unix epoch. */
export interface Sms {
  readonly sid: string;
  readonly accountSid: string;
  /** Whose message it is: a verification's is not among the account's messages. */
  readonly product: 'messages' | 'verify';
  readonly direction: 'outbound-api' | 'outbound-reply' | 'inbound';
  /** Null while a Messaging Service has not picked a sender. With `whatsapp:` before the number where it goes that way, as in `to`. */
  readonly from: string | null;
  readonly to: string;
  readonly body: string;
  readonly serviceSid: string | null;
  /** Seconds Twilio may keep trying. */
  readonly validityPeriod: number;
  readonly segments: number;
  readonly status: SmsStatus;
  readonly errorCode: number | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly sentAt: number | null;
  /** Whether Twilio has set the price. */
  readonly isPriced: boolean;
  /** When the phone rang; null when it did not (yet). */
  readonly arrivedAt: number | null;
  /** Nothing happens to it any more, but for its price. */
  readonly isFinal: boolean;
  /** Its text, or all of it, is forgotten by Twilio. The phone keeps what it was sent. */
  readonly isRedacted: boolean;
  readonly isDeleted: boolean;
  /** The code with which its delivery fails, whatever else goes wrong. */
  readonly fails?: number;
}

/** What goes wrong, until it is set back. In a new world nothing does. */
export interface TwilioFaults {
  /** Accepted, then undelivered with 30003: the phone is off. */
  readonly undelivered: boolean;
  /** Accepted, then undelivered with 30006: a landline, or a carrier that cannot be reached. */
  readonly landline: boolean;
  /** Accepted, then undelivered with this code, whether or not Twilio's table has it; null for none. */
  readonly deliveryError: number | null;
  /** How many ms after it was sent a message comes to its end; until then the report says `sent`. 1000 in a new world. */
  readonly reportAfterMs: number;
  /** The SMS arrives, but the carrier never confirms it: `sent` is its last status. */
  readonly noReceipt: boolean;
  /** The price is set so many ms after the message was sent; 0 is with it. */
  readonly priceAfterMs: number;
  /** Every request is answered 503 with a page, and nothing is processed. */
  readonly down: boolean;
  /** Every request is answered 502 with HTML, and nothing is processed. */
  readonly htmlError: boolean;
  /** The connection is closed before anything is processed: certainly not sent. */
  readonly dropped: boolean;
  /** Requests are processed, then the connection is cut without an answer. */
  readonly cut: boolean;
  /** Requests are processed at once and answered this many ms of real time later. */
  readonly slowMs: number;
  /** So many next requests are answered 429 with 20429, and not processed. */
  readonly busy: number;
  /** A trial account: it refuses every number that has not been verified by hand (21608). */
  readonly trial: boolean;
  /** Every new message, call and verification is refused with this; null for none. */
  readonly refusal: { readonly status: ContentfulStatusCode; readonly code: number } | null;
  /** The account owns no sender any more: a Messaging Service is empty (21704), a number not the account's (21606). */
  readonly noSender: boolean;
  /** Sent by a number that no carrier in the United States has registered: undelivered there with 30034, or 30032 from a toll-free one. */
  readonly unregistered: boolean;
  /** No phone has WhatsApp: what goes that way is undelivered with 63024. */
  readonly noWhatsapp: boolean;
  /** A machine answers a call that nobody has answered in 20 s. */
  readonly voicemail: boolean;
  readonly busyLine: boolean;
  /** Phones ring, but nobody can answer. */
  readonly noAnswer: boolean;
  /** Lookup says of every number that it is VoIP of an app. */
  readonly voip: boolean;
  /** Verify alone, or Lookup alone, answers 503 with a page, and processes nothing. */
  readonly verifyDown: boolean;
  readonly lookupDown: boolean;
  /** How many messages of a UTC day are accepted before Twilio answers 429 with 63038; null for no end. */
  readonly dailyCap: number | null;
}

/** What the API hands over once a request is valid. One of `from` and `serviceSid` is set. */
export interface Draft {
  readonly accountSid: string;
  /** One of the account's own messages, unless told otherwise. */
  readonly product?: Sms['product'];
  readonly to: string;
  readonly from: string | null;
  readonly serviceSid: string | null;
  readonly body: string;
  readonly validityPeriod: number;
  readonly fails?: number;
}

/** Everything Twilio and the phones know, and the switches of what goes wrong. */
export interface TwilioWorld {
  /** Sender numbers of the account, E.164; a Messaging Service sends from the first. */
  readonly numbers: Set<string>;
  /** Short codes of the account, all of the United States. */
  readonly shortCodes: Set<string>;
  /** Numbers that are WhatsApp senders of the account, E.164. */
  readonly whatsappSenders: Set<string>;
  /** Texts of its content templates by their HX sid, with `{{1}}`; undefined takes every well-formed sid for one of a code. */
  templates: Map<string, string> | undefined;
  /** Phones that have replied STOP, E.164. */
  readonly optedOut: Set<string>;
  /** Dial codes that are not enabled, such as `+44`. */
  readonly countriesOff: Set<string>;
  /** Messaging Services of the account; undefined accepts every well-formed one. */
  services: Set<string> | undefined;
  /** The only user name and password let in; undefined lets in every well-formed pair. */
  credentials: { readonly username: string; readonly password: string } | undefined;

  /** Every message, oldest first, also those still on their way and those of Verify. */
  readonly messages: readonly Sms[];
  readonly calls: CallBook;
  readonly verify: VerifyBook;
  /** What Lookup says of numbers, or the code of why it says nothing; of others that they are mobile, and of Canadian ones 60601. */
  readonly lines: Map<string, LineType | number>;
  /** Whether the account may look Canadian lines up. */
  npacApproved: boolean;
  /** Every number whose line was looked up, each a look-up that costs. */
  readonly lookups: string[];
  /** How many requests have reached the API, whatever became of them. */
  readonly requests: number;
  readonly faults: TwilioFaults;

  /** Sets the named faults and leaves the others as they are. */
  setFaults(change: Partial<TwilioFaults>): void;
  clearFaults(): void;
  message(sid: string): Sms | undefined;
  /** What has arrived on a phone, oldest first: by SMS, or with `whatsapp:` before the number by WhatsApp. */
  inbox(address: string): Sms[];
  /** A phone texts the account. STOP and its synonyms opt it out, START and its synonyms back in. */
  text(from: string, body: string): void;
  /** Calls `listener` after every change. Returns the function that ends this. */
  subscribe(listener: () => void): () => void;

  /** How many messages were accepted since midnight, UTC. */
  sentToday(): number;
  /** For the API: takes a valid message on and starts its way. */
  accept(draft: Draft): Sms;
  /** For the API: forgets the text of a message that is final, or all of it. */
  forget(sid: string, what: 'body' | 'message'): void;
  /** For the API: counts a request; `busy` when it is one of those to be answered 429. */
  countRequest(): { readonly busy: boolean };
}
