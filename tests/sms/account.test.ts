import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { checkTwilioAccount } from '../../src/sms/account.ts';
import { createSending, from, secrets } from './sending.ts';

let sending: Awaited<ReturnType<typeof createSending>>;

beforeEach(async () => {
  sending = await createSending();
});
afterEach(() => sending.close());

it('finds nothing wrong with an account that owns its sender', async () => {
  expect(await checkTwilioAccount(sending.settings)).toMatchObject({ credentials: 'ok', sender: 'ok', trial: false });
});

it('finds nothing wrong with a standard API key, which may not read the account', async () => {
  const settings = {
    ...sending.settings,
    auth: { is: 'key', sid: `SK${'3'.repeat(32)}`, secret: secrets.keySecret },
  } as const;
  const found = await checkTwilioAccount(settings);
  expect(found).toMatchObject({ credentials: 'ok', sender: 'ok' });
  expect(found).not.toHaveProperty('trial');
});

it('tells a trial account', async () => {
  sending.world.setFaults({ trial: true });
  expect(await checkTwilioAccount(sending.settings)).toMatchObject({ credentials: 'ok', trial: true });
});

it('tells wrong credentials, and says nothing of them', async () => {
  sending.world.credentials = { username: sending.settings.accountSid, password: 'another token' };
  const found = await checkTwilioAccount(sending.settings);
  expect(found).toEqual({ credentials: 'wrong', sender: 'unknown' });
  expect(inspect(found)).not.toContain(secrets.token);
});

it('tells a number that the account does not own', async () => {
  sending.world.numbers.delete(from);
  expect(await checkTwilioAccount(sending.settings)).toMatchObject({ credentials: 'ok', sender: 'notOwned' });
});

it('cannot tell whose a sender name is', async () => {
  const settings = { ...sending.settings, sender: { is: 'number', from: 'Latchkey' } } as const;
  expect(await checkTwilioAccount(settings)).toMatchObject({ credentials: 'ok', sender: 'unknown' });
});

it('knows the account’s Messaging Services', async () => {
  const sid = `MG${'2'.repeat(32)}`;
  const settings = { ...sending.settings, sender: { is: 'service', sid } } as const;
  sending.world.services = new Set([sid]);
  expect(await checkTwilioAccount(settings)).toMatchObject({ credentials: 'ok', sender: 'ok' });
  sending.world.services = new Set();
  expect(await checkTwilioAccount(settings)).toMatchObject({ credentials: 'ok', sender: 'notOwned' });
});

it('tells that Twilio cannot be reached', async () => {
  sending.world.setFaults({ down: true });
  expect(await checkTwilioAccount(sending.settings)).toEqual({ credentials: 'unreachable', sender: 'unknown' });
});
