import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTwilioClient } from '../../src/sms/client.ts';
import { accountSid } from '../sandbox/twilio/served.ts';
import { anSms, createSending, from, secrets } from './sending.ts';

let sending: Awaited<ReturnType<typeof createSending>>;

beforeEach(async () => {
  sending = await createSending();
});
afterEach(() => sending.close());

/** Case 14: whatever came out of the sender, in the fullest form that a log could give it. */
afterEach(() => {
  const everything = inspect([sending.outcomes, sending.reports, sending.sender], { depth: 20, showHidden: true });
  for (const secret of Object.values(secrets)) expect(everything).not.toContain(secret);
  expect(everything).not.toMatch(/authorization|basic /i);
});

const messageId = expect.stringMatching(/^SM[0-9a-f]{32}$/);
const bill = { segments: 1, price: 0.0083, currency: 'USD' };

async function sent(): Promise<string> {
  const result = await sending.send();
  if (result.is !== 'accepted') throw new Error(`Not accepted but ${result.is}`);
  return result.messageId;
}

describe('an accepted message', () => {
  it('carries the text, the sender and the life of the code', async () => {
    expect(await sending.send()).toEqual({ is: 'accepted', messageId });
    expect(sending.world.messages).toMatchObject([
      { from, to: secrets.number, body: `Lantern Bay: your code is ${secrets.code}`, validityPeriod: 300 },
    ]);
    expect(sending.reports).toEqual([]);
  });

  it('can be sent with an API key and by a Messaging Service', async () => {
    const serviceSid = `MG${'2'.repeat(32)}`;
    const other = await createSending({
      auth: { is: 'key', sid: `SK${'3'.repeat(32)}`, secret: secrets.keySecret },
      sender: { is: 'service', sid: serviceSid },
    });
    other.world.credentials = { username: `SK${'3'.repeat(32)}`, password: secrets.keySecret };
    expect(await other.send()).toEqual({ is: 'accepted', messageId });
    expect(other.world.messages).toMatchObject([{ accountSid, serviceSid, from: null }]);
    await other.close();
  });

  it.each([
    [1, 1],
    [1500, 2],
    [600_000, 600],
    [100_000_000, 36_000],
  ])('that may live %i ms gives the carrier %i s', async (validFor, validityPeriod) => {
    await sending.sender.send(anSms({ validFor }));
    expect(sending.world.messages).toMatchObject([{ validityPeriod }]);
  });

  it('is followed from under way over sent to delivered', async () => {
    const id = await sent();
    expect(await sending.status(id)).toEqual({ is: 'underway', bill: { segments: 1 } });
    await sending.clock.skip(2000);
    expect(await sending.status(id)).toEqual({ is: 'sent', bill });
    await sending.clock.skip(1000);
    expect(await sending.status(id)).toEqual({ is: 'delivered', bill });
  });

  it.each([
    ['undelivered', 'unreachable', 30003],
    ['landline', 'cannotReceive', 30006],
  ] as const)('that ends as %s has the problem %s, and staff get the cause', async (fault, problem, code) => {
    sending.world.setFaults({ [fault]: true });
    const id = await sent();
    await sending.clock.skip(3000);
    expect(await sending.status(id)).toEqual({ is: 'failed', problem, code, bill });
    expect(sending.reports).toEqual([
      { doing: 'deliver', status: undefined, errorCode: code, network: undefined, messageId: id },
    ]);
  });

  it('is under way while Twilio cannot be asked', async () => {
    const id = await sent();
    await sending.clock.skip(3000);
    sending.world.setFaults({ down: true });
    expect(await sending.status(id)).toEqual({ is: 'underway' });
    expect(sending.reports).toMatchObject([{ doing: 'askStatus', status: 503, messageId: id }]);
    sending.world.clearFaults();
    expect(await sending.status(id)).toEqual({ is: 'delivered', bill });
  });
});

it('tells what a message costs once Twilio has set it, and whether Twilio could be asked at all', async () => {
  sending.world.setFaults({ priceAfterMs: 60_000 });
  const id = await sent();
  await sending.clock.skip(61_999);
  expect(await sending.sender.report(id)).toMatchObject({ bill: { segments: 1 } });
  await sending.clock.skip(1);
  expect(await sending.sender.report(id)).toEqual({ is: 'delivered', bill });

  expect(await sending.sender.report(`SM${'f'.repeat(32)}`)).toBeUndefined();
  sending.world.setFaults({ down: true });
  expect(await sending.sender.report(id)).toBe('unreachable');
  expect(sending.reports.map(({ doing, status }) => [doing, status])).toEqual([
    ['askStatus', 404],
    ['askStatus', 503],
  ]);
});

it('a message without a sender yet has no bill, and one of many segments has as many', async () => {
  const other = await createSending({ sender: { is: 'service', sid: `MG${'2'.repeat(32)}` } });
  const result = await other.sender.send(anSms({ body: 'x'.repeat(200) }));
  const id = result.is === 'accepted' ? result.messageId : '';
  expect(await other.status(id)).toEqual({ is: 'underway' });
  await other.clock.skip(3000);
  expect(await other.status(id)).toMatchObject({ bill: { segments: 2, price: 0.0166 } });
  await other.close();
});

