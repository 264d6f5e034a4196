import { describe, expect } from 'vitest';
import { begin, it, receive, sendTo } from './visiting.ts';

describe('the carrier', () => {
  it('a phone that replied STOP is told how to come back, and START does it', async ({ visitor }) => {
    const { page } = visitor;
    await page.getByRole('button', { name: 'STOP' }).click();
    await begin(visitor);
    await visitor.press('Send OTP');
    await visitor.sees('This phone has replied STOP to us. Text START');
    expect(await visitor.buttons()).toMatchObject({ 'Send OTP': 'on', 'Resend OTP': 'off', Submit: 'off' });
    await page.getByRole('button', { name: 'START' }).click();
    await visitor.press('Send OTP');
    await visitor.sees('Your code is on its way');
    await visitor.submit(await receive(visitor, 3));
    await visitor.sees('You are verified');
  });

  it.for([
    ['Undelivered', "We couldn't reach your phone"],
    ['Landline', "This number can't receive texts"],
  ] as const)('%s: the panel says why without a click, and Send OTP is on again', async ([fault, why], { visitor }) => {
    await visitor.toggle(fault, true);
    await sendTo(visitor);
    await visitor.skip(1);
    await visitor.sees(why);
    expect(await visitor.buttons()).toMatchObject({ 'Send OTP': 'on', 'Resend OTP': 'off' });
    await visitor.toggle(fault, false);
    await visitor.press('Send OTP');
    await visitor.sees('Your code is on its way');
    await visitor.submit(await receive(visitor));
    await visitor.sees('You are verified');
  });

  it('Twilio down: nothing is claimed, and the member goes on once it is back', async ({ visitor }) => {
    await visitor.toggle('Twilio down', true);
    await begin(visitor);
    await visitor.press('Send OTP');
    await visitor.sees("We can't tell whether your code went out");
    await visitor.toggle('Twilio down', false);
    await visitor.skip(1);
    await visitor.press('Resend OTP');
    await visitor.sees('Your code is on its way');
    await visitor.submit(await receive(visitor));
    await visitor.sees('You are verified');
  });

  it('Twilio slow: the panel says that it is sending, nothing can be pressed, and no interaction fails', async ({
    play,
    visitor,
  }) => {
    await visitor.toggle('Twilio slow', true);
    await begin(visitor);
    await visitor.press('Send OTP');
    await visitor.sees('Sending your code');
    expect(new Set(Object.values(await visitor.buttons()))).toEqual(new Set(['off']));
    await visitor.sees('Your code is on its way', 15_000);
    expect(await visitor.page.getByText('This interaction failed').count()).toBe(0);
    expect(play.person('mira').smsCount()).toBe(1);
  });
});

describe('a role above the bot', () => {
  const FAULT = 'Role above the bot';

  it('before sending: no SMS is paid for, and Send OTP works once it is mended', async ({ play, visitor }) => {
    await begin(visitor);
    await visitor.toggle(FAULT, true);
    await visitor.press('Send OTP');
    await visitor.sees("This server can't give the role at the moment");
    expect(play.person('mira').smsCount()).toBe(0);
    expect(await visitor.buttons()).toMatchObject({ 'Send OTP': 'on' });
    await visitor.toggle(FAULT, false);
    await visitor.press('Send OTP');
    await visitor.sees('Your code is on its way');
  });

  it('after the code: told honestly, and Verify gives the role later without another SMS', async ({
    play,
    visitor,
  }) => {
    await sendTo(visitor);
    await visitor.skip(1);
    await visitor.toggle(FAULT, true);
    await visitor.submit(await visitor.code());
    await visitor.sees('Your number is verified, but the role is still missing');
    expect(await visitor.channel('lounge').count()).toBe(0);
    await visitor.toggle(FAULT, false);
    await visitor.press('Verify');
    await visitor.sees('You are verified');
    await visitor.channel('lounge').waitFor();
    expect(play.person('mira').smsCount()).toBe(1);
  });
});
