import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { answerTo } from './answers.ts';
import { readSms, smsJson } from './carrier.ts';
import { createEvents } from './events.ts';
import { createGateway } from './gateway.ts';

export type Double = Awaited<ReturnType<typeof startDouble>>;

/**
 * A Discord and a Twilio for load: they speak the protocol and check nothing. The sandbox checks every request against
 * Discord's schema and remembers all of it, which takes more time than the bot takes, so that it would measure itself.
 * @param servers how many the bot is in
 */
export async function startDouble(servers: number) {
  const callbacks = createEvents<string>('answer');
  const edits = createEvents<string>('edit of an answer');
  const sms = createEvents<string>('SMS');
  const roles = createEvents<true>('role');
  const calls = new Map<string, number>();
  let origin = '';
  const gatewayUrl = () => `${origin.replace('http', 'ws')}/gateway`;
  const gateway = createGateway(servers, gatewayUrl);

  function twilio(path: string, method: string, body: string): unknown {
    const [accountSid = ''] = /AC[0-9a-f]{32}/.exec(path) ?? [];
    if (method === 'GET') return smsJson(accountSid, 'delivered', /SM\w+/.exec(path)?.[0]);
    const { to, code } = readSms(body);
    sms.tell(to, code);
    return smsJson(accountSid, 'queued');
  }

  function notice(method: string, path: readonly string[], body: string): void {
    const [area, id = '', token = '', last = ''] = path;
    if (area === 'interactions') callbacks.tell(token, body);
    if (area === 'webhooks') edits.tell(token, body);
    if (method === 'PUT' && area === 'guilds') roles.tell(`${id}:${last}`, true);
  }

  function handle(request: IncomingMessage, response: ServerResponse, body: string): void {
    const { method = '', url = '' } = request;
    if (url.startsWith('/twilio/')) {
      count(`${method} Twilio`);
      send(response, method === 'POST' ? 201 : 200, twilio(url, method, body));
      return;
    }
    const path = (url.split('?')[0] ?? '').replace('/api/v10/', '').split('/');
    count(`${method} ${path[0]}`);
    const answer = answerTo({ method, path, body }, gatewayUrl());
    send(response, answer?.status ?? 501, answer?.body, `${method} ${path[0]}`);
    notice(method, path, body);
  }

  function count(kind: string): void {
    calls.set(kind, (calls.get(kind) ?? 0) + 1);
  }

  const http = await listen(handle, gateway.accept);
  origin = http.origin;

  return {
    discordApiUrl: `${origin}/api`,
    twilioApiUrl: `${origin}/twilio`,
    interact: gateway.interact,
    /** The first answer to an interaction, by its token. */
    callback: callbacks.next,
    /** The next edit of an interaction's message, by its token. */
    edit: edits.next,
    /** The code in the next SMS to a number. */
    code: sms.next,
    /** A member is given a role, by `<server>:<member>`. */
    role: roles.next,
    /** What the bot asked for so far, by method and area, and how often. */
    calls: () => Object.fromEntries(calls),
    async close() {
      gateway.close();
      await http.close();
    },
  };
}

/** An HTTP server on a port of its own. */
async function listen(
  handle: (request: IncomingMessage, response: ServerResponse, body: string) => void,
  upgrade: ReturnType<typeof createGateway>['accept'],
) {
  const http = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => handle(request, response, Buffer.concat(parts).toString()));
  });
  http.keepAliveTimeout = 60_000;
  http.on('upgrade', upgrade);
  http.listen(0, '127.0.0.1');
  await once(http, 'listening');
  const address = http.address();
  if (address === null || typeof address === 'string') throw new Error('the double listens on no port');
  return {
    origin: `http://127.0.0.1:${address.port}`,
    async close() {
      const closed = once(http, 'close');
      http.close();
      http.closeAllConnections();
      await closed;
    },
  };
}

/** With the headers that Discord sends, because discord.js keeps a bucket by them. */
function send(response: ServerResponse, status: number, body: unknown, bucket = ''): void {
  response.writeHead(status, {
    ...(body !== undefined && { 'content-type': 'application/json' }),
    'x-ratelimit-limit': '50',
    'x-ratelimit-remaining': '49',
    'x-ratelimit-reset': String(Date.now() / 1000 + 1),
    'x-ratelimit-reset-after': '1',
    'x-ratelimit-bucket': bucket,
  });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
