import { ComponentType } from 'discord.js';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standsIn } from '../support/forms.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel } from '../support/staff.ts';
import { buttonsOf } from '../support/views.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  await openStaffChannel(play);
  mira = play.person('mira');
});
afterEach(() => play.stop());

const question = 'Is this number from 🇺🇸 United States?';
const asked = { Yes: 'on', 'Other country': 'on', "I can't verify": 'on' };
const types = async (number: string, country = '+1') =>
  mira.enter(await mira.openForm('Verify', mira.notice()), number, country);
const requests = () => play.sandbox.twilio.requests;
const forge = (custom_id: string) =>
  mira.actor.forge(
    'component',
    { custom_id, component_type: ComponentType.Button },
    { messageId: mira.panel()?.id ?? '' },
  );

describe('a number whose country nobody typed', () => {
  it('is shown in full with the country that it was read for, and is sent to after Yes', async () => {
    await types('415 555 0123');
    expect(mira.sees()).toContain(`**+1 415 555 0123**\n${question}`);
    expect(mira.buttons()).toEqual(asked);
    await mira.press('Yes');
    expect(mira.sees()).toContain('🇺🇸 United States: **+1 415 555 0123**');
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on', Submit: 'off' });
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('opens the form with what was typed where it is from another country', async () => {
    await types('415 555 0123');
    const form = await mira.openForm('Other country');
    expect(standsIn(form)).toEqual({ country: '+1', number: '415 555 0123' });
    await mira.enter(form, '0171 39200001', '+49');
    expect(mira.sees()).toContain('🇩🇪 Germany: **+49 171 39200001**');
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on' });
  });

  it('is asked about again after a restart and in every panel, and nothing is sent by forged presses', async () => {
    await types('415 555 0123');
    await play.restart();
    await mira.slash('verify');
    expect(mira.sees()).toContain(question);
    for (const id of ['send', 'resend', 'choose', 'choose:0', 'choose:+14155550123']) await forge(`v1:panel:${id}`);
    await forge('v1:same:regenerate');
    expect(mira.sees()).toContain(question);
    expect(requests()).toBe(0);
    await mira.press('Yes');
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on' });
  });

  it('is not taken for sure by a press on an older question', async () => {
    await types('415 555 0123');
    const old = buttonsOf(mira.panel()).find(({ label }) => label === 'Yes')?.customId ?? '';
    expect(old).not.toContain('0123');
    await mira.enter(await mira.openForm('Other country'), '415 555 0199');
    await forge(old);
    expect(mira.sees()).toContain('out of date');
    expect(mira.sees()).toContain(`**+1 415 555 0199**\n${question}`);
    await forge('v1:panel:send');
    expect(requests()).toBe(0);
  });

  it('waits in the form for nobody any more once it is taken', async () => {
    await types('415 555 0123');
    await mira.press('Yes');
    expect(standsIn(await mira.openForm('Change number'))).not.toHaveProperty('number');
  });
});

it.each([
  ['with its code', '+1 415 555 0123', '+1'],
  ['with its code and without a plus', '1 415 555 0123', '+1 (US)'],
  ['with its country typed', '415 555 0123', 'US'],
  ['of another country than the form began with', '0171 39200001', '+49'],
])('a number %s is not asked about', async (_, number, country) => {
  await types(number, country);
  expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on' });
});
