import { expect, it, onTestFinished } from 'vitest';
import type { Channel } from '../../src/otp/sms.ts';
import { createPricing, type PricingReport } from '../../src/sms/lookups/pricing.ts';
import { accountSid, serveTwilio, token } from '../sandbox/twilio/served.ts';
import { from, phone } from './sending.ts';

/** The real client's questions for prices in front of a sandbox. */
async function pricing() {
  const twilio = await serveTwilio();
  onTestFinished(twilio.close);
  const reports: PricingReport[] = [];
  const settings = {
    accountSid,
    auth: { is: 'token', token },
    sender: { is: 'number', from },
    apiUrl: twilio.url,
    timeout: 2000,
  } as const;
  return { world: twilio.world, reports, ask: createPricing(settings, (report) => reports.push(report)) };
}

it.each<[Channel, string, string, number]>([
  // The dearer of two networks.
  ['sms', 'GB', '+447700900123', 0.0625],
  ['call', 'GB', '+447700900123', 0.035],
  ['call', 'GB', '+442079460123', 0.016],
])('a code by %s to %s, %s, has a price', async (channel, country, number, price) => {
  const { ask } = await pricing();
  const tariff = await ask(channel, country);
  expect([tariff?.priceOf(phone(number)), tariff?.currency]).toEqual([price, 'USD']);
});

it('WhatsApp has none there but a currency, and a country that Twilio does not know has nothing', async () => {
  const { reports, ask } = await pricing();
  const whatsapp = await ask('whatsapp', 'GB');
  expect([whatsapp?.priceOf(), whatsapp?.currency]).toEqual([undefined, 'USD']);
  expect(await ask('sms', 'ZZ')).toBeUndefined();
  expect(reports).toMatchObject([{ doing: 'askPrice', status: 404 }]);
});

it('while Twilio is down nothing is said', async () => {
  const { world, reports, ask } = await pricing();
  world.setFaults({ down: true });
  expect(await ask('call', 'GB')).toBeUndefined();
  expect(reports).toHaveLength(1);
});
