import { describe, expect, it } from 'vitest';
import { ask, fieldsOf } from './shape.ts';
import { to, verifyEach } from './verifying.ts';

const { client, send, service, serviceSid, twilio } = verifyEach();

describe('attempts', () => {
  const attempts = (verificationSid: string) => client().verify.v2.verificationAttempts.list({ verificationSid });

  it('tell how the SMS fares, its price and whether the code was used', async () => {
    const { sid } = await send();
    expect(await attempts(sid)).toMatchObject([
      {
        channel: 'sms',
        conversionStatus: 'unconverted',
        channelData: { message_status: 'queued' },
        price: { value: null },
      },
    ]);
    await twilio().clock.skip(3000);
    await service().verifications(sid).update({ status: 'approved' });
    const [attempt] = await attempts(sid);
    expect(attempt).toMatchObject({
      conversionStatus: 'converted',
      price: { value: '0.0083', currency: 'usd' },
      channelData: { message_status: 'delivered', country: 'US', code_length: 4, locale: 'en', error_code: null, to },
    });
    expect(
      await client()
        .verify.v2.verificationAttempts(attempt?.sid ?? '')
        .fetch(),
    ).toMatchObject({
      sid: attempt?.sid,
    });
  });

  it('have the fields of the real ones', async () => {
    await send();
    const { body } = await ask(twilio().url, '/v2/Attempts');
    expect(fieldsOf(body.attempts[0])).toEqual(
      [
        'account_sid channel channel_data channel_data.carrier channel_data.code_length channel_data.country',
        'channel_data.error_code channel_data.locale channel_data.mcc channel_data.message_status channel_data.mnc',
        'channel_data.status channel_data.to channel_data.verification_sid conversion_status date_created date_updated',
        'price price.currency price.value service_sid sid url verification_sid',
      ]
        .join(' ')
        .split(' '),
    );
    expect(Object.keys(body.meta).toSorted()).toEqual(
      'first_page_url key next_page_url page page_size previous_page_url url'.split(' '),
    );
  });

  it('tell what went wrong: a phone that is off, one without WhatsApp', async () => {
    twilio().world.setFaults({ undelivered: true, noWhatsapp: true });
    const { sid } = await send('sms');
    await send('whatsapp');
    await twilio().clock.skip(3000);
    expect((await attempts(sid)).map(({ channelData }) => channelData)).toMatchObject([
      { message_status: 'undelivered', error_code: '63024' },
      { message_status: 'undelivered', error_code: '30003' },
    ]);
  });

  it('are no messages of a number that nobody registered', async () => {
    twilio().world.setFaults({ unregistered: true });
    const { sid } = await send();
    await twilio().clock.skip(3000);
    expect(await attempts(sid)).toMatchObject([{ channelData: { message_status: 'delivered' } }]);
  });

  it('of a call tell whether it was answered; the code is spoken digit by digit, twice', async () => {
    const { sid } = await send('call');
    await twilio().clock.skip(1000);
    expect(await attempts(sid)).toMatchObject([{ channel: 'call', channelData: { call_status: 'ringing' } }]);
    const [call] = twilio().world.calls.all();
    twilio().world.calls.answer(call?.sid ?? '');
    await twilio().clock.skip(60_000);
    expect(await attempts(sid)).toMatchObject([
      { channelData: { call_status: 'completed' }, price: { value: '0.0140' } },
    ]);
    const said = twilio()
      .world.calls.get(call?.sid ?? '')
      ?.said.map(({ text }) => text)
      .join(' ');
    expect(said).toMatch(/code is: 8, 6, 0, 5\. .* code is: 8, 6, 0, 5\.$/);
  });

  it('of a call to a voicemail give no code where a key has to be pressed', async () => {
    twilio().world.verify.updateService(serviceSid(), { dtmfInputRequired: true });
    twilio().world.setFaults({ voicemail: true });
    await send('call');
    await twilio().clock.skip(120_000);
    const [call] = twilio().world.calls.all();
    expect(call).toMatchObject({ status: 'completed', answeredBy: 'machine' });
    expect(call?.said.map(({ text }) => text).join(' ')).not.toContain('8,');
  });

  it('of a call give the code once a key was pressed', async () => {
    twilio().world.verify.updateService(serviceSid(), { dtmfInputRequired: true });
    await send('call');
    await twilio().clock.skip(1000);
    const sid = twilio().world.calls.all()[0]?.sid ?? '';
    twilio().world.calls.answer(sid);
    await twilio().clock.skip(2000);
    expect(twilio().world.calls.get(sid)).toMatchObject({ awaitsKey: true });
    twilio().world.calls.press(sid, '5');
    await twilio().clock.skip(60_000);
    expect(twilio().world.calls.get(sid)).toMatchObject({ status: 'completed', keys: '5' });
    expect(
      twilio()
        .world.calls.get(sid)
        ?.said.map(({ text }) => text)
        .join(' '),
    ).toContain('8, 6, 0, 5.');
  });
});
