import { inspect } from 'node:util';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { createTwilioClient } from '../../src/sms/client.ts';
import type { TwilioReport } from '../../src/sms/requests.ts';
import { createConnections } from '../../src/sms/transport.ts';
import { createTwilioSender } from '../../src/sms/twilio.ts';
import { accountSid, token } from '../sandbox/twilio/served.ts';
import { anSms, secrets } from './sending.ts';
import { type Answer, http, serveBytes } from './wire.ts';

const sid = `SM${'a'.repeat(32)}`;
const accepted = http(201, JSON.stringify({ sid, status: 'queued' }));
const body = `${secrets.code} is your Lantern Bay code & “more” é 😀`;

const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});

/** A sender before a server that answers with these bytes. */
async function before(answer: Answer, timeout = 2000) {
  const server = await serveBytes(answer);
  open.push(server.close);
  const reports: TwilioReport[] = [];
  const settings = {
    accountSid,
    auth: { is: 'token', token },
    sender: { is: 'number', from: '+14155550100' },
    apiUrl: `${server.url}/twilio`,
    timeout,
  } as const;
  const clock = { now: () => 0, after: () => () => {} };
  const sender = createTwilioSender(settings, { clock, random: Math.random, report: (one) => reports.push(one) });
  return {
    server,
    settings,
    reports,
    status: () => sender.status(sid),
    send: () => sender.send(anSms({ body })),
  };
}

/** What the library throws for a message that is sent to this server. */
async function thrownBy(answer: Answer, timeout?: number): Promise<unknown> {
  const { settings } = await before(answer, timeout);
  const message = { from: '+14155550100', to: secrets.number, body };
  return createTwilioClient(settings)
    .messages.create(message)
    .then(
      () => expect.unreachable(),
      (thrown: unknown) => thrown,
    );
}

const say = (bytes: string) => (socket: { write(bytes: string): void }) => void socket.write(bytes);
const sayAndClose = (bytes: string) => (socket: { end(bytes: string): void }) => void socket.end(bytes);
const whole = http(201, JSON.stringify({ sid, filler: 'x'.repeat(500) }));

describe('a request', () => {
  it('is a form with a login, below the address that was set, from Twilio’s library', async () => {
    const { server, send } = await before(say(accepted));
    expect(await send()).toEqual({ is: 'accepted', messageId: sid });
    const [head = '', form] = (server.requests[0] ?? '').split('\r\n\r\n');
    expect(head).toMatch(`POST /twilio/2010-04-01/Accounts/${accountSid}/Messages.json HTTP/1.1`);
    expect(head).toMatch(/^user-agent: twilio-node\/\d/im);
    expect(head).toMatch(/^content-type: application\/x-www-form-urlencoded$/im);
    expect(head).toMatch(new RegExp(`^authorization: Basic ${secrets.basic}$`, 'im'));
    expect(Object.fromEntries(new URLSearchParams(form))).toEqual({
      To: secrets.number,
      From: '+14155550100',
      Body: body,
      ValidityPeriod: '300',
    });
  });

  it('has its parameters in its query', async () => {
    const list = http(200, JSON.stringify({ incoming_phone_numbers: [] }));
    const { server, settings } = await before(say(list));
    await createTwilioClient(settings).incomingPhoneNumbers.list({ phoneNumber: '+14155550100', limit: 1 });
    const query = /^GET \S+\.json\?(\S+) /.exec(server.requests[0] ?? '')?.[1];
    expect(Object.fromEntries(new URLSearchParams(query))).toEqual({ PhoneNumber: '+14155550100', PageSize: '1' });
  });

  it('goes over a connection that has served before', async () => {
    const { server, send } = await before(say(accepted));
    for (let sent = 0; sent < 10; sent++) await send();
    expect(server.requests).toHaveLength(10);
    // What comes at once after an answer takes a second one.
    expect(server.connections()).toBeLessThanOrEqual(2);
  });

  it('waits when twenty are under way, and all are answered', async () => {
    const waiting: (() => void)[] = [];
    const { server, send } = await before((socket) => {
      waiting.push(() => socket.write(accepted));
      if (waiting.length === 20) for (const go of waiting.splice(0)) go();
    });
    await Promise.all(Array.from({ length: 60 }, send));
    expect(server.connections()).toBe(20);
  });

  it('that was given up while it waited for a connection is never sent', async () => {
    const waiting: (() => void)[] = [];
    const { server, settings } = await before((socket) => void waiting.push(() => socket.write(accepted)));
    const connections = createConnections(2000);
    const send = (timeout: number) =>
      createTwilioClient({ ...settings, timeout }, connections).messages.create({ to: secrets.number, body });

    const first = Array.from({ length: 20 }, () => send(2000));
    const late = Array.from({ length: 5 }, () => send(50));
    const ends = await Promise.allSettled(late);
    expect(ends).toEqual(
      Array(5).fill({ status: 'rejected', reason: expect.objectContaining({ code: 'ECONNABORTED' }) }),
    );
    await vi.waitFor(() => expect(waiting).toHaveLength(20));
    for (const go of waiting.splice(0)) go();
    await Promise.all(first);

    const next = send(2000);
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    waiting[0]?.();
    expect(await next).toMatchObject({ sid });
    expect(server.requests).toHaveLength(21);
    await connections.close();
  });
});

