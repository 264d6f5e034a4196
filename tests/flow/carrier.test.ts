import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay({ env: { TWILIO_TIMEOUT: '1s' } });
  mira = play.person('mira');
});
afterEach(() => play.stop());

describe('case 13: what the carrier refuses is told in a plain sentence', () => {
  it('a phone that replied STOP', async () => {
    play.sandbox.twilio.optedOut.add(mira.phone);
    await mira.begin();
    await mira.send();
    expect(mira.sees()).toContain('replied STOP');
    expect(mira.sees()).not.toMatch(/21610|Twilio|unsubscribed/i);
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on', Submit: 'off' });

    play.sandbox.twilio.text(mira.phone, 'START');
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('a country that is off', async () => {
    play.sandbox.twilio.countriesOff.add('+1');
    await mira.begin();
    await mira.send();
    expect(mira.sees()).toContain("We can't text numbers in this country");
    // To the operator it is told as Twilio's documentation has it.
    expect(play.logs.text()).toMatch(/"errorCode":21408\b.*"msg":"Twilio refused a request or did not answer"/);
  });

  it('wrong credentials', async () => {
    play.sandbox.twilio.credentials = { username: `AC${'1'.repeat(32)}`, password: 'another' };
    await mira.begin();
    await mira.send();
    expect(mira.sees()).toContain("We can't send texts right now");
  });

  it('a refusal gives the budget back', async () => {
    play.sandbox.twilio.optedOut.add(mira.phone);
    await mira.begin();
    for (let time = 0; time < 6; time++) await mira.send();
    expect(mira.sees()).toContain('replied STOP');
  });
});

describe('the panel follows the SMS without a click', () => {
  it.each([
    ['undelivered', "couldn't reach your phone"],
    ['landline', "can't receive texts"],
  ] as const)('%s: says why, and Send OTP is on again', async (fault, sentence) => {
    play.sandbox.twilio.setFaults({ [fault]: true });
    await mira.begin();
    await mira.send();
    await play.clock.skip(5000);
    await mira.untilSees(sentence);
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on', 'Resend OTP': 'off', Submit: 'on' });

    play.sandbox.twilio.clearFaults();
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(2);
  });

  it('no receipt: says that the carrier has not confirmed it', async () => {
    play.sandbox.twilio.setFaults({ noReceipt: true });
    await mira.begin();
    await mira.send();
    for (const gap of [2000, 3000, 5000, 10_000, 20_000]) {
      const asked = play.sandbox.twilio.requests;
      await play.clock.skip(gap);
      await vi.waitFor(() => expect(play.sandbox.twilio.requests).toBeGreaterThan(asked));
    }
    await mira.untilSees("hasn't confirmed it");
  });
});

describe('case 11: when Twilio does not answer', () => {
  it.each([
    ['cut', { cut: true }],
    ['slow', { slowMs: 1500 }],
  ] as const)('%s: one SMS, no second one by itself, and its code verifies', async (_name, fault) => {
    play.sandbox.twilio.setFaults(fault);
    await mira.begin();
    await mira.send();
    expect(mira.sees()).toContain("can't tell whether your code went out");
    expect(mira.smsCount()).toBe(1);
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(1);
  });

  it('down: the member can go on once it is back', async () => {
    play.sandbox.twilio.setFaults({ down: true });
    await mira.begin();
    await mira.send();
    expect(mira.sees()).toContain("can't tell whether your code went out");
    play.sandbox.twilio.clearFaults();
    await play.clock.skip(30_000);
    await mira.send('Resend OTP');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });
});

describe('a day has its budgets', () => {
  it('a member is told when the next code is possible, and an issued code still works', async () => {
    await mira.begin();
    await mira.send();
    for (const coolDown of [30_000, 60_000]) {
      await play.clock.skip(coolDown);
      await mira.send('Resend OTP');
    }
    await play.clock.skip(120_000);
    await mira.send('Resend OTP');
    expect(mira.sees()).toMatch(/We can't send a code right now.*<t:\d+:R>/);
    expect(mira.smsCount()).toBe(3);
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });
});

it('the SMS names the server, its life in minutes and to keep it secret', async () => {
  await mira.begin();
  await mira.send();
  expect(play.sandbox.twilio.messages[0]?.body).toBe(
    `${mira.code()} is your Lantern Bay code. It works for 5 min. Never share it.`,
  );
});
