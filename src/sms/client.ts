import RequestClient from 'twilio/lib/base/RequestClient.js';
// The client alone: the package's own entry point also loads TwiML, JWT and webhooks.
import Twilio from 'twilio/lib/rest/Twilio.js';
import type { Ms } from '../clock.ts';

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
 * What it throws holds the message and the credentials: reduce it with `reduceFailure` where it is caught.
 */
export function createTwilioClient({ accountSid, auth, apiUrl, timeout }: TwilioSettings): Twilio {
  const [username, password] = auth.is === 'key' ? [auth.sid, auth.secret] : [accountSid, auth.token];
  return new Twilio(username, password, { accountSid, httpClient: new Transport({ timeout }, apiUrl) });
}

class Transport extends RequestClient {
  readonly #apiUrl: string | undefined;

  constructor(options: RequestClient.RequestClientOptions, apiUrl: string | undefined) {
    super(options);
    this.#apiUrl = apiUrl;
  }

  override async request<Body>(options: RequestClient.RequestOptions<Body>) {
    try {
      return await super.request<Body>({ ...options, uri: this.#redirect(options.uri) });
    } finally {
      // The library keeps both for debugging; they hold the code and the credentials.
      delete this.lastRequest;
      delete this.lastResponse;
    }
  }

  #redirect(uri: string): string {
    if (this.#apiUrl === undefined) return uri;
    const { pathname, search } = new URL(uri);
    return `${this.#apiUrl}${pathname}${search}`;
  }
}
