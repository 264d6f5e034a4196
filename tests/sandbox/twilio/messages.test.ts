import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { accountSid, realClient, serveTwilio, token } from './served.ts';

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

describe('sending', () => {
  it('answers a new message as queued, with the fields of the real one', async () => {
    const message = await client.messages.create(hello);
    expect(message).toMatchObject({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: 'queued',
      direction: 'outbound-api',
      ...hello,
      numSegments: '1',
      numMedia: '0',
      price: null,
      errorCode: null,
      errorMessage: null,
      accountSid,
      dateSent: null,
    });
    expect(message.dateCreated).toEqual(new Date(twilio.clock.now()));
    expect(message.uri).toBe(`/2010-04-01/Accounts/${accountSid}/Messages/${message.sid}.json`);
  });

  it('moves by the clock: sending, sent, delivered; the phone gets it last', async () => {
    const { sid } = await client.messages.create(hello);
    const seen: string[] = [];
    for (let second = 0; second < 4; second++) {
      seen.push((await client.messages(sid).fetch()).status);
      expect(twilio.world.inbox(to)).toHaveLength(second < 3 ? 0 : 1);
      await twilio.clock.skip(1000);
    }
    expect(seen).toEqual(['queued', 'sending', 'sent', 'delivered']);
    expect(await client.messages(sid).fetch()).toMatchObject({ price: '-0.00830', dateSent: expect.any(Date) });
  });

  it('lets a Messaging Service pick the sender later', async () => {
    const messagingServiceSid = `MG${'2'.repeat(32)}`;
    const message = await client.messages.create({ messagingServiceSid, to, body: 'Hello' });
    expect(message).toMatchObject({ status: 'accepted', from: null, numSegments: '0', messagingServiceSid });
    await twilio.clock.skip(1000);
    expect(await client.messages(message.sid).fetch()).toMatchObject({ status: 'sending', from, numSegments: '1' });
  });

  it.each([
    ['160 GSM-7 characters', 'x'.repeat(160), '1'],
    ['161 GSM-7 characters', 'x'.repeat(161), '2'],
    ['an extension character, which counts twice', `${'x'.repeat(159)}€`, '2'],
    ['70 UCS-2 characters', 'ж'.repeat(70), '1'],
    ['71 UCS-2 characters', 'ж'.repeat(71), '2'],
  ])('counts the segments of %s', async (_, body, numSegments) => {
    expect(await client.messages.create({ ...hello, body })).toMatchObject({ numSegments });
  });

  it.each([
    [21604, { ...hello, to: '' }],
    [21603, { to, body: 'Hello' }],
    [21602, { ...hello, body: '' }],
    [21617, { ...hello, body: 'x'.repeat(1601) }],
    [90007, { ...hello, validityPeriod: 36_001 }],
    [90007, { ...hello, validityPeriod: 0 }],
    [90014, { ...hello, validityPeriod: 1.5 }],
    [21211, { ...hello, to: '4155550123' }],
    [21606, { ...hello, from: '+14155550199' }],
    [21212, { ...hello, from: '+15005550001' }],
    [21606, { ...hello, from: '+15005550007' }],
    [21611, { ...hello, from: '+15005550008' }],
    [21211, { ...hello, to: '+15005550001' }],
    [21612, { ...hello, to: '+15005550002' }],
    [21408, { ...hello, to: '+15005550003' }],
    [21610, { ...hello, to: '+15005550004' }],
    [21614, { ...hello, to: '+15005550009' }],
  ])('refuses with %i', async (code, message) => {
    await expect(client.messages.create(message)).rejects.toMatchObject({
      code,
      status: 400,
      moreInfo: `https://www.twilio.com/docs/errors/${code}`,
    });
    expect(twilio.world.messages).toEqual([]);
  });

  it('refuses a phone that has replied STOP until it replies START', async () => {
    twilio.world.text(to, ' stop ');
    await expect(client.messages.create(hello)).rejects.toMatchObject({ code: 21610 });
    twilio.world.text(to, 'START');
    await expect(client.messages.create(hello)).resolves.toMatchObject({ status: 'queued' });
  });

  it('refuses a country that is off', async () => {
    twilio.world.countriesOff.add('+44');
    await expect(client.messages.create({ ...hello, to: '+447700900123' })).rejects.toMatchObject({ code: 21408 });
  });
});

describe('reading', () => {
  it('lists the messages to a number, newest first, page by page', async () => {
    for (let n = 1; n <= 5; n++) await client.messages.create({ ...hello, body: `Hello ${n}` });
    await client.messages.create({ ...hello, to: '+14155550177' });
    const listed = await client.messages.list({ to, pageSize: 2 });
    expect(listed.map((message) => message.body)).toEqual(['Hello 5', 'Hello 4', 'Hello 3', 'Hello 2', 'Hello 1']);
  });

  it('knows the account, its numbers and its services', async () => {
    expect(await client.api.v2010.accounts(accountSid).fetch()).toMatchObject({ status: 'active', type: 'Full' });
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: from })).toMatchObject([{ phoneNumber: from }]);
    expect(await client.incomingPhoneNumbers.list({ phoneNumber: '+14155550199' })).toEqual([]);
  });

  it('says that a message does not exist', async () => {
    await expect(client.messages(`SM${'0'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
  });

  it('names what it does not implement', async () => {
    await expect(client.messages.create({ ...hello, statusCallback: 'https://example.com' })).rejects.toMatchObject({
      status: 501,
      message: 'The sandbox does not implement the field StatusCallback of a message',
    });
    await expect(client.queues.list()).rejects.toMatchObject({
      status: 501,
      message: expect.stringMatching(/ GET \/2010-04-01\/.*Queues\.json/),
    });
  });
});

describe('credentials', () => {
  it('lets in an API key with its secret', async () => {
    const withKey = realClient(twilio.url, `SK${'3'.repeat(32)}`, 'a-plainly-fictional-secret');
    await expect(withKey.messages.create(hello)).resolves.toMatchObject({ status: 'queued' });
  });

  it('refuses a wrong token, another account and a malformed user name', async () => {
    twilio.world.credentials = { username: accountSid, password: 'another token' };
    const denied = { status: 401, code: 20003 };
    await expect(client.messages.create(hello)).rejects.toMatchObject(denied);
    twilio.world.credentials = undefined;
    const other = realClient(twilio.url, `AC${'9'.repeat(32)}`, token);
    await expect(other.messages.create(hello)).rejects.toMatchObject(denied);
    await expect(realClient(twilio.url, 'someone').messages.create(hello)).rejects.toMatchObject(denied);
  });
});
