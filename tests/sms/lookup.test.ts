import { expect, it, onTestFinished } from 'vitest';
import { createLineLookup, type LookupReport } from '../../src/sms/lookups/line-lookup.ts';
import { accountSid, serveTwilio, token } from '../sandbox/twilio/served.ts';
import { from, phone, secrets } from './sending.ts';

/** The real client's look-up in front of a sandbox. */
async function lookingUp() {
  const twilio = await serveTwilio();
  onTestFinished(twilio.close);
  const reports: LookupReport[] = [];
  const settings = {
    accountSid,
    auth: { is: 'token', token },
    sender: { is: 'number', from },
    apiUrl: twilio.url,
    timeout: 500,
  } as const;
  const lookUp = createLineLookup(settings, (report) => reports.push(report));
  return { world: twilio.world, reports, look: () => lookUp(phone(secrets.number)) };
}

it.each([
  ['mobile', 'mobile'],
  ['fixedVoip', 'fixedVoip'],
  ['nonFixedVoip', 'otherVoip'],
  ['landline', 'landline'],
  ['tollFree', 'landline'],
  ['premium', 'landline'],
  ['voicemail', 'landline'],
  ['personal', 'unknown'],
  ['unknown', 'unknown'],
  // Gaps in Twilio's data.
  [60_600, 'unknown'],
  [60_601, 'unknown'],
  [60_606, 'unknown'],
] as const)('what Twilio calls %s is %s', async (type, kind) => {
  const { world, reports, look } = await lookingUp();
  world.lines.set(secrets.number, type);
  expect(await look()).toBe(kind);
  expect(reports).toEqual([]);
});

it.each([
  ['down', { lookupDown: true }],
  ['out of reach', { dropped: true }],
  ['too slow', { slowMs: 1000 }],
])('while Twilio is %s nothing is said, and the report names no number', async (_, fault) => {
  const { world, reports, look } = await lookingUp();
  world.setFaults(fault);
  expect(await look()).toBeUndefined();
  expect(reports).toMatchObject([{ doing: 'lookUp' }]);
  expect(JSON.stringify(reports)).not.toContain(secrets.number.slice(1));
});
