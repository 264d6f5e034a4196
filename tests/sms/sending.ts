import type { Ms } from '../../src/clock.ts';
import type { E164 } from '../../src/otp/number/phone.ts';
import type { CodeMessage, Delivery, SendResult } from '../../src/otp/sms.ts';
import type { TwilioReport } from '../../src/sms/requests.ts';
import type { TwilioSettings } from '../../src/sms/settings.ts';
import { createTwilioSender } from '../../src/sms/twilio.ts';
import { accountSid, serveTwilio, token } from '../sandbox/twilio/served.ts';

/** Everything personal or secret of these tests; none of it may come out of the part under test. */
export const secrets = {
  code: '804276',
  number: '+14155550123',
  token,
  keySecret: 'a-plainly-fictional-secret',
  basic: Buffer.from(`${accountSid}:${token}`).toString('base64'),
};

export const from = '+14155550100';

/** A number handed straight to the carrier, also one that Latchkey itself would refuse. */
export const phone = (number: string) => number as E164;

/** A code on its way in an SMS. */
export const anSms = (change: Partial<CodeMessage> = {}): CodeMessage => ({
  channel: 'sms',
  to: phone(secrets.number),
  code: secrets.code,
  body: 'Hello',
  locale: 'en-US',
  validFor: 300_000,
  ...change,
});

/** A sender on the real client in front of a sandbox, with the clock running while it waits for its next try. */
export async function createSending(change: Partial<TwilioSettings> = {}) {
  const twilio = await serveTwilio();
  const reports: TwilioReport[] = [];
  const waits: number[] = [];
  const settings: TwilioSettings = {
    accountSid,
    auth: { is: 'token', token },
    sender: { is: 'number', from },
    apiUrl: twilio.url,
    timeout: 2000,
    ...change,
  };
  const afterAtOnce = (delay: Ms, task: () => void) => {
    waits.push(delay);
    const cancel = twilio.clock.after(delay, task);
    void twilio.clock.skip(delay);
    return cancel;
  };
  const sender = createTwilioSender(settings, {
    clock: { now: twilio.clock.now, after: afterAtOnce },
    random: () => 0.5,
    report: (report) => reports.push(report),
  });
  const outcomes: (SendResult | Delivery)[] = [];
  return {
    ...twilio,
    settings,
    sender,
    afterAtOnce,
    reports,
    waits,
    outcomes,
    async send(to = secrets.number) {
      const body = `Lantern Bay: your code is ${secrets.code}`;
      const outcome = await sender.send(anSms({ to: phone(to), body }));
      outcomes.push(outcome);
      return outcome;
    },
    async status(messageId: string) {
      const outcome = await sender.status(messageId);
      outcomes.push(outcome);
      return outcome;
    },
  };
}
