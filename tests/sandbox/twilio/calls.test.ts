import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTwiml } from '../../../sandbox/twilio/calls/twiml.ts';
import { accountSid, realClient, serveTwilio } from './served.ts';
import { ask } from './shape.ts';

let twilio: Awaited<ReturnType<typeof serveTwilio>>;
let client: ReturnType<typeof realClient>;

beforeEach(async () => {
  twilio = await serveTwilio();
  client = realClient(twilio.url);
});
afterEach(() => twilio.close());

const from = '+14155550100';
const to = '+14155550123';
const twiml =
  '<Response><Say language="en-US">Your code is 8, 6, 0, 5.</Say><Pause length="2"/><Say>Goodbye.</Say></Response>';
const place = (more = {}) => client.calls.create({ from, to, twiml, ...more });
const status = async (sid: string) => (await client.calls(sid).fetch()).status;
const spoken = (sid: string) =>
  twilio.world.calls
    .get(sid)
    ?.said.map(({ text }) => text)
    .join(' ');

describe('a call', () => {
  it('is answered as queued, with the fields of the real one', async () => {
    const call = await place();
    expect(call).toMatchObject({
      sid: expect.stringMatching(/^CA[0-9a-f]{32}$/),
      accountSid,
      status: 'queued',
      direction: 'outbound-api',
      to,
      toFormatted: '(415) 555-0123',
      from,
      price: null,
      duration: null,
      answeredBy: null,
      dateCreated: new Date(twilio.clock.now()),
    });
    const { body } = await ask(twilio.url, call.uri);
    expect(Object.keys(body).toSorted()).toEqual(
      [
        'account_sid answered_by api_version caller_name date_created date_updated direction duration end_time forwarded_from from',
        'from_formatted group_sid parent_call_sid phone_number_sid price price_unit queue_time sid start_time status subresource_uris',
        'to to_formatted trunk_sid uri',
      ]
        .join(' ')
        .split(' '),
    );
  });

  it('rings, is answered, speaks by the clock and ends with its last word', async () => {
    const { sid } = await place();
    await twilio.clock.skip(1000);
    expect(await status(sid)).toBe('ringing');
    twilio.world.calls.answer(sid);
    expect(await status(sid)).toBe('in-progress');
    await twilio.clock.skip(1500);
    expect(spoken(sid)).toBe('Your code is 8,');
    await twilio.clock.skip(10_000);
    expect(spoken(sid)).toBe('Your code is 8, 6, 0, 5. Goodbye.');
    expect(await client.calls(sid).fetch()).toMatchObject({ status: 'completed', price: '-0.01400', priceUnit: 'USD' });
    expect(Number((await client.calls(sid).fetch()).duration)).toBeGreaterThan(5);
  });

  it.each([
    ['declined', 'busy', () => twilio.world.calls.decline(twilio.world.calls.all()[0]?.sid ?? '')],
    ['not answered', 'no-answer', () => twilio.clock.skip(25_000)],
  ])('%s is %s, and costs nothing', async (_, expected, then) => {
    const { sid } = await place({ timeout: 20 });
    await twilio.clock.skip(1000);
    await then();
    expect(await client.calls(sid).fetch()).toMatchObject({ status: expected, price: null, duration: null });
  });

  it('rings five seconds longer than it was told to, as the real one may', async () => {
    const { sid } = await place({ timeout: 20 });
    await twilio.clock.skip(25_999);
    expect(await status(sid)).toBe('ringing');
    await twilio.clock.skip(1);
    expect(await status(sid)).toBe('no-answer');
  });

  it('ends when somebody hangs up, and at its time limit', async () => {
    for (const end of [twilio.world.calls.hangUp, () => twilio.clock.skip(2000)]) {
      const { sid } = await place({ timeLimit: 2 });
      await twilio.clock.skip(1000);
      twilio.world.calls.answer(sid);
      await end(sid);
      expect(await status(sid)).toBe('completed');
    }
  });

  it.each([
    ['busyLine', 'busy'],
    ['undelivered', 'no-answer'],
  ])('%s: %s', async (fault, expected) => {
    twilio.world.setFaults({ [fault]: true });
    const { sid } = await place();
    await twilio.clock.skip(1000);
    expect(await status(sid)).toBe(expected);
  });

  it('noAnswer: it rings, and nobody can answer', async () => {
    twilio.world.setFaults({ noAnswer: true });
    const { sid } = await place({ timeout: 10 });
    await twilio.clock.skip(1000);
    twilio.world.calls.answer(sid);
    expect(await status(sid)).toBe('ringing');
    await twilio.clock.skip(15_000);
    expect(await status(sid)).toBe('no-answer');
  });

  it('voicemail: a machine answers, and Twilio tells where it was asked to', async () => {
    twilio.world.setFaults({ voicemail: true });
    const told = await place({ machineDetection: 'Enable' });
    const untold = await place();
    await twilio.clock.skip(60_000);
    expect(await client.calls(told.sid).fetch()).toMatchObject({ status: 'completed', answeredBy: 'machine_start' });
    expect(await client.calls(untold.sid).fetch()).toMatchObject({ status: 'completed', answeredBy: null });
    expect(spoken(untold.sid)).toContain('8, 6, 0, 5.');
  });
});

