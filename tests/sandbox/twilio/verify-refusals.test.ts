import { describe, expect, it } from 'vitest';
import { to, verifyEach } from './verifying.ts';

const { client, send, service, serviceSid, twilio } = verifyEach();

describe('refusals', () => {
  it.each([
    ['a number that is none', 60200, 400, { to: '4155550123' }],
    ['a channel that is none', 60200, 400, { channel: 'pigeon' }],
    ['a code of three digits', 60200, 400, { customCode: '123' }],
    ['a code of eleven', 60200, 400, { customCode: '12345678901' }],
    ['a language that it does not speak', 60200, 400, { locale: 'tlh' }],
    ['China', 60220, 403, { to: '+8613800138000' }],
  ])('%s', async (_, code, status, change) => {
    const asked = service().verifications.create({ to, channel: 'sms', customCode: '8605', ...change });
    await expect(asked).rejects.toMatchObject({ code, status });
    expect(twilio().world.messages).toEqual([]);
  });

  it('the sixth sending to a number whose verification was not ended', async () => {
    for (let sends = 0; sends < 5; sends++) await send();
    await expect(send()).rejects.toMatchObject({ code: 60203, status: 429 });
    await twilio().clock.skip(600_000);
    await expect(send()).resolves.toMatchObject({ status: 'pending' });
  });

  it('custom codes that are off, a landline, a channel and a country', async () => {
    const { verify, setFaults, countriesOff } = twilio().world;
    verify.updateService(serviceSid(), { customCodeEnabled: false });
    await expect(send()).rejects.toMatchObject({ code: 60204, status: 403 });
    verify.updateService(serviceSid(), { customCodeEnabled: true, lookupEnabled: true, skipSmsToLandlines: true });
    setFaults({ landline: true });
    await expect(send()).rejects.toMatchObject({ code: 60205, status: 403 });
    await expect(send('call')).resolves.toMatchObject({ channel: 'call' });
    setFaults({ landline: false });
    verify.channelsOff.add('sms');
    await expect(send()).rejects.toMatchObject({ code: 60223, status: 400 });
    verify.channelsOff.clear();
    countriesOff.add('+1');
    await expect(send()).rejects.toMatchObject({ code: 60605, status: 403 });
  });

  it('a second request for a number while the first has no answer', async () => {
    const { world } = twilio();
    world.setFaults({ slowMs: 200 });
    const isProcessed = new Promise<void>((resolve) => {
      world.subscribe(() => world.verify.verifications().length > 0 && resolve());
    });
    const first = send();
    await isProcessed;
    await expect(send()).rejects.toMatchObject({ code: 60212, status: 429 });
    await expect(first).resolves.toMatchObject({ status: 'pending' });
    await expect(send()).resolves.toMatchObject({ status: 'pending' });
    expect(world.messages).toHaveLength(2);
  });

  it.each([60238, 60410])('%i to order', async (code) => {
    twilio().world.setFaults({ refusal: { status: 403, code } });
    await expect(send()).rejects.toMatchObject({ code, status: 403 });
  });

  it('WhatsApp without a sender', async () => {
    twilio().world.verify.updateService(serviceSid(), { whatsappFrom: null });
    await expect(send('whatsapp')).rejects.toMatchObject({ code: 68008 });
  });

  it('a service that does not exist, and all while Verify is down', async () => {
    await expect(
      client()
        .verify.v2.services(`VA${'9'.repeat(32)}`)
        .verifications.create({ to, channel: 'sms' }),
    ).rejects.toMatchObject({ status: 404, code: 20404 });
    twilio().world.setFaults({ verifyDown: true });
    await expect(send()).rejects.toMatchObject({ status: 503 });
    await expect(client().messages.create({ to, from: '+14155550100', body: 'Hello' })).resolves.toBeDefined();
  });

  it('names the fields that it does not know', async () => {
    await expect(send('sms', '8605', { customMessage: 'Hello' })).rejects.toMatchObject({ status: 501 });
  });
});
