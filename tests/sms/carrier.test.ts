import { expect, it } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { watchCarrier } from '../../src/app/carrier.ts';
import type { SendResult, SmsProblem, SmsSender } from '../../src/otp/sms.ts';
import { anSms } from './sending.ts';

const isRefusingAfter = (...results: SendResult[]) => isRefusingOnceAfter(0, ...results);

/** Whether the carrier is said to refuse everybody, so many hours after the last of these. */
async function isRefusingOnceAfter(hours: number, ...results: SendResult[]) {
  const clock = manualClock();
  const carrier: SmsSender = {
    send: async () => results.shift() ?? { is: 'unknown' },
    status: async () => ({ is: 'underway' }),
    settle: async () => {},
  };
  const { sms, isRefusing } = watchCarrier(carrier, clock);
  while (results.length > 0) await sms.send(anSms());
  await clock.skip(hours * 60 * 60_000);
  return isRefusing();
}

it.each<[SmsProblem, boolean]>([
  ['configuration', true],
  ['sender', true],
  ['noSender', true],
  ['dayFull', true],
  ['busy', true],
  ['noConnection', true],
  ['cannotReceive', false],
  ['optedOut', false],
])('case 48: after %s it is %s that every number would have been refused', async (problem, is) => {
  expect(await isRefusingAfter({ is: 'refused', problem })).toBe(is);
});

it('case 48: nor does anybody get one while Twilio times out or fails: what may have been sent is no proof', async () => {
  expect(await isRefusingAfter({ is: 'accepted', messageId: 'SM1' }, { is: 'unknown' })).toBe(true);
  expect(await isRefusingAfter({ is: 'unknown' }, { is: 'accepted', messageId: 'SM1' })).toBe(false);
});

it('case 48: one SMS that is taken ends it', async () => {
  expect(await isRefusingAfter({ is: 'refused', problem: 'dayFull' }, { is: 'accepted', messageId: 'SM1' })).toBe(
    false,
  );
});

it('case 48: calls and WhatsApp say nothing about SMS', async () => {
  const refusal: SendResult = { is: 'refused', problem: 'noSender' };
  const results: SendResult[] = [refusal, { is: 'unknown' }, refusal, { is: 'accepted', messageId: 'CA1' }];
  const carrier: SmsSender = {
    send: async () => results.shift() ?? { is: 'unknown' },
    status: async () => ({ is: 'underway' }),
    settle: async () => {},
  };
  const { sms, isRefusing } = watchCarrier(carrier, manualClock());
  await sms.send(anSms({ channel: 'whatsapp' }));
  await sms.send(anSms({ channel: 'call' }));
  expect(isRefusing()).toBe(false);
  await sms.send(anSms());
  await sms.send(anSms({ channel: 'call' }));
  expect(isRefusing()).toBe(true);
});

it('case 48: so does a day in which nobody tries: a reminder may bring the next to try', async () => {
  for (const result of [{ is: 'unknown' }, { is: 'refused', problem: 'sender' }] as const) {
    expect(await isRefusingOnceAfter(23, result)).toBe(true);
    expect(await isRefusingOnceAfter(25, result)).toBe(false);
  }
});
