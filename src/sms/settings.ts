import type { Ms } from '../clock.ts';
import type { Proxies } from '../network/proxies.ts';

/** How Latchkey proves to Twilio who it is. */
export type TwilioAuth =
  | { readonly is: 'token'; readonly token: string }
  | { readonly is: 'key'; readonly sid: string; readonly secret: string };

/**
 * What codes are sent from: a number in E.164, a short code or a name; a Messaging Service that picks a sender; or Verify, which sends texts
 * of its own from Twilio's own senders.
 */
export type TwilioSender = TextSender | { readonly is: 'verify'; readonly sid: string };

/** What an SMS of our own words is sent from. */
export type TextSender =
  | { readonly is: 'number'; readonly from: string }
  | { readonly is: 'service'; readonly sid: string };

/** An own WhatsApp sender, in E.164, and the content template (HX…) that it sends. */
export interface WhatsappSender {
  readonly from: string;
  readonly template: string;
}

/** The channels besides SMS that are on. Verify needs no sender for them, as it has its own. */
export interface OtherWays {
  /** `from`: a voice number, in E.164. */
  readonly calls?: { readonly from?: string };
  readonly whatsapp?: { readonly own?: WhatsappSender };
}

/** How to sign in, what to send from, and over which channels. */
export interface TwilioChoice extends OtherWays {
  readonly auth: TwilioAuth;
  readonly sender: TwilioSender;
}

/** What it takes to reach a Twilio account and to send from it. */
export interface TwilioSettings extends TwilioChoice {
  readonly accountSid: string;
  /** Where Twilio answers instead of its own hosts, without a slash at the end. */
  readonly apiUrl?: string;
  /** Which of Twilio's regions has the account's data, and by which of its edges it is reached: https://www.twilio.com/docs/global-infrastructure */
  readonly place?: { readonly region: string; readonly edge: string };
  readonly proxies?: Proxies;
  /** Whether what was sent is deleted at Twilio. Verify keeps what it keeps. */
  readonly forgets?: boolean;
  /** How long one request may take. */
  readonly timeout: Ms;
}
