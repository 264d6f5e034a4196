import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { anSms, createSending, from, phone, secrets } from './sending.ts';

const template = `HX${'4'.repeat(32)}`;
const twiml = '<Response><Say language="en-US">Your code is 8, 0, 4, 2, 7, 6.</Say></Response>';

let sending: Awaited<ReturnType<typeof createSending>>;
const start = async (change = {}) => {
  sending = await createSending({ calls: { from }, whatsapp: { own: { from, template } }, ...change });
  sending.world.whatsappSenders.add(from);
};
beforeEach(() => start());
afterEach(() => sending.close().catch(() => undefined));

const call = () => sending.sender.send(anSms({ channel: 'call', body: twiml }));
const whatsapp = () => sending.sender.send(anSms({ channel: 'whatsapp' }));

async function placed(): Promise<string> {
  const result = await call();
  if (result.is !== 'accepted') throw new Error(JSON.stringify(result));
  return result.messageId;
}

describe('a call from our own number', () => {
  it('says what it is given, rings for half a minute at most, and is followed to its end and its price', async () => {
    const messageId = await placed();
    expect(messageId).toMatch(/^CA[0-9a-f]{32}$/);
    expect(sending.world.calls.get(messageId)).toMatchObject({ from, to: secrets.number, timeout: 25, timeLimit: 60 });
    expect(await sending.status(messageId)).toMatchObject({ is: 'underway' });
    await sending.clock.skip(1000);
    sending.world.calls.answer(messageId);
    expect(await sending.status(messageId)).toMatchObject({ is: 'sent' });
    await sending.clock.skip(60_000);
    const bill = { segments: 1, price: expect.any(Number), currency: 'USD' };
    expect(await sending.status(messageId)).toEqual({ is: 'delivered', bill });
    expect(await sending.sender.report(messageId)).toEqual({ is: 'delivered', bill });
  });

  it('that nobody answers is told as such', async () => {
    const messageId = await placed();
    await sending.clock.skip(60_000);
    expect(await sending.status(messageId)).toMatchObject({ is: 'failed', problem: 'noAnswer' });
  });

  it('that is declined is told as a busy line', async () => {
    const messageId = await placed();
    await sending.clock.skip(1000);
    sending.world.calls.decline(messageId);
    expect(await sending.status(messageId)).toMatchObject({ is: 'failed', problem: 'lineBusy' });
  });

  it.each([
    ['+15005550001', 'cannotReceive', 21217],
    ['+15005550003', 'countryOff', 21215],
  ])('to %s is refused: %s', async (to, problem, code) => {
    const result = await sending.sender.send(anSms({ channel: 'call', to: phone(to), body: twiml }));
    expect(result).toEqual({ is: 'refused', problem, code });
  });

  it.each([
    ['down', { down: true }, 0],
    ['cut', { cut: true }, 1],
  ] as const)('case 12: is not placed again by itself: %s', async (_name, fault, calls) => {
    sending.world.setFaults(fault);
    expect(await call()).toEqual({ is: 'unknown' });
    expect(sending.world.calls.all()).toHaveLength(calls);
    expect(sending.world.requests).toBe(1);
  });
});

describe('a WhatsApp message from our own sender', () => {
  it('is the template, with the code as its variable', async () => {
    expect(await whatsapp()).toMatchObject({ is: 'accepted', messageId: expect.stringMatching(/^SM/) });
    expect(sending.world.messages).toMatchObject([{ to: `whatsapp:${secrets.number}` }]);
    expect(sending.world.messages[0]?.body).toContain(secrets.code);
  });

  it('from a number that is no such sender is for the operator to mend', async () => {
    sending.world.whatsappSenders.clear();
    expect(await whatsapp()).toMatchObject({ is: 'refused', problem: 'configuration', code: 63007 });
  });

  it.each([
    ['down', { down: true }, 0],
    ['cut', { cut: true }, 1],
  ] as const)('case 12: is not sent again by itself: %s', async (_name, fault, messages) => {
    sending.world.setFaults(fault);
    expect(await whatsapp()).toEqual({ is: 'unknown' });
    expect(sending.world.messages).toHaveLength(messages);
    expect(sending.world.requests).toBe(1);
  });
});

it('a channel without a sender is refused without asking Twilio', async () => {
  await sending.close();
  sending = await createSending();
  const refused = { is: 'refused', problem: 'noSender', asked: false };
  expect([await call(), await whatsapp()]).toEqual([refused, refused]);
  expect(sending.world.requests).toBe(0);
});
