import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { realClient, serveTwilio } from './served.ts';
import { ask, fieldsOf } from './shape.ts';

let twilio: Awaited<ReturnType<typeof serveTwilio>>;
let client: ReturnType<typeof realClient>;

beforeEach(async () => {
  twilio = await serveTwilio();
  client = realClient(twilio.url);
});
afterEach(() => twilio.close());

const number = '+14155550123';
const british = '+447700900123';
const hello = { from: '+14155550100', to: number, body: 'Hello' };

/** Sends, and waits for the end. */
async function outcome(message: Parameters<typeof client.messages.create>[0]) {
  const { sid } = await client.messages.create(message);
  await twilio.clock.skip(3000);
  return client.messages(sid).fetch();
}

describe('WhatsApp', () => {
  const to = `whatsapp:${number}`;
  const from = 'whatsapp:+14155550101';
  const contentSid = `HX${'4'.repeat(32)}`;
  const template = { to, from, contentSid, contentVariables: JSON.stringify({ 1: '8605' }) };

  it('delivers a template with its variables to the other app, at the price of a message', async () => {
    expect(await outcome(template)).toMatchObject({ status: 'delivered', to, from, price: '-0.00850' });
    expect(twilio.world.inbox(number)).toEqual([]);
    expect(twilio.world.inbox(to)).toMatchObject([
      { body: expect.stringMatching(/^\*8605\* is your verification code/) },
    ]);
  });

  it('takes the templates of the account where a test gives it some', async () => {
    twilio.world.templates = new Map([[contentSid, 'Lantern Bay: {{1}}']]);
    await outcome(template);
    expect(twilio.world.inbox(to)).toMatchObject([{ body: 'Lantern Bay: 8605' }]);
    const other = client.messages.create({ ...template, contentSid: `HX${'5'.repeat(32)}` });
    await expect(other).rejects.toMatchObject({ code: 21655 });
  });

  it.each([
    ['words without a template', 63_016, { to, from, body: 'Your code is 8605' }],
    ['a template without its variable', 63_028, { ...template, contentVariables: '{}' }],
    ['a code longer than templates take', 63_013, { ...template, contentVariables: `{"1":"${'8'.repeat(16)}"}` }],
  ])('%s: taken, and undelivered with %i', async (_, errorCode, message) => {
    expect(await outcome(message)).toMatchObject({ status: 'undelivered', errorCode });
    expect(twilio.world.inbox(to)).toEqual([]);
  });

  it('noWhatsapp: undelivered with 63024; any other code is to order, such as 63003', async () => {
    twilio.world.setFaults({ noWhatsapp: true });
    expect(await outcome(template)).toMatchObject({ status: 'undelivered', errorCode: 63_024 });
    twilio.world.setFaults({ deliveryError: 63_003 });
    expect(await outcome(template)).toMatchObject({ status: 'undelivered', errorCode: 63_003 });
  });

  it('a phone that is off has the message later: sent is its last status', async () => {
    twilio.world.setFaults({ undelivered: true });
    expect(await outcome(template)).toMatchObject({ status: 'sent', errorCode: null });
    expect(twilio.world.inbox(to)).toEqual([]);
  });

  it.each([
    [21910, { ...template, from: '+14155550100' }],
    [21910, { ...template, to: number, contentSid: '', body: 'Hello' }],
    [63007, { ...template, from: 'whatsapp:+14155550199' }],
    [21211, { ...template, to: 'whatsapp:4155550123' }],
    [21655, { ...template, contentSid: 'HX1' }],
    [21656, { ...template, contentVariables: '8605' }],
    [21656, { ...template, contentVariables: '{"1":8605}' }],
    [21602, { to, from, body: '' }],
  ])('refuses with %i', async (code, { contentSid: sid, ...message }: Record<string, string>) => {
    const asked = client.messages.create({ to: '', ...message, ...(sid && { contentSid: sid }) });
    await expect(asked).rejects.toMatchObject({ code, status: 400 });
  });
});

