import { describe, expect, it } from 'vitest';
import { ask, fieldsOf } from './shape.ts';
import { to, verifyEach } from './verifying.ts';

const { client, send, service, serviceSid, twilio } = verifyEach();

describe('a verification', () => {
  it('is answered with the fields of the real one', async () => {
    expect(await send()).toMatchObject({
      sid: expect.stringMatching(/^VE[0-9a-f]{32}$/),
      serviceSid: serviceSid(),
      to,
      channel: 'sms',
      status: 'pending',
      valid: false,
      sendCodeAttempts: [{ channel: 'SMS', attempt_sid: expect.stringMatching(/^VL[0-9a-f]{32}$/) }],
      dateCreated: new Date(twilio().clock.now()),
    });
    const { body } = await ask(twilio().url, `/v2/Services/${serviceSid()}/Verifications`, { To: to, Channel: 'sms' });
    expect(fieldsOf(body)).toEqual(
      'account_sid amount channel date_created date_updated lookup payee send_code_attempts service_sid sid sna status to url valid'.split(
        ' ',
      ),
    );
  });

  it('texts the code in the words of Twilio, with the name of the service', async () => {
    await send();
    await twilio().clock.skip(3000);
    expect(twilio().world.inbox(to)).toMatchObject([
      { from: '22395', body: 'Your Lantern Bay verification code is: 8605' },
    ]);
    expect(await client().messages.list()).toEqual([]);
  });

  it('makes a code of its own where none comes, as long as the service says', async () => {
    twilio().world.verify.updateService(serviceSid(), { codeLength: 7 });
    await service().verifications.create({ to, channel: 'sms' });
    expect(twilio().world.messages[0]?.body).toMatch(/ \d{7}$/);
  });

  it('speaks the language of the number, or the one asked for', async () => {
    await service().verifications.create({ to: '+4915255500001', channel: 'sms', customCode: '8605' });
    expect(twilio().world.messages[0]?.body).toMatch(/^Ihr Lantern Bay/);
    await send('sms', '8605', { locale: 'fr' });
    expect(twilio().world.messages[1]?.body).toMatch(/^Votre code/);
  });

  it('warns not to share the code where the service does', async () => {
    twilio().world.verify.updateService(serviceSid(), { doNotShareWarningEnabled: true });
    await send();
    expect(twilio().world.messages[0]?.body).toMatch(/8605\. Don't share/);
  });

  it('another channel is another attempt of the same, with the same code', async () => {
    const { sid } = await send('sms');
    const again = await send('whatsapp', '1111');
    expect(again).toMatchObject({
      sid,
      channel: 'whatsapp',
      sendCodeAttempts: [{ channel: 'SMS' }, { channel: 'WHATSAPP' }],
    });
    await twilio().clock.skip(3000);
    expect(twilio().world.messages.at(-1)).toMatchObject({
      to: `whatsapp:${to}`,
      body: expect.stringContaining('8605'),
    });
  });

  it('once it was canceled, the next one is new and carries the new code', async () => {
    const { sid } = await send();
    expect(await service().verifications(sid).update({ status: 'canceled' })).toMatchObject({
      sid,
      status: 'canceled',
    });
    const next = await send('sms', '1111');
    expect(next.sid).not.toBe(sid);
    expect(twilio().world.messages.at(-1)?.body).toContain('1111');
  });

  it('is known until it is approved, canceled or ten minutes old', async () => {
    const gone = { status: 404, code: 20404 };
    const { sid } = await send();
    expect(await service().verifications(sid).fetch()).toMatchObject({ sid, status: 'pending' });
    expect(await service().verifications(sid).update({ status: 'approved' })).toMatchObject({ valid: true });
    await expect(service().verifications(sid).fetch()).rejects.toMatchObject(gone);
    const other = await send();
    await twilio().clock.skip(599_999);
    await expect(service().verifications(other.sid).fetch()).resolves.toMatchObject({ status: 'pending' });
    await twilio().clock.skip(1);
    await expect(service().verifications(other.sid).update({ status: 'approved' })).rejects.toMatchObject(gone);
    expect((await send()).sid).not.toBe(other.sid);
  });
});

describe('checks', () => {
  it('the right code approves; the sixth check is refused', async () => {
    await send();
    const check = (code: string) => service().verificationChecks.create({ to, code });
    expect(await check('8605')).toMatchObject({ status: 'approved', valid: true });
    await expect(check('8605')).rejects.toMatchObject({ status: 404 });
    const { sid } = await send();
    for (let checks = 0; checks < 5; checks++) await check('0000');
    const sixth = service().verificationChecks.create({ verificationSid: sid, code: '8605' });
    await expect(sixth).rejects.toMatchObject({ code: 60202, status: 429 });
  });
});
