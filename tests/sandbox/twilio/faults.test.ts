import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountSid, realClient, serveTwilio } from './served.ts';

let twilio: Awaited<ReturnType<typeof serveTwilio>>;
let client: ReturnType<typeof realClient>;

beforeEach(async () => {
  twilio = await serveTwilio();
  client = realClient(twilio.url);
});
afterEach(() => twilio.close());

const from = '+14155550100';
const to = '+14155550123';
const hello = { from, to, body: 'Hello from the lighthouse' };

describe('faults', () => {
  it.each([
    ['undelivered', 30003],
    ['landline', 30006],
  ])('%s: accepted, then undelivered with %i, and no phone rings', async (fault, errorCode) => {
    twilio.world.setFaults({ [fault]: true });
    const { sid } = await client.messages.create(hello);
    await twilio.clock.skip(3000);
    expect(await client.messages(sid).fetch()).toMatchObject({ status: 'undelivered', errorCode });
    expect(twilio.world.inbox(to)).toEqual([]);
  });

  it('noReceipt: the phone rings, but sent stays the last status', async () => {
    twilio.world.setFaults({ noReceipt: true });
    const { sid } = await client.messages.create(hello);
    await twilio.clock.skip(60_000);
    expect(await client.messages(sid).fetch()).toMatchObject({ status: 'sent' });
    expect(twilio.world.inbox(to)).toHaveLength(1);
  });

  it.each([
    ['down', 503],
    ['htmlError', 502],
  ])('%s: a page with %i instead of an answer, and nothing processed', async (fault, status) => {
    twilio.world.setFaults({ [fault]: true });
    const error = await client.messages.create(hello).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ status });
    expect(error).not.toHaveProperty('code');
    expect(twilio.world.messages).toEqual([]);
  });

  it('busy: so many answers of 20429, then as before', async () => {
    twilio.world.setFaults({ busy: 1 });
    await expect(client.messages.create(hello)).rejects.toMatchObject({ status: 429, code: 20429 });
    await expect(client.messages.create(hello)).resolves.toMatchObject({ status: 'queued' });
    expect(twilio.world).toMatchObject({ requests: 2, messages: [hello] });
  });

  it('cut: processed, then the connection breaks', async () => {
    twilio.world.setFaults({ cut: true });
    await expect(client.messages.create(hello)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(twilio.world.messages).toMatchObject([hello]);
  });

  it('slowMs: processed at once, answered late', async () => {
    twilio.world.setFaults({ slowMs: 200 });
    const processed = new Promise<void>((resolve) => {
      twilio.world.subscribe(() => twilio.world.messages.length > 0 && resolve());
    });
    let answered = false;
    const answer = client.messages.create(hello).then(() => {
      answered = true;
    });
    await processed;
    expect(answered).toBe(false);
    await answer;
  });

  it('trial: refuses every number that is not verified by hand', async () => {
    twilio.world.setFaults({ trial: true });
    await expect(client.messages.create(hello)).rejects.toMatchObject({ code: 21608 });
    expect(await client.api.v2010.accounts(accountSid).fetch()).toMatchObject({ type: 'Trial' });
  });
});

describe('what happens later, or to the whole account', () => {
  const service = { messagingServiceSid: `MG${'2'.repeat(32)}`, to, body: 'Hello' };

  it.each([
    ['delivered', { reportAfterMs: 600_000 }, null, 1],
    ['undelivered', { reportAfterMs: 600_000, deliveryError: 30003 }, 30003, 0],
    ['undelivered', { reportAfterMs: 600_000, deliveryError: 39999 }, 39999, 0],
  ])('reportAfterMs: sent for ten minutes, then %s', async (status, faults, errorCode, rings) => {
    twilio.world.setFaults(faults);
    const { sid } = await client.messages.create(hello);
    await twilio.clock.skip(601_999);
    expect(await client.messages(sid).fetch()).toMatchObject({ status: 'sent', errorCode: null });
    expect(twilio.world.inbox(to), 'the phone has it as soon as ever').toHaveLength(rings);
    await twilio.clock.skip(1);
    expect(await client.messages(sid).fetch()).toMatchObject({ status, errorCode });
  });

  it('refusal: whatever one wants to hear', async () => {
    twilio.world.setFaults({ refusal: { status: 400, code: 21999 } });
    await expect(client.messages.create(hello)).rejects.toMatchObject({ status: 400, code: 21999 });
    expect(twilio.world.messages).toEqual([]);
  });

  it('noSender: a Messaging Service without a number, and a number that is not ours', async () => {
    twilio.world.setFaults({ noSender: true });
    await expect(client.messages.create(service)).rejects.toMatchObject({ status: 400, code: 21704 });
    await expect(client.messages.create(hello)).rejects.toMatchObject({ status: 400, code: 21606 });
    expect(await client.incomingPhoneNumbers.list()).toEqual([]);
  });

  it('dailyCap: 429 with 63038 until midnight, UTC', async () => {
    twilio.world.setFaults({ dailyCap: 1 });
    await client.messages.create(hello);
    await expect(client.messages.create(hello)).rejects.toMatchObject({ status: 429, code: 63038 });
    await twilio.clock.skip(86_400_000 - (twilio.clock.now() % 86_400_000));
    await expect(client.messages.create(hello)).resolves.toMatchObject({ status: 'queued' });
  });

  it('dropped: the connection breaks, and nothing was processed', async () => {
    twilio.world.setFaults({ dropped: true });
    await expect(client.messages.create(hello)).rejects.toMatchObject({ code: 'ECONNRESET' });
    expect(twilio.world.messages).toEqual([]);
  });
});
