import { inspect } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Channel } from '../../src/otp/sms.ts';
import { phone, secrets } from './sending.ts';
import { createVerifying, verificationId } from './verifying.ts';

let verifying: Awaited<ReturnType<typeof createVerifying>>;

beforeEach(async () => {
  verifying = await createVerifying();
});

/** Case 14: whatever came out of it, in the fullest form that a log could give it. */
afterEach(() => {
  const everything = inspect([verifying.outcomes, verifying.reports], { depth: 20, showHidden: true });
  for (const secret of Object.values(secrets)) expect(everything).not.toContain(secret);
});

const statusOf = (messageId: string) => verifying.world.verify.verification(messageId)?.status;

describe('a code that goes out by Verify', () => {
  it.each<[Channel]>([['sms'], ['call'], ['whatsapp']])('is our own, over the channel %s', async (channel) => {
    const messageId = await verifying.sent({ channel });
    expect(verifying.world.verify.verification(messageId)).toMatchObject({
      status: 'pending',
      to: secrets.number,
      channel,
      code: secrets.code,
    });
    expect(verifying.world.verify.attempts()).toMatchObject([{ channel, to: secrets.number }]);
  });

  it.each([
    ['de', 'de'],
    ['es-ES', 'es'],
    ['no', 'nb'],
    ['zh-TW', 'zh-HK'],
    ['en-GB', 'en-GB'],
    // Verify has no texts in Bulgarian: it goes by the number's country.
    ['bg', 'en'],
  ])('is told to a member whose Discord is in %s in %s', async (locale, told) => {
    await verifying.sent({ locale });
    expect(verifying.world.verify.attempts()).toMatchObject([{ locale: told }]);
  });

  it('is followed to its end, with what its channel costs', async () => {
    const messageId = await verifying.sent();
    expect(await verifying.status(messageId)).toMatchObject({ is: 'underway' });
    await verifying.clock.skip(3000);
    expect(await verifying.status(messageId)).toMatchObject({
      is: 'delivered',
      bill: { segments: 1, price: expect.any(Number), currency: 'USD' },
    });
    expect(await verifying.settling.report(messageId)).toMatchObject({ is: 'delivered' });
  });

  it('that does not arrive says why, and staff get the cause', async () => {
    verifying.world.setFaults({ undelivered: true });
    const messageId = await verifying.sent();
    await verifying.clock.skip(3000);
    expect(await verifying.status(messageId)).toMatchObject({ is: 'failed', problem: 'unreachable', code: 30003 });
    expect(verifying.reports).toMatchObject([{ doing: 'deliver', errorCode: 30003, messageId }]);
  });

  it('has arrived where it was typed back, whatever the carrier has said', async () => {
    verifying.world.setFaults({ noReceipt: true });
    const messageId = await verifying.sent();
    await verifying.clock.skip(3000);
    expect(await verifying.status(messageId)).toMatchObject({ is: 'sent' });
    await verifying.settled(messageId, 'approved');
    expect(await verifying.status(messageId)).toMatchObject({ is: 'delivered' });
  });

  it('is underway as long as Twilio reports no attempt, and unknown to it later', async () => {
    const messageId = `VE${'e'.repeat(32)}`;
    expect(await verifying.status(messageId)).toEqual({ is: 'underway' });
    expect(await verifying.settling.report(messageId)).toBeUndefined();
    verifying.world.setFaults({ down: true });
    expect(await verifying.settling.report(messageId)).toBe('unreachable');
  });
});

describe('case 12: a second code is never sent by itself', () => {
  it.each([
    ['down', { down: true }],
    ['a bad gateway', { htmlError: true }],
    ['cut', { cut: true }],
  ] as const)('%s: unknown, and asked for once', async (_name, fault) => {
    verifying.world.setFaults(fault);
    expect(await verifying.send()).toEqual({ is: 'unknown' });
    expect(verifying.world.verify.attempts().length).toBeLessThanOrEqual(1);
    expect(verifying.reports.filter(({ doing }) => doing === 'send')).toHaveLength(1);
  });

  it('a time-out: the code goes out once', async () => {
    verifying = await createVerifying({ timeout: 200 });
    verifying.world.setFaults({ slowMs: 1000 });
    expect(await verifying.send()).toEqual({ is: 'unknown' });
    expect(verifying.world.verify.attempts()).toHaveLength(1);
  });

  it('too many requests: repeated, since Twilio has not looked at them', async () => {
    const first = await verifying.sent();
    verifying.world.setFaults({ busy: 2 });
    expect(await verifying.send()).toEqual({ is: 'accepted', messageId: verificationId });
    expect(verifying.world.verify.attempts()).toHaveLength(2);
    expect(statusOf(first)).toBe('canceled');
  });

  it('no connection: certainly not sent', async () => {
    await verifying.close();
    expect(await verifying.send()).toEqual({ is: 'refused', asked: false, problem: 'noConnection' });
  });
});

