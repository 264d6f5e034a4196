import { describe, expect, it } from 'vitest';
import { accountSid } from './served.ts';
import { ask } from './shape.ts';
import { verifyEach } from './verifying.ts';

const { client, serviceSid, twilio } = verifyEach();

describe('services', () => {
  const services = () => client().verify.v2.services;

  it('are made as Twilio makes them, and changed', async () => {
    const made = await services().create({ friendlyName: 'Harbour Light' });
    expect(made).toMatchObject({
      sid: expect.stringMatching(/^VA[0-9a-f]{32}$/),
      accountSid,
      friendlyName: 'Harbour Light',
      codeLength: 6,
      customCodeEnabled: false,
      dtmfInputRequired: false,
      whatsapp: { from: null, msg_service_sid: null },
    });
    const change = { customCodeEnabled: true, lookupEnabled: true, skipSmsToLandlines: true, dtmfInputRequired: true };
    expect(await services()(made.sid).update(change)).toMatchObject({ ...change, friendlyName: 'Harbour Light' });
    expect(await services()(made.sid).fetch()).toMatchObject(change);
    expect((await services().list()).map(({ sid }) => sid)).toEqual([made.sid, serviceSid()]);
    await services()(made.sid).remove();
    await expect(services()(made.sid).fetch()).rejects.toMatchObject({ status: 404 });
  });

  it('have the fields of the real ones', async () => {
    const { body } = await ask(twilio().url, `/v2/Services/${serviceSid()}`);
    expect(Object.keys(body).toSorted()).toEqual(
      [
        'account_sid code_length custom_code_enabled date_created date_updated default_template_sid',
        'do_not_share_warning_enabled dtmf_input_required friendly_name links lookup_enabled passkeys psd2_enabled push sid',
        'skip_sms_to_landlines totp tts_name url verify_event_subscription_enabled whatsapp',
      ]
        .join(' ')
        .split(' '),
    );
  });

  it('are listed page by page', async () => {
    for (let made = 0; made < 4; made++) twilio().world.verify.addService();
    expect(await services().list({ pageSize: 2 })).toHaveLength(5);
  });

  it.each([
    ['', 'empty'],
    ['x'.repeat(31), 'too long'],
    ['Lantern Bay 12345', 'with five digits'],
    ['1 lantern 2 bays 3 4 5', 'with five digits in all'],
    ['lantern.example', 'like an address'],
    ['Lantern Bay!', 'with a sign'],
  ])('refuses the name %j: %s', async (friendlyName) => {
    await expect(services().create({ friendlyName })).rejects.toMatchObject({ code: 60200, status: 400 });
  });

  it.each([{ codeLength: 3 }, { codeLength: 11 }, { skipSmsToLandlines: true }])('refuses %j', async (change) => {
    await expect(services()(serviceSid()).update(change)).rejects.toMatchObject({ code: 60200 });
  });
});
