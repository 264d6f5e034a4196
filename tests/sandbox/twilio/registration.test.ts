import { afterEach, beforeEach, expect, it } from 'vitest';
import { registrationOf } from '../../../src/sms/sender-kind.ts';
import { realClient, serveTwilio } from './served.ts';

let twilio: Awaited<ReturnType<typeof serveTwilio>>;
let client: ReturnType<typeof realClient>;

beforeEach(async () => {
  twilio = await serveTwilio();
  client = realClient(twilio.url);
});
afterEach(() => twilio.close());

const number = (from: string) => ({ is: 'number', from }) as const;
const service = { is: 'service', sid: `MG${'2'.repeat(32)}` } as const;

it.each([
  ['done', false],
  ['missing', true],
] as const)(
  'the registration of a local number, a toll-free one and a service is %s',
  async (registration, unregistered) => {
    twilio.world.numbers.add('+18445550100');
    twilio.world.setFaults({ unregistered });
    for (const sender of [number('+14155550100'), number('+18445550100'), service])
      expect(await registrationOf(client, sender), JSON.stringify(sender)).toBe(registration);
  },
);

it('a number that belongs to no service has no campaign', async () => {
  twilio.world.setFaults({ noSender: true });
  expect(await registrationOf(client, number('+14155550100'))).toBe('missing');
});

it('the services of an account are those that it was given', async () => {
  twilio.world.services = new Set([service.sid]);
  expect(await client.messaging.v1.services.list()).toMatchObject([
    { sid: service.sid, usAppToPersonRegistered: true },
  ]);
  await expect(client.messaging.v1.services(`MG${'3'.repeat(32)}`).fetch()).rejects.toMatchObject({ status: 404 });
});
