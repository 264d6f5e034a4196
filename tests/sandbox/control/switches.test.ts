import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';

let sandbox: Sandbox;

beforeEach(async () => {
  sandbox = await startSandbox();
});
afterEach(() => sandbox.close());

async function set(fault: string, on: boolean): Promise<void> {
  const answer = await fetch(`${sandbox.url}/control/act`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ is: 'fault', fault, on }),
  });
  expect(answer.status).toBe(200);
}

it.each([
  'unregistered',
  'voicemail',
  'busyLine',
  'noAnswer',
  'noWhatsapp',
  'voip',
  'verifyDown',
  'lookupDown',
] as const)('%s is a fault of Twilio while its switch is on', async (fault) => {
  await set(fault, true);
  expect(sandbox.twilio.faults).toMatchObject({ [fault]: true });
  await set(fault, false);
  expect(sandbox.twilio.faults).toMatchObject({ [fault]: false });
});

it('custom codes are switched off in the services themselves, so that mending those switches them on', async () => {
  const { verify } = sandbox.twilio;
  const { sid } = verify.addService();
  await set('customCodesOff', true);
  expect(verify.service(sid)).toMatchObject({ customCodeEnabled: false });
  await set('customCodesOff', false);
  expect(verify.service(sid)).toMatchObject({ customCodeEnabled: true });
});
