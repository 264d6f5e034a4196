import RequestClient from 'twilio/lib/base/RequestClient.js';
// The client alone: the package's own entry point also loads TwiML, JWT and webhooks.
import Twilio from 'twilio/lib/rest/Twilio.js';
import { proxyTo } from '../network/proxies.ts';
import type { TwilioSettings } from './settings.ts';
import { createConnections, createTransport } from './transport.ts';

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

/** Where Twilio answers for these settings. @param product the first part of its host's name */
export function twilioHost({ apiUrl, place }: Pick<TwilioSettings, 'apiUrl' | 'place'>, product = 'api'): URL {
  if (apiUrl !== undefined) return new URL(apiUrl);
  return new URL(
    place ? `https://${product}.${place.edge}.${place.region}.twilio.com` : `https://${product}.twilio.com`,
  );
}

function connectionsFor(settings: TwilioSettings) {
  const { timeout, proxies, sender } = settings;
  const host = twilioHost(settings, sender.is === 'verify' ? 'verify' : 'api');
  return createConnections(timeout, proxies && proxyTo(host, proxies));
}