describe('a new code for a number', () => {
  it('ends the verification that is pending first: else Twilio would send its code again', async () => {
    const first = await verifying.sent({ code: '804276' });
    const second = await verifying.sent({ code: '331942' });
    expect(second).not.toBe(first);
    expect(statusOf(first)).toBe('canceled');
    expect(verifying.world.verify.verification(second)).toMatchObject({ status: 'pending', code: '331942' });
  });

  it('also where nobody knows of the one before: its answer was lost, or another member had asked for it', async () => {
    verifying.world.setFaults({ cut: true });
    await verifying.send();
    verifying.world.clearFaults();
    const [lost] = verifying.world.verify.verifications();
    const messageId = await verifying.sent({ code: '331942' });
    expect(statusOf(lost?.sid ?? '')).toBe('canceled');
    expect(verifying.world.verify.verification(messageId)).toMatchObject({ code: '331942' });
  });

  it('over another channel is another attempt, with a code of its own', async () => {
    await verifying.sent({ code: '804276' });
    const messageId = await verifying.sent({ code: '331942', channel: 'call' });
    expect(verifying.world.verify.verification(messageId)).toMatchObject({ channel: 'call', code: '331942' });
  });

  it('is sent more often than five times in ten minutes', async () => {
    for (let count = 0; count < 8; count += 1) await verifying.sent();
    expect(verifying.world.verify.verifications().filter(({ status }) => status === 'pending')).toHaveLength(1);
  });
});

describe('case 13: what Verify refuses is told in the member’s terms', () => {
  it('own codes are off', async () => {
    verifying.world.verify.updateService(verifying.service.sid, { customCodeEnabled: false });
    expect(await verifying.send()).toEqual({ is: 'refused', problem: 'configuration', code: 60204 });
  });

  it('a country that is off', async () => {
    verifying.world.countriesOff.add('+1');
    expect(await verifying.send()).toEqual({ is: 'refused', problem: 'countryOff', code: 60605 });
  });

  it('a landline', async () => {
    verifying.world.verify.updateService(verifying.service.sid, { lookupEnabled: true, skipSmsToLandlines: true });
    verifying.world.setFaults({ landline: true });
    expect(await verifying.send()).toEqual({ is: 'refused', problem: 'cannotReceive', code: 60205 });
  });

  it('no WhatsApp sender', async () => {
    verifying.world.verify.updateService(verifying.service.sid, { whatsappFrom: null });
    expect(await verifying.send({ channel: 'whatsapp' })).toEqual({ is: 'refused', problem: 'noSender', code: 68008 });
  });

  it('a channel that is off', async () => {
    verifying.world.verify.channelsOff.add('call');
    expect(await verifying.send({ channel: 'call' })).toEqual({
      is: 'refused',
      problem: 'configuration',
      code: 60223,
    });
  });

  it('a number that is none is the number’s fault, and no other parameter is', async () => {
    expect(await verifying.send({ to: phone('+1555') })).toEqual({
      is: 'refused',
      problem: 'cannotReceive',
      code: 60200,
    });
    expect(await verifying.send({ code: '12' })).toEqual({ is: 'refused', problem: 'configuration', code: 60200 });
  });

  it('a service that is gone', async () => {
    verifying.world.verify.removeService(verifying.service.sid);
    expect(await verifying.send()).toEqual({ is: 'refused', problem: 'configuration', code: 20404 });
  });

  it.each([
    [403, 60238, 'filtered'],
    [403, 60410, 'filtered'],
    [429, 60203, 'busy'],
    [429, 60212, 'busy'],
    [429, 60202, 'busy'],
    [403, 60220, 'countryOff'],
  ] as const)('%i with %i is %s, and not asked for again', async (status, code, problem) => {
    verifying.world.setFaults({ refusal: { status, code } });
    expect(await verifying.send()).toEqual({ is: 'refused', problem, code });
    expect(verifying.world.verify.attempts()).toEqual([]);
  });
});

it('what was sent before the operator went over to Verify keeps its end, its price, and is deleted', async () => {
  const { messageId } = await verifying.byNumber();
  await verifying.clock.skip(3000);
  expect(await verifying.settling.report(messageId)).toMatchObject({ is: 'delivered', bill: { price: 0.0083 } });
  await verifying.clock.skip(60_000);
  await verifying.settling.tellDue();
  await verifying.settling.tellDue();
  expect(verifying.world.message(messageId)).toMatchObject({ isDeleted: true });
});
