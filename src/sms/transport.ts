import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type http from 'twilio/lib/http/response.js';
import { Agent, type Dispatcher } from 'undici';
import type { Ms } from '../clock.ts';
import { formOf, pathOf } from './form.ts';

/** Bytes of an answer that are read. A message as Twilio shows it has less than two thousand. */
const LONGEST_ANSWER = 1_000_000;

const methods = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' } as const;

/** What undici calls the causes that have a name in the network. */
const networkNames: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_SOCKET: 'ECONNRESET',
  UND_ERR_RES_CONTENT_LENGTH_MISMATCH: 'ECONNRESET',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'EMSGSIZE',
  UND_ERR_HEADERS_OVERFLOW: 'EMSGSIZE',
};

export interface TransportPolicy {
  /** Where Twilio answers instead of its own hosts, without a slash at the end. */
  readonly apiUrl?: string | undefined;
  /** How long one request may take, from being asked for to the last byte of its answer. */
  readonly timeout: Ms;
}

/** Connections to Twilio, kept for a while for what comes next: twenty to a host, as in Twilio's own client. Beyond them, requests wait. */
export function createConnections(timeout: Ms): Dispatcher {
  // The time of the whole request is limited below, so that its parts need no limits of their own.
  return new Agent({
    connections: 20,
    connect: { timeout },
    headersTimeout: 0,
    bodyTimeout: 0,
    maxResponseSize: LONGEST_ANSWER,
  });
}

/**
 * Makes the requests of Twilio's library, each once: nothing is repeated, no redirect followed. Without a whole answer it rejects with
 * an error that has the network's name for the cause as its `code`, and nothing of the request, which holds the code, the number and
 * the credentials.
 */
export function createTransport(connections: Dispatcher, { apiUrl, timeout }: TransportPolicy) {
  const instead = apiUrl === undefined ? undefined : new URL(apiUrl);

  return function request<Body>(options: RequestClient.RequestOptions<Body>): Promise<http.default<Body>> {
    const uri = new URL(options.uri);
    const login = Buffer.from(`${options.username}:${options.password}`).toString('base64');
    const asked = {
      origin: (instead ?? uri).origin,
      path: pathOf(uri, options.params, instead?.pathname),
      method: methods[options.method],
      headers: { ...options.headers, Authorization: `Basic ${login}` },
      body: options.data ? formOf(options.data) : null,
    };
    return exchange(connections, asked, timeout);
  };
}

function exchange<Body>(
  connections: Dispatcher,
  asked: Dispatcher.DispatchOptions,
  timeout: Ms,
): Promise<http.default<Body>> {
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = [];
    let statusCode = 0;
    let isLate = false;
    let giveUp = () => {};
    // Real time, whatever clock the bot is on: the network has no other.
    const timer = setTimeout(() => {
      isLate = true;
      reject(unanswered('ECONNABORTED'));
      giveUp();
    }, timeout);

    connections.dispatch(asked, {
      onConnect(abort) {
        giveUp = abort;
        // Late while it waited for a connection: sent now, it would be an SMS that nobody knows of.
        if (isLate) abort();
      },
      onHeaders(status) {
        statusCode = status;
        return true;
      },
      onData: (part) => parts.push(part) > 0,
      onComplete() {
        clearTimeout(timer);
        // Nobody here reads the headers.
        resolve({ statusCode, body: read(Buffer.concat(parts).toString()), headers: {} });
      },
      onError(error) {
        clearTimeout(timer);
        reject(unanswered('code' in error ? String(error.code) : ''));
      },
    });
  });
}

/** JSON, or the text of what is none: the library takes both and knows what to make of them. */
function read(text: string) {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function unanswered(cause: string): Error {
  const code = networkNames[cause] ?? (/^(?:UND|HPE)_/.test(cause) ? 'EPROTO' : cause);
  return Object.assign(new Error('Twilio gave no whole answer'), { code });
}