describe('senders', () => {
  it('a name reaches countries that show names, and STOP cannot be replied to it', async () => {
    twilio.world.text(british, 'STOP');
    expect(await outcome({ ...hello, from: 'Lantern Bay', to: british })).toMatchObject({ status: 'delivered' });
    await expect(client.messages.create({ ...hello, to: british })).rejects.toMatchObject({ code: 21610 });
  });

  it.each([
    ['a name to the United States', 21612, { from: 'Lantern' }],
    ['a name to Canada', 21612, { from: 'Lantern', to: '+16135550123' }],
    ['a name of twelve letters', 21212, { from: 'LanternHarbo', to: british }],
    ['a short code abroad', 21612, { from: '38274', to: british }],
    ['a short code of somebody else', 21606, { from: '12345' }],
  ])('%s: %i', async (_, code, change) => {
    await expect(client.messages.create({ ...hello, ...change })).rejects.toMatchObject({ code });
  });

  it('a short code reaches its country, and is listed apart from the numbers', async () => {
    expect(await outcome({ ...hello, from: '38274' })).toMatchObject({ status: 'delivered', from: '38274' });
    expect(await client.api.v2010.accounts.get(client.accountSid).shortCodes.list()).toMatchObject([
      { shortCode: '38274' },
    ]);
  });

  it.each([
    ['+14155550100', number, 30_034],
    ['+18445550100', number, 30_032],
    ['+14155550100', british, null],
    ['+447700900100', number, null],
  ])('unregistered: from %s to %s ends with %s', async (from, to, errorCode) => {
    twilio.world.numbers.add(from);
    twilio.world.setFaults({ unregistered: true });
    expect(await outcome({ ...hello, from, to })).toMatchObject({ errorCode });
  });
});

describe('forgetting a message', () => {
  const early = { code: 20009, status: 409 };

  it('is emptied once it is final: its receiver keeps it', async () => {
    const { sid } = await client.messages.create(hello);
    await expect(client.messages(sid).update({ body: '' })).rejects.toMatchObject(early);
    await twilio.clock.skip(3000);
    expect(await client.messages(sid).update({ body: '' })).toMatchObject({ sid, body: '', status: 'delivered' });
    expect(await client.messages(sid).fetch()).toMatchObject({ body: '', numSegments: '1' });
    expect(twilio.world.inbox(number)).toMatchObject([{ body: 'Hello' }]);
  });

  it('is deleted once it is final, and nobody knows it then', async () => {
    const { sid } = await client.messages.create(hello);
    await twilio.clock.skip(2000);
    await expect(client.messages(sid).remove()).rejects.toMatchObject(early);
    await twilio.clock.skip(1000);
    await client.messages(sid).remove();
    await expect(client.messages(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    await expect(client.messages(sid).remove()).rejects.toMatchObject({ status: 404 });
    expect(await client.messages.list()).toEqual([]);
    expect(twilio.world.inbox(number)).toHaveLength(1);
  });

  it('is final without a receipt as well, but not before its report is due', async () => {
    twilio.world.setFaults({ noReceipt: true, reportAfterMs: 60_000 });
    const { sid } = await client.messages.create(hello);
    await twilio.clock.skip(30_000);
    await expect(client.messages(sid).remove()).rejects.toMatchObject(early);
    await twilio.clock.skip(32_000);
    await client.messages(sid).remove();
  });

  it.each([
    [30_400, { Body: 'Goodbye' }],
    [30_400, { Body: '', Status: 'canceled' }],
    [30_409, { Status: 'canceled' }],
  ])('%i: %j', async (code, form) => {
    const { uri } = await client.messages.create(hello);
    await twilio.clock.skip(3000);
    expect(await ask(twilio.url, uri, form)).toMatchObject({ status: 400, body: { code } });
  });

  it('has the fields of the real one', async () => {
    const { uri } = await client.messages.create(hello);
    const { body } = await ask(twilio.url, uri);
    expect(fieldsOf(body)).toEqual(
      [
        'account_sid api_version body date_created date_sent date_updated direction error_code error_message from messaging_service_sid',
        'num_media num_segments price price_unit sid status subresource_uris subresource_uris.media to uri',
      ]
        .join(' ')
        .split(' '),
    );
  });
});