describe('case 11: without a whole answer a message is unknown, and asked for once', () => {
  const cut: Answer = (socket) => {
    socket.write(whole.slice(0, -100), () => socket.destroy());
  };
  const drip: Answer = (socket) => {
    socket.write(whole.slice(0, -100));
    const timer = setInterval(() => socket.write('x'), 10);
    socket.on('close', () => clearInterval(timer));
  };
  const endless: Answer = (socket) => {
    const part = 'x'.repeat(65_536);
    const more = () => socket.writable && socket.write(part, more);
    socket.write('HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"', more);
  };

  it.each<[what: string, network: string | undefined, answer: Answer]>([
    ['that is cut in the middle', 'ECONNRESET', cut],
    ['that ends in the middle', 'ECONNRESET', sayAndClose(whole.slice(0, -100))],
    [
      'that ends in the middle, and where nobody can tell',
      'EBADMSG',
      sayAndClose('HTTP/1.1 201 Created\r\nConnection: close\r\n\r\n{"sid":"SMaaaa'),
    ],
    ['that is a reset', 'ECONNRESET', (socket) => socket.resetAndDestroy()],
    ['that never comes', 'ECONNABORTED', () => {}],
    ['that drips', 'ECONNABORTED', drip],
    ['that does not end', 'EMSGSIZE', endless],
    ['that has endless headers', 'EMSGSIZE', say(`HTTP/1.1 201 Created\r\nX: ${'x'.repeat(100_000)}`)],
    ['that is no HTTP', 'EPROTO', say('220 ready for mail\r\n')],
  ])('an answer %s', async (_, network, answer) => {
    const { server, send, status, reports } = await before(answer, 300);
    expect(await send()).toEqual({ is: 'unknown' });
    expect(server.requests).toHaveLength(1);
    expect(reports).toEqual([
      { doing: 'send', status: undefined, errorCode: undefined, network, messageId: undefined },
    ]);
    expect(await status()).toEqual({ is: 'underway' });
  });

  it('also over a connection that has served before', async () => {
    let served = 0;
    const { server, send } = await before((socket) => {
      served += 1;
      if (served < 5) socket.write(accepted);
      else socket.destroy();
    });
    for (let sent = 1; sent < 5; sent++) expect(await send()).toEqual({ is: 'accepted', messageId: sid });
    expect(await send()).toEqual({ is: 'unknown' });
    expect(server.requests).toHaveLength(5);
    expect(server.connections()).toBeLessThanOrEqual(2);
  });
});

describe('a whole answer that is not Twilio’s', () => {
  const page = '<!doctype html><h1>Bad Gateway</h1>';

  it.each<[what: string, status: number | undefined, bytes: string]>([
    ['an HTML page for an error', 502, http(502, page, 'text/html')],
    ['nothing at all for an error', 503, http(503, '')],
    ['an HTML page for a success', undefined, http(200, page, 'text/html')],
    ['nothing at all for a success', undefined, http(201, '')],
    ['JSON without a message', undefined, http(201, '{}')],
    ['null', undefined, http(201, 'null')],
    ['a redirect', 302, http(302, '', 'text/html', 'Location: /elsewhere\r\n')],
    ['a redirect that keeps the form', 307, http(307, '', 'text/html', 'Location: /elsewhere\r\n')],
  ])('%s leaves the message unknown, and is not followed or repeated', async (_, status, bytes) => {
    const { server, send, reports } = await before(say(bytes));
    expect(await send()).toEqual({ is: 'unknown' });
    expect(server.requests).toHaveLength(1);
    // The log names a cause for all of them.
    const network = status === undefined ? 'EBADMSG' : undefined;
    expect(reports).toEqual([{ doing: 'send', status, errorCode: undefined, network, messageId: undefined }]);
  });

  it.each([
    ['for an HTML page', http(502, page, 'text/html')],
    ['for a redirect', http(302, '', 'text/html', 'Location: /elsewhere\r\n')],
    ['for JSON without a message', http(200, '{}')],
  ])('a message is under way, %s', async (_, bytes) => {
    const { server, status } = await before(say(bytes));
    expect(await status()).toEqual({ is: 'underway' });
    expect(server.requests).toHaveLength(1);
  });
});

describe('case 14: nothing of a request outlives it', () => {
  it.each<[what: string, answer: Answer]>([
    ['a time-out', () => {}],
    ['a reset', (socket) => socket.resetAndDestroy()],
    ['an answer that was cut', sayAndClose(whole.slice(0, -100))],
    ['an HTML page', say(http(502, '<h1>Bad Gateway</h1>', 'text/html'))],
  ])('in what is thrown for %s', async (_, answer) => {
    const thrown = await thrownBy(answer, 100);
    const everything = inspect(thrown, { depth: 20, showHidden: true }) + JSON.stringify(thrown);
    for (const secret of Object.values(secrets)) expect(everything).not.toContain(secret);
    expect(everything).not.toMatch(/authorization|basic /i);
  });

  it('in the connections', async () => {
    const { settings } = await before(say(accepted));
    const connections = createConnections(settings.timeout);
    const kept = () => inspect(connections, { depth: 30, showHidden: true });
    const asked = createTwilioClient(settings, connections).messages.create({
      from: '+14155550100',
      to: secrets.number,
      body: secrets.code,
    });
    expect(kept()).toContain(secrets.basic);
    await asked;
    for (const secret of Object.values(secrets)) expect(kept()).not.toContain(secret);
    await connections.close();
  });
});
