import { expect, it } from 'vitest';
import { watchCarrier } from '../../src/app/carrier.ts';
import type { SendResult, SmsProblem, SmsSender } from '../../src/otp/sms.ts';
import { phone } from './sending.ts';

async function isRefusingAfter(...results: SendResult[]) {
  const carrier: SmsSender = {
    send: async () => results.shift() ?? { is: 'unknown' },
    status: async () => ({ is: 'underway' }),
  };
  const { sms, isRefusing } = watchCarrier(carrier);
  while (results.length > 0) await sms.send({ to: phone('+14155550123'), body: 'a text', validFor: 300_000 });
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
