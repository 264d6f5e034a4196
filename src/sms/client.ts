import RequestClient from 'twilio/lib/base/RequestClient.js';
// The client alone: the package's own entry point also loads TwiML, JWT and webhooks.
import Twilio from 'twilio/lib/rest/Twilio.js';
import type { Ms } from '../clock.ts';
import { type Proxies, proxyTo } from '../network/proxies.ts';
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
  /** Which of Twilio's regions has the account's data, and by which of its edges it is reached: https://www.twilio.com/docs/global-infrastructure */
  readonly place?: { readonly region: string; readonly edge: string };
  readonly proxies?: Proxies;
  /** How long one request may take. */
  readonly timeout: Ms;
}

/**
 * Twilio's own client for these settings. It never repeats a request by itself.
 * What it throws may quote Twilio's answer: reduce it with `reduceFailure` where it is caught.
 */
export function createTwilioClient(settings: TwilioSettings, connections = connectionsFor(settings)): Twilio {
  const { accountSid, auth, apiUrl, place, timeout } = settings;
  const [username, password] = auth.is === 'key' ? [auth.sid, auth.secret] : [accountSid, auth.token];
  // By its type the library takes none but its own, which is slower and keeps each request for debugging.
  const httpClient = new RequestClient();
  httpClient.request = createTransport(connections, { apiUrl, timeout });
  // What the library would read from the environment by itself has been read, and checked, with the other settings.
  return new Twilio(username, password, {
    accountSid,
    httpClient,
    region: place?.region ?? '',
    edge: place?.edge ?? '',
  });
}

/** Where Twilio's API answers for these settings. */
export function twilioHost({ apiUrl, place }: Pick<TwilioSettings, 'apiUrl' | 'place'>): URL {
  if (apiUrl !== undefined) return new URL(apiUrl);
  return new URL(place ? `https://api.${place.edge}.${place.region}.twilio.com` : 'https://api.twilio.com');
}

function connectionsFor(settings: TwilioSettings) {
  const { timeout, proxies } = settings;
  return createConnections(timeout, proxies && proxyTo(twilioHost(settings), proxies));
}
