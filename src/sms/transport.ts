import type RequestClient from 'twilio/lib/base/RequestClient.js';
import type http from 'twilio/lib/http/response.js';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { Ms } from '../clock.ts';
import { UNSENT } from './failure.ts';
import { formOf, pathOf } from './url-encoded.ts';

/** Bytes of an answer that are read. A message as Twilio shows it has less than two thousand. */
const LONGEST_ANSWER = 1_000_000;

const methods = { get: 'GET', post: 'POST', put: 'PUT', patch: 'PATCH', delete: 'DELETE' } as const;

/** What undici calls the causes that have a name in the network. */
const networkNames: Readonly<Record<string, string>> = {
  UND_ERR_CONNECT_TIMEOUT: 'ETIMEDOUT',
  UND_ERR_ABORTED: 'EPROXY',
  UND_ERR_PRX_TLS: 'EPROXY',
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

/**
 * Connections to Twilio, kept for a while for what comes next: twenty to a host, as in Twilio's own client. Beyond them, requests wait.
 * @param timeout of a whole request; to connect may take half of it, so that a connection that is never made is told from a request
 * that is never answered
 * @param proxy the address of the one on the way, if there is one
 */
export function createConnections(timeout: Ms, proxy?: string): Dispatcher {
  const connect = { timeout: timeout / 2 };
  // The time of the whole request is limited below, so that its parts need no limits of their own.
  const options = { connections: 20, headersTimeout: 0, bodyTimeout: 0, maxResponseSize: LONGEST_ANSWER };
  if (proxy === undefined) return new Agent({ ...options, connect });
  return new ProxyAgent({ ...options, uri: proxy, proxyTls: connect, requestTls: connect });
}

/**
 * Makes the requests of Twilio's library, each once: nothing is repeated, no redirect followed. Without a whole answer it rejects with
 * an error that has the network's name for the cause as its `code`, and nothing of the request, which holds the code, the number and
 * the credentials. Where the request never had a connection the error says so: then it has not left this machine.
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
    // From the moment that a connection is there, a certificate trusted and a tunnel open, bytes may go out.
    let hadConnection = false;
    let giveUp = () => {};
    // Real time, whatever clock the bot is on: the network has no other.
    const timer = setTimeout(() => {
      isLate = true;
      reject(unanswered('ECONNABORTED', hadConnection));
      giveUp();
    }, timeout);

    connections.dispatch(asked, {
      onConnect(abort) {
        giveUp = abort;
        hadConnection = true;
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
        reject(unanswered(causeOf(error), hadConnection));
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

function causeOf(error: Error): string {
  // Some addresses of a host were tried without success; the first failure stands for all.
  const [first] = error instanceof AggregateError ? error.errors : [];
  const named = [error, first].find((one) => one instanceof Error && 'code' in one);
  return named && 'code' in named ? String(named.code) : '';
}

function unanswered(cause: string, hadConnection: boolean): Error {
  const code = networkNames[cause] ?? (/^(?:UND|HPE)_/.test(cause) ? 'EPROTO' : cause);
  return Object.assign(new Error('Twilio gave no whole answer'), { code, ...(!hadConnection && { [UNSENT]: true }) });
}
