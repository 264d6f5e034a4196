import type { CodeMessage, DeliveryReport, Ending } from '../../otp/sms.ts';

/** What Twilio sells for bringing a code to a phone. Every method rejects with what Twilio's client throws. */
export interface Product {
  /** Asks Twilio to bring a code to a phone. Undefined, and nothing was asked for, over a channel that has nothing to send from. */
  create(message: CodeMessage): Promise<{ readonly sid: string }> | undefined;
  /** Tells Twilio how a code ended, by a product that has to know. */
  readonly end?: (sid: string, ending: Ending) => Promise<void>;
}

/** What Twilio has of one that was sent. Every method rejects with what Twilio's client throws. */
export interface Sent {
  /** How far it has come; undefined for one that Twilio does not know. */
  read(sid: string): Promise<DeliveryReport | undefined>;
  /** Has the text of a message emptied. */
  empty(sid: string): Promise<void>;
  /** Has it deleted, with the number. */
  remove(sid: string): Promise<void>;
}
