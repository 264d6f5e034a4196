import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../src/otp/sms.ts';
import type { TwilioSettings } from '../../src/sms/settings.ts';
import { createSettling } from '../../src/sms/settling.ts';
import { createTwilioSender } from '../../src/sms/twilio.ts';
import { freshDatabase, openOn } from '../storage/support.ts';
import { memberOf } from '../support/verifier.ts';
import { anSms, createSending, from, secrets } from './sending.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const template = `HX${'4'.repeat(32)}`;
const member = memberOf(1);

async function createPlace(change: Partial<TwilioSettings> = {}) {
  const sending = await createSending();
  onTestFinished(() => sending.close().catch(() => undefined));
  const { world, clock, reports } = sending;
  world.whatsappSenders.add(from);
  const settings: TwilioSettings = {
    ...sending.settings,
    calls: { from },
    whatsapp: { own: { from, template } },
    forgets: true,
    ...change,
  };
  const stores = await openOn(await freshDatabase(), { clock });
  const { carrierTasks: tasks, journal } = stores;
  const kept: string[] = [];
  const errors: unknown[] = [];
  const sender = createTwilioSender(settings, { clock, random: () => 0, report: (one) => reports.push(one) });
  const onError = (error: unknown) => errors.push(error);
  const settling = createSettling({ sender, tasks, clock, onError, onKept: (messageId) => kept.push(messageId) });
  return {
    ...sending,
    settling,
    journal,
    kept,
    errors,
    left: () => tasks.due(Number.MAX_SAFE_INTEGER / 2, 100),
    /** Sends, and writes it down as a bot does. */
    async sent(channel: Channel = 'sms', body = 'Hello') {
      const result = await settling.send(anSms({ channel, body }));
      if (result.is !== 'accepted') throw new Error(JSON.stringify(result));
      const { messageId } = result;
      await journal.write({ ...member, at: clock.now(), what: 'sent', country: 'US', messageId });
      return messageId;
    },
    billed: (messageId: string) =>
      journal.bill({ ...member, messageId }, { segments: 1, price: 0.0083, currency: 'USD' }),
    /** Lets time pass as a bot does that looks every so often. */
    async pass(ms: number, every = MINUTE) {
      for (let passed = 0; passed < ms; passed += every) {
        await clock.skip(every);
        await settling.tellDue();
      }
    },
  };
}

let place: Awaited<ReturnType<typeof createPlace>>;
beforeEach(async () => {
  place = await createPlace();
});

const sms = (messageId: string) => place.world.message(messageId);

describe('an SMS', () => {
  it('is emptied once it is final, and deleted once its price is known here', async () => {
    const messageId = await place.sent();
    await place.pass(MINUTE);
    expect(sms(messageId)).toMatchObject({ isRedacted: true, isDeleted: false });
    await place.pass(2 * HOUR, HOUR);
    expect(sms(messageId)).toMatchObject({ isDeleted: false });
    await place.billed(messageId);
    await place.pass(HOUR, HOUR);
    expect(sms(messageId)).toMatchObject({ isDeleted: true });
    expect(await place.left()).toEqual([]);
    expect([place.kept, place.errors, place.reports]).toEqual([[], [], []]);
  });

  it('that is not final yet waits, at growing gaps', async () => {
    place.world.setFaults({ reportAfterMs: 3 * HOUR });
    const messageId = await place.sent();
    const { requests } = place.world;
    await place.pass(2 * HOUR);
    expect(place.world.requests - requests).toBeLessThan(9);
    expect(sms(messageId)).toMatchObject({ isRedacted: false });
    expect(place.reports).toEqual([]);
  });

  it('keeps its price and its end, as they were heard before it was deleted', async () => {
    const messageId = await place.sent();
    await place.pass(MINUTE);
    expect(await place.settling.report(messageId)).toMatchObject({ is: 'delivered', bill: { price: 0.0083 } });
  });

  it('whose member had their data deleted is deleted without waiting for a price', async () => {
    const messageId = await place.sent();
    await place.journal.forget(member);
    await place.pass(2 * MINUTE);
    expect(sms(messageId)).toMatchObject({ isDeleted: true });
  });

  it('that somebody has deleted in the console is done', async () => {
    const messageId = await place.sent();
    await place.clock.skip(MINUTE);
    place.world.forget(messageId, 'message');
    await place.settling.tellDue();
    expect(await place.left()).toEqual([]);
  });
});

describe('what cannot be deleted', () => {
  it('is tried again for a day, and then named by its sid alone', async () => {
    const messageId = await place.sent();
    place.world.setFaults({ down: true });
    await place.pass(24 * HOUR, 10 * MINUTE);
    expect(place.kept).toEqual([messageId]);
    expect(await place.left()).toEqual([]);
    expect(place.reports.length).toBeGreaterThan(5);
    expect(place.reports).toContainEqual(expect.objectContaining({ doing: 'forget', status: 503, messageId }));
    expect(JSON.stringify(place.reports)).not.toContain(secrets.number.slice(1));
  });

  it('is deleted when Twilio is back', async () => {
    const messageId = await place.sent();
    await place.pass(2 * MINUTE);
    await place.billed(messageId);
    place.world.setFaults({ down: true });
    await place.pass(10 * HOUR, HOUR);
    place.world.clearFaults();
    await place.pass(HOUR, HOUR);
    expect(sms(messageId)).toMatchObject({ isDeleted: true });
  });
});

it('a call is deleted once it has ended and its price is known', async () => {
  const messageId = await place.sent('call', '<Response><Say language="en-US">8, 6, 0, 5.</Say></Response>');
  expect(messageId).toMatch(/^CA/);
  await place.billed(messageId);
  await place.pass(30 * MINUTE);
  expect(place.world.calls.get(messageId)).toMatchObject({ isDeleted: true });
  expect(await place.left()).toEqual([]);
});

it('a WhatsApp message is forgotten like an SMS', async () => {
  const messageId = await place.sent('whatsapp');
  await place.billed(messageId);
  await place.pass(10 * MINUTE);
  expect(sms(messageId)).toMatchObject({ to: `whatsapp:${secrets.number}`, isDeleted: true });
});

it('nothing is forgotten where the operator has switched that off', async () => {
  place = await createPlace({ forgets: false });
  const messageId = await place.sent();
  await place.billed(messageId);
  await place.pass(3 * HOUR, HOUR);
  expect(sms(messageId)).toMatchObject({ isRedacted: false, isDeleted: false });
});
