import type { CodeMessage, DeliveryReport, Ending } from '../../otp/sms.ts';

/** What Twilio sells for bringing a code to a phone. Every method rejects with what Twilio's client throws. */
export interface Product {
  /** Asks Twilio to bring a code to a phone. Undefined, and nothing was asked for, over a channel that has nothing to send from. */
  create(message: CodeMessage): Promise<{ readonly sid: string }> | undefined;
  /** How far it has come; undefined for one that Twilio does not know. */
  read(messageId: string): Promise<DeliveryReport | undefined>;
  /** Tells Twilio how a code ended, by a product that has to know. */
  readonly end?: (messageId: string, ending: Ending) => Promise<void>;
  /** Has the text of a message emptied. */
  readonly empty?: (messageId: string) => Promise<void>;
  /** Has a message deleted, with the number. */
  readonly remove?: (messageId: string) => Promise<void>;
}
