import { ComponentType } from 'discord.js';
import { afterEach, describe, expect, it } from 'vitest';
import { answerCall, callsTo } from '../support/calls.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';

const minute = 60_000;
const london = '+442079460123';

let play: Play;
let mira: Person;
afterEach(() => play.stop());

const whatsapp = { TWILIO_WHATSAPP_FROM: '+14155550190', TWILIO_WHATSAPP_TEMPLATE: `HX${'a'.repeat(32)}` };

/** With both channels on, by one of the products. */
async function start(product: 'plain Twilio' | 'Verify', change: Readonly<Record<string, string>> = {}) {
  const isPlain = product === 'plain Twilio';
  play = await startPlay({
    env: { CALLS: 'on', WHATSAPP: 'on', ...whatsapp, ...change },
    prepare: ({ twilio }) => twilio.whatsappSenders.add(whatsapp.TWILIO_WHATSAPP_FROM),
  });
  mira = play.person('mira');
  if (isPlain) return;
  await play.stopApps();
  const { sid } = play.sandbox.twilio.verify.addService();
  await play.startApp({
    TWILIO_FROM: '',
    TWILIO_VERIFY_SERVICE_SID: sid,
    TWILIO_WHATSAPP_FROM: '',
    TWILIO_WHATSAPP_TEMPLATE: '',
  });
}

/** The code in the newest WhatsApp message to a phone. */
const inWhatsapp = (phone: string) =>
  play.sandbox.twilio.messages.findLast(({ to }) => to === `whatsapp:${phone}`)?.body.match(/\d{4,}/)?.[0] ?? '';

/** A text that nothing confirms for a minute. */
async function unconfirmed() {
  play.sandbox.twilio.setFaults({ noReceipt: true });
  await mira.begin();
  await mira.send();
  expect(mira.buttons()).not.toHaveProperty('Call me instead');
  await play.clock.skip(minute);
  await mira.untilSees('Call me instead');
  play.sandbox.twilio.clearFaults();
}

describe.each(['plain Twilio', 'Verify'] as const)('by %s', (product) => {
  it('a member whose text is not confirmed within a minute is called, and verifies by what they hear', async () => {
    await start(product);
    await unconfirmed();
    const texted = mira.code();
    expect(mira.buttons()).toMatchObject({ 'Call me instead': 'on', 'WhatsApp instead': 'on', Submit: 'on' });
    await mira.press('Call me instead');
    await mira.untilSees('Answer your phone');
    expect(callsTo(play, mira.phone)).toHaveLength(1);
    const heard = await answerCall(play, mira.phone);
    expect(heard).toMatch(/^\d{4}$/);
    await mira.submit(texted);
    await mira.untilSees("an earlier one. It didn't count as a try");
    await mira.submit(heard);
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
    expect(mira.hasRole()).toBe(true);
  });

  it('a member whose text failed gets the code in WhatsApp', async () => {
    await start(product);
    play.sandbox.twilio.setFaults({ undelivered: true });
    await mira.begin();
    await mira.send();
    await play.clock.skip(5000);
    await mira.untilSees('WhatsApp instead');
    play.sandbox.twilio.clearFaults();
    await mira.press('WhatsApp instead');
    await mira.untilSees('on its way to WhatsApp');
    await play.clock.skip(5000);
    await mira.untilSees('Your code is in WhatsApp');
    await mira.submit(inWhatsapp(mira.phone));
    await mira.untilSees('You are verified');
    expect(callsTo(play, mira.phone)).toEqual([]);
  });

  it('a landline is called from the start, and gets no text', async () => {
    await start(product);
    await mira.begin(london);
    expect(mira.sees()).toContain('This is a landline');
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'off', 'Resend OTP': 'off', 'Call me instead': 'on' });
    expect(mira.buttons()).not.toHaveProperty('WhatsApp instead');
    await mira.press('Call me instead');
    await mira.untilSees('Answer your phone');
    await mira.submit(await answerCall(play, london));
    await mira.untilSees('You are verified');
    expect(play.sandbox.twilio.messages).toEqual([]);
  });

  it('a call that nobody answers is told, and made again', async () => {
    await start(product);
    await mira.begin(london);
    await mira.press('Call me instead');
    await mira.untilSees('Answer your phone');
    await play.clock.skip(41_000);
    // A product that lets it ring for longer is asked again some minutes later.
    if (product === 'Verify') await play.clock.skip(4 * minute - 41_000);
    await mira.untilSees('nobody answered');
    await mira.press('Call me again');
    await mira.untilSees('Answer your phone');
    await play.clock.skip(1000);
    play.sandbox.twilio.calls.decline(callsTo(play, london).at(-1)?.sid ?? '');
    await play.clock.skip(5000);
    await mira.untilSees('the line was busy');
    await mira.press('Call me again');
    await mira.untilSees('Answer your phone');
    expect(callsTo(play, london)).toHaveLength(3);
    await mira.submit(await answerCall(play, london));
    await mira.untilSees('You are verified');
  });
});