describe('refusals', () => {
  it.each([
    [21201, { to: '' }],
    [21213, { from: '' }],
    [21205, { twiml: '' }],
    [32018, { twiml: `<Response><Say>${'x'.repeat(4000)}</Say></Response>` }],
    [21208, { timeout: 601 }],
    [21211, { to: '4155550123' }],
    [21217, { to: '+999123456789' }],
    [21210, { from: '+14155550199' }],
    [21212, { from: 'Lantern' }],
    [21212, { from: '+15005550001' }],
    [21217, { to: '+15005550001' }],
    [21214, { to: '+15005550002' }],
    [21215, { to: '+15005550003' }],
    [21216, { to: '+15005550004' }],
    [20001, { machineDetection: 'Guess' }],
  ])('%i', async (code, change) => {
    await expect(place(change)).rejects.toMatchObject({ code, status: 400 });
    expect(twilio.world.calls.all()).toEqual([]);
  });

  it('a country that is off, a trial account, and whatever one wants to hear', async () => {
    twilio.world.countriesOff.add('+1');
    await expect(place()).rejects.toMatchObject({ code: 21215 });
    twilio.world.countriesOff.clear();
    twilio.world.setFaults({ trial: true });
    await expect(place()).rejects.toMatchObject({ code: 21219 });
    twilio.world.setFaults({ trial: false, refusal: { status: 400, code: 13_224 } });
    await expect(place()).rejects.toMatchObject({ code: 13_224 });
  });

  it('names the fields that it does not know', async () => {
    await expect(place({ record: true })).rejects.toMatchObject({ status: 501 });
  });
});

describe('what is done to a call', () => {
  it('is canceled before it is answered, and only then', async () => {
    const { sid } = await place();
    expect(await client.calls(sid).update({ status: 'canceled' })).toMatchObject({ status: 'canceled' });
    await expect(client.calls(sid).update({ status: 'completed' })).rejects.toMatchObject({ code: 21220 });
  });

  it('is deleted once it is over, and then nobody knows it', async () => {
    const { sid } = await place();
    await expect(client.calls(sid).remove()).rejects.toMatchObject({ code: 20009, status: 409 });
    await client.calls(sid).update({ status: 'completed' });
    await client.calls(sid).remove();
    await expect(client.calls(sid).fetch()).rejects.toMatchObject({ status: 404, code: 20404 });
    expect(await client.calls.list({ to })).toEqual([]);
    expect(twilio.world.calls.get(sid), 'the phone still shows it').toMatchObject({ isDeleted: true });
  });

  it('is listed by its status', async () => {
    const { sid } = await place();
    await place();
    await client.calls(sid).update({ status: 'completed' });
    expect(await client.calls.list({ status: 'canceled' })).toMatchObject([{ sid }]);
  });
});

describe('TwiML', () => {
  const say = (inner: string) => `<Response>${inner}</Response>`;

  it.each([
    say('<Say>Hello</Say><Hangup/>'),
    `<?xml version="1.0" encoding="UTF-8"?>\n${say('\n  <Say voice="Polly.Vicki-Neural" language="de-DE">Hallo</Say>\n')}`,
    say('<Say voice="Google.pl-PL-Standard-A">Cześć &amp; hej</Say>'),
    say(
      '<Say voice="Polly.Joanna"><prosody rate="slow"><say-as interpret-as="digits">86</say-as></prosody><break time="1s"/></Say>',
    ),
  ])('takes %j', (source) => {
    expect(readTwiml(source)).toMatchObject({ warning: null });
  });

  it.each([
    [12_100, 'Hello'],
    [12_100, '<Response><Say>Hello</Response>'],
    [12_100, say('<Say>Rock & roll</Say>')],
    [12_100, say('<Say language=en-US>Hello</Say>')],
    [12_100, `${say('')}${say('')}`],
    [12_200, '<Reply><Say>Hello</Say></Reply>'],
    [12_200, say('<Whisper>Hello</Whisper>')],
    [12_200, say('<Say speed="2">Hello</Say>')],
    [12_200, say('Hello')],
    [12_200, say('<Say><break time="1s"/>Hello</Say>')],
    [12_200, say('<Say voice="Polly.Joanna"><blink>Hello</blink></Say>')],
    [13_511, say('<Say language="xx-XX">Hello</Say>')],
    [13_511, say('<Say voice="Polly.Vicki" language="en-US">Hello</Say>')],
    [13_511, say('<Say voice="man" language="pl-PL">Hello</Say>')],
    [13_512, say('<Say voice="Polly.Nobody">Hello</Say>')],
    [13_510, say('<Say loop="often">Hello</Say>')],
    [13_520, say('<Say> </Say>')],
    [13_910, say('<Pause length="0"/>')],
  ])('%i: %j', (warning, source) => {
    expect(readTwiml(source)).toMatchObject({ warning });
  });

  it('is spoken as an error where it is wrong, and the call is taken all the same', async () => {
    const { sid } = await place({ twiml: '<Response><Say>Hello' });
    await twilio.clock.skip(1000);
    twilio.world.calls.answer(sid);
    await twilio.clock.skip(10_000);
    expect(spoken(sid)).toContain('application error');
    expect(twilio.world.calls.get(sid)).toMatchObject({ status: 'completed', warning: 12_100 });
  });

  it('brings over whatever text is escaped in it', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }).filter((text) => /\S/.test(text)),
        (text) => {
          const escaped = text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
          expect(readTwiml(say(`<Say>${escaped}</Say>`)).script.steps).toMatchObject([{ text: text.trim() }]);
        },
      ),
    );
  });
});