describe('case 11: a message that Twilio accepted without our hearing of it', () => {
  it('is unknown after a time-out, arrives once and is not sent again', async () => {
    await sending.close();
    sending = await createSending({ timeout: 100 });
    sending.world.setFaults({ slowMs: 1000 });
    expect(await sending.send()).toEqual({ is: 'unknown' });
    await sending.clock.skip(60_000);
    expect(sending.world.inbox(secrets.number)).toHaveLength(1);
    expect(sending.world.requests).toBe(1);
    expect(sending.reports).toMatchObject([{ doing: 'send', status: undefined, network: 'ECONNABORTED' }]);
  });

  it('is unknown after the connection was cut, arrives once and is not sent again', async () => {
    sending.world.setFaults({ cut: true });
    expect(await sending.send()).toEqual({ is: 'unknown' });
    await sending.clock.skip(60_000);
    expect(sending.world.inbox(secrets.number)).toHaveLength(1);
    expect(sending.world.requests).toBe(1);
    expect(sending.reports).toMatchObject([{ doing: 'send', status: undefined, network: 'ECONNRESET' }]);
  });
});

describe('case 12: only 20429 is repeated', () => {
  it('until it is accepted, with growing waits', async () => {
    sending.world.setFaults({ busy: 2 });
    expect(await sending.send()).toEqual({ is: 'accepted', messageId });
    expect(sending.waits).toEqual([375, 750]);
    expect(sending.world).toMatchObject({ requests: 3, messages: [{ to: secrets.number }] });
  });

  it('three times at most, then it is refused as busy', async () => {
    sending.world.setFaults({ busy: 10 });
    expect(await sending.send()).toEqual({ is: 'refused', problem: 'busy', code: 20429 });
    expect(sending.world).toMatchObject({ requests: 3, messages: [] });
    expect(sending.reports).toHaveLength(3);
    expect(sending.reports[0]).toMatchObject({ doing: 'send', status: 429, errorCode: 20429 });
  });

  it.each([
    ['down', 503],
    ['htmlError', 502],
  ] as const)('and not a 5xx (%s), which leaves it unknown', async (fault, status) => {
    sending.world.setFaults({ [fault]: true });
    expect(await sending.send()).toEqual({ is: 'unknown' });
    expect(sending.world.requests).toBe(1);
    expect(sending.reports).toEqual([
      { doing: 'send', status, errorCode: undefined, network: undefined, messageId: undefined },
    ]);
  });

  it('and no other quota', async () => {
    const other = await createSending({ sender: { is: 'number', from: '+15005550008' } });
    expect(await other.send()).toEqual({ is: 'refused', problem: 'busy', code: 21611 });
    expect(other.world.requests).toBe(1);
    await other.close();
  });
});

describe('case 13: a refusal is told in the member’s terms', () => {
  it.each([
    ['+15005550001', 'cannotReceive', 21211],
    ['+15005550009', 'cannotReceive', 21614],
    ['+15005550003', 'countryOff', 21408],
    ['+15005550004', 'optedOut', 21610],
    ['+15005550002', 'sender', 21612],
  ])('%s: %s, and %i for the staff', async (to, problem, code) => {
    expect(await sending.send(to)).toEqual({ is: 'refused', problem, code });
    expect(inspect(sending.reports)).not.toContain(to);
    expect(sending.world.requests).toBe(1);
  });

  it('a phone that has replied STOP', async () => {
    sending.world.text(secrets.number, 'STOP');
    expect(await sending.send()).toEqual({ is: 'refused', problem: 'optedOut', code: 21610 });
  });

  it('wrong credentials and a trial account are for the operator to mend', async () => {
    sending.world.credentials = { username: accountSid, password: 'another token' };
    expect(await sending.send()).toEqual({ is: 'refused', problem: 'configuration', code: 20003 });
    sending.world.credentials = undefined;
    sending.world.setFaults({ trial: true });
    expect(await sending.send()).toEqual({ is: 'refused', problem: 'configuration', code: 21608 });
    expect(sending.reports.map(({ status, errorCode }) => [status, errorCode])).toEqual([
      [401, 20003],
      [400, 21608],
    ]);
  });

  it('a sender that is not ours', async () => {
    sending.world.numbers.clear();
    expect(await sending.send()).toEqual({ is: 'refused', problem: 'sender', code: 21606 });
  });

  it('no connection at all means that nothing was sent', async () => {
    const { url } = sending;
    await sending.close();
    sending = await createSending({ apiUrl: url });
    expect(await sending.send()).toEqual({ is: 'refused', asked: false, problem: 'noConnection' });
    expect(sending.reports).toMatchObject([{ network: 'ECONNREFUSED', unsent: true }]);
  });
});

it('case 14: keeps neither the last request nor its answer', async () => {
  const client = createTwilioClient(sending.settings);
  const body = `Your code is ${secrets.code}`;
  await client.messages.create({ from, to: secrets.number, body });
  const kept = inspect(client.httpClient, { depth: 20, showHidden: true });
  for (const secret of Object.values(secrets)) expect(kept).not.toContain(secret);
});

it('case 14: prints nothing, even when Twilio’s own debug log is asked for', async () => {
  vi.stubEnv('TWILIO_LOG_LEVEL', 'debug');
  const print = vi.spyOn(console, 'log');
  const loud = await createSending();
  await loud.send();
  expect(print).not.toHaveBeenCalled();
  await loud.close();
  vi.unstubAllEnvs();
  print.mockRestore();
});