it('a number that a look-up knows as a landline is called, and no text to it is paid for', async () => {
  await start('plain Twilio', { PHONE_LOOKUP: 'on' });
  play.sandbox.twilio.lines.set(mira.phone, 'landline');
  await mira.begin();
  await mira.press('Send OTP');
  await mira.untilSees('Call me instead');
  await mira.press('Call me instead');
  await mira.untilSees('Answer your phone');
  await mira.submit(await answerCall(play, mira.phone));
  await mira.untilSees('You are verified');
  expect(mira.smsCount()).toBe(0);
  expect(play.sandbox.twilio.lookups).toEqual([mira.phone]);
});

describe('another channel', () => {
  it('is not offered, and a forged press of it gets nothing, where it is off', async () => {
    await start('plain Twilio', { CALLS: 'off', WHATSAPP: 'off' });
    await openStaffChannel(play);
    play.sandbox.twilio.setFaults({ undelivered: true });
    await mira.begin();
    await mira.send();
    await play.clock.skip(5000);
    await mira.untilSees("couldn't reach your phone");
    expect(Object.keys(mira.buttons())).toHaveLength(5);
    for (const channel of ['call', 'whatsapp']) {
      const press = { component_type: ComponentType.Button, custom_id: `v1:panel:${channel}` };
      await mira.actor.forge('component', press, { messageId: mira.panel()?.id ?? '' });
      await mira.untilSees('That button was out of date');
    }
    expect(callsTo(play, mira.phone)).toEqual([]);
    expect(mira.smsCount()).toBe(1);
    const nils = play.person('nils');
    await nils.begin(london);
    expect(nils.sees()).toMatch(/landline/i);
    expect(nils.sees()).not.toContain('Call me');
  });

  it('waits as a text does, and two presses at once make one call', async () => {
    await start('plain Twilio');
    await unconfirmed();
    const panel = mira.panel()?.id ?? '';
    await Promise.all(['call', 'whatsapp', 'call'].map((one) => mira.actor.press(panel, `v1:panel:${one}`)));
    await mira.untilSees('You can ask for a new code');
    const whatsapps = play.sandbox.twilio.messages.filter(({ to }) => to.startsWith('whatsapp:'));
    expect(callsTo(play, mira.phone).length + whatsapps.length).toBe(1);
  });

  it('of which the day is spent is refused with when it is free again, and its SMS go on', async () => {
    await start('plain Twilio', { CALLS_PER_DAY: '1' });
    const nils = play.person('nils');
    await nils.begin(london);
    await nils.press('Call me instead');
    await nils.untilSees('Answer your phone');
    await unconfirmed();
    await mira.press('Call me instead');
    await mira.untilSees("We can't send a code right now");
    await mira.send('Resend OTP');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(play.sandbox.twilio.calls.all()).toHaveLength(1);
  });

  it('case 11: a call that Twilio does not answer for is not made again by itself, and its code verifies', async () => {
    await start('plain Twilio', { TWILIO_TIMEOUT: '1s' });
    await unconfirmed();
    play.sandbox.twilio.setFaults({ cut: true });
    await mira.press('Call me instead');
    await mira.untilSees("We can't tell whether the call went out");
    play.sandbox.twilio.clearFaults();
    await play.restart();
    await mira.submit(await answerCall(play, mira.phone));
    await mira.untilSees('You are verified');
    expect(callsTo(play, mira.phone)).toHaveLength(1);
  });

  it('is named to the member, to the staff, in the figures and in the log', async () => {
    await start('plain Twilio', { CALLS_PER_DAY: '1' });
    await openStaffChannel(play);
    await unconfirmed();
    await mira.press('Call me instead');
    await mira.untilSees('Answer your phone');
    await mira.submit(await answerCall(play, mira.phone));
    await mira.untilSees('You are verified');
    const nils = play.person('nils');
    await nils.begin(london);
    await nils.press('Call me instead');
    await nils.untilSees("We can't send a code");
    await play.clock.skip(5000);
    await untilStaffSee(play, 'Calls: A limit was reached: what the operator allows per day');

    // The call ended after the last look of the first minute.
    await play.clock.skip(5 * minute);
    await mira.slash('privacy', {});
    await mira.untilSees('Call answered');
    expect(mira.sees()).toMatch(/Call made.*[\s\S]*SMS sent/);
    const ada = play.person('ada');
    await ada.slash('stats show', {});
    await ada.untilSees('Of these by call: **1** · Answered: **1**');
    expect(ada.sees()).toContain('Sent: **2**');
    expect(play.logs.text()).toContain('"channel":"call"');
  });

  it('is named on the first page of /setup where it is on, and takes no line where it is off', async () => {
    await start('plain Twilio', { WHATSAPP: 'off' });
    const ada = play.person('ada');
    await ada.slash('setup', {});
    await ada.untilSees('If an SMS does not arrive, members can choose another way to get the code: call.');
    await play.stopApps();
    await play.startApp({ CALLS: 'off' });
    await ada.slash('setup', {});
    await play.sandbox.world.until(() => !ada.sees().includes('a call'));
  });
});
