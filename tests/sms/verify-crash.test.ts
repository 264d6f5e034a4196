import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CarrierTasks } from '../../src/gate/ports.ts';
import { createSettling } from '../../src/sms/settling.ts';
import { createTwilioSender } from '../../src/sms/twilio.ts';
import { freshDatabase, openOn } from '../storage/support.ts';
import { american, countedCodes, type Latchkey, memberOf, startLatchkey, verdict } from '../support/verifier.ts';
import { createVerifying } from './verifying.ts';

const member = memberOf(1);
const MINUTE = 60_000;

/** Where a process stops for good: around a request to Twilio, or right before it writes down what is to be told. */
type Death = { readonly at: number; readonly is: 'before' | 'after' } | { readonly is: 'keep' };

/** What is in front of Twilio for a process that dies: it counts its requests, and lets one have no answer. */
async function serveDying(to: string, death: Death, dead: () => void): Promise<string> {
  let count = 0;
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    count += 1;
    const dies = 'at' in death && count >= death.at;
    if (dies && death.is === 'before') return dead();
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const { authorization = '', 'content-type': type = 'application/x-www-form-urlencoded' } = request.headers;
    const body = Buffer.concat(chunks).toString();
    const method = request.method ?? 'GET';
    const headers = { authorization, 'content-type': type };
    const answer = await fetch(`${to}${request.url}`, { method, headers, ...(method === 'POST' && { body }) });
    const text = await answer.text();
    if (dies) return dead();
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(text);
  }
  const server = createServer((request, response) => void pass(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

let verifying: Awaited<ReturnType<typeof createVerifying>>;
let file: string;
let newCode: () => string;

beforeEach(async () => {
  // What the libraries keep expires by the machine's clock, so both clocks go together here.
  vi.useFakeTimers({ toFake: ['Date'] });
  verifying = await createVerifying();
  vi.setSystemTime(verifying.clock.now());
  file = await freshDatabase();
  newCode = countedCodes();
});

async function pass(ms: number): Promise<void> {
  vi.setSystemTime(Date.now() + ms);
  await verifying.clock.skip(ms);
}

/** A process of the bot. @param apiUrl where it reaches Twilio @param wrap what stands before the table of what is to be told */
async function start(apiUrl = verifying.url, wrap = (tasks: CarrierTasks) => tasks) {
  const { clock, service, settings, errors } = verifying;
  const tasks = wrap((await openOn(file, { clock })).carrierTasks);
  const sender = createTwilioSender(
    { ...settings, apiUrl, sender: { is: 'verify', sid: service.sid }, timeout: 60_000 },
    { clock, random: () => 0 },
  );
  const onError = (error: unknown) => errors.push(error);
  const settling = createSettling({ sender, tasks, clock, onError, onKept: () => {} });
  const latchkey = await startLatchkey({ address: { databaseUrl: `sqlite:${file}` }, clock, sms: settling, newCode });
  onTestFinished(() => latchkey.close());
  return { latchkey, settling };
}

/** Does `work` in a process that dies at `death`. */
async function die(death: Death, work: (latchkey: Latchkey) => Promise<unknown>): Promise<void> {
  const dead = Promise.withResolvers<void>();
  const stop = () => {
    dead.resolve();
    return new Promise<never>(() => {});
  };
  const url = await serveDying(verifying.url, death, dead.resolve);
  const { latchkey } = await start(url, (tasks) => ({
    ...tasks,
    keep: death.is === 'keep' ? stop : tasks.keep,
  }));
  void work(latchkey).catch(() => undefined);
  await dead.promise;
}

const attempts = () => verifying.world.verify.attempts().length;
const pending = () => verifying.world.verify.verifications().filter(({ status }) => status === 'pending');

async function before(sends: number): Promise<void> {
  const { latchkey } = await start();
  await latchkey.enter(member, american);
  if (sends > 0) await latchkey.send(member);
  await pass(30_000);
}

const requests = { send: ['look', 'create'], resend: ['look', 'cancel', 'create'] };
const deaths = (of: keyof typeof requests): [string, Death][] => [
  ...requests[of].flatMap((name, index): [string, Death][] => [
    [`before ${name}`, { at: index + 1, is: 'before' }],
    [`after ${name}`, { at: index + 1, is: 'after' }],
  ]),
  ['before it is written down what to tell', { is: 'keep' }],
];

describe.each([
  ['Send', 0, 'send'],
  ['Resend', 1, 'resend'],
] as const)('case 10: a process that dies during %s by Verify', (_, sends, kind) => {
  it.each(deaths(kind))(
    '%s: sends no second code by itself, strands nobody and leaves nothing pending',
    async (name, death) => {
      await before(sends);
      await die(death, (latchkey) => (sends === 0 ? latchkey.send(member) : latchkey.resend(member)));
      const sent = sends + (/after create|written/.test(name) ? 1 : 0);
      expect(attempts()).toBe(sent);

      const { latchkey, settling } = await start();
      await pass(1);
      await settling.tellDue();
      expect(attempts()).toBe(sent);

      let waited = 0;
      for (; (await latchkey.resend(member)).is !== 'sent'; waited += 10_000) await pass(10_000);
      expect(waited).toBeLessThanOrEqual(60_000);
      expect(attempts()).toBe(sent + 1);
      expect(pending()).toHaveLength(1);
      expect(verdict(await latchkey.submit(member, pending()[0]?.code ?? ''))).toBe('admitted');
      await vi.waitFor(() => expect(pending()).toEqual([]));
      expect(verifying.world.verify.verifications().at(-1)?.status).toBe('approved');
    },
  );
});

it('case 10: a process that dies before it tells that a code was right: the next one tells it', async () => {
  await before(1);
  const [one] = pending();
  await die({ at: 1, is: 'before' }, (latchkey) => latchkey.submit(member, one?.code ?? ''));
  const { settling } = await start();
  await pass(20_000);
  await settling.tellDue();
  expect(verifying.world.verify.verification(one?.sid ?? '')?.status).toBe('approved');
});

it('case 10: a process that dies with a code under way leaves nothing pending, whatever the member does', async () => {
  await before(0);
  await die({ is: 'keep' }, (latchkey) => latchkey.send(member));
  expect(pending()).toHaveLength(1);
  await pass(11 * MINUTE);
  expect(pending()).toEqual([]);
});
