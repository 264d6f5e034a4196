import RequestClient from 'twilio/lib/base/RequestClient.js';
// The client alone: the package's own entry point also loads TwiML, JWT and webhooks.
import Twilio from 'twilio/lib/rest/Twilio.js';
import type { Ms } from '../clock.ts';
import { createConnections, createTransport } from './transport.ts';

/** What it takes to reach a Twilio account and to send from it. */
export interface TwilioSettings {
  readonly accountSid: string;
  readonly auth:
    | { readonly is: 'token'; readonly token: string }
    | { readonly is: 'key'; readonly sid: string; readonly secret: string };
  readonly sender: { readonly is: 'number'; readonly from: string } | { readonly is: 'service'; readonly sid: string };
  /** Where Twilio answers instead of its own hosts, without a slash at the end. */
  readonly apiUrl?: string;
  /** How long one request may take. */
  readonly timeout: Ms;
}

/**
 * Twilio's own client for these settings. It never repeats a request by itself.
 * What it throws may quote Twilio's answer: reduce it with `reduceFailure` where it is caught.
 */
export function createTwilioClient(
  { accountSid, auth, apiUrl, timeout }: TwilioSettings,
  connections = createConnections(timeout),
): Twilio {
  const [username, password] = auth.is === 'key' ? [auth.sid, auth.secret] : [accountSid, auth.token];
  // By its type the library takes none but its own, which is slower and keeps each request for debugging.
  const httpClient = new RequestClient();
  httpClient.request = createTransport(connections, { apiUrl, timeout });
  return new Twilio(username, password, { accountSid, httpClient });
}
