import { afterEach, beforeEach } from 'vitest';
import { realClient, serveTwilio } from './served.ts';

export const to = '+14155550123';

/** A Verify service at a sandbox, new for each test, and the real client that uses it. */
export function verifyEach() {
  let twilio: Awaited<ReturnType<typeof serveTwilio>>;
  let client: ReturnType<typeof realClient>;
  let serviceSid: string;

  beforeEach(async () => {
    twilio = await serveTwilio();
    client = realClient(twilio.url);
    serviceSid = twilio.world.verify.addService({ dtmfInputRequired: false }).sid;
  });
  afterEach(() => twilio.close());

  const service = () => client.verify.v2.services(serviceSid);
  return {
    twilio: () => twilio,
    client: () => client,
    service,
    serviceSid: () => serviceSid,
    send: (channel: 'sms' | 'call' | 'whatsapp' = 'sms', customCode = '8605', more = {}) =>
      service().verifications.create({ to, channel, customCode, ...more }),
  };
}
