import { describe, expect } from 'vitest';
import { another, begin, it, miraInFull, miraTypes, receive, sendTo } from './visiting.ts';
import type { Visitor } from './visitor.ts';

describe('a member', () => {
  it('verifies a number, gets the role, and #lounge appears', async ({ visitor }) => {
    expect(await visitor.channel('lounge').count()).toBe(0);
    await begin(visitor);
    await visitor.sees(miraInFull);
    expect(await visitor.buttons()).toEqual({
      'Send OTP': 'on',
      'Resend OTP': 'off',
      Submit: 'off',
      'Change number': 'on',
      "I can't verify": 'on',
    });

    await visitor.press('Send OTP');
    await visitor.sees('Your code is on its way');
    expect(await visitor.buttons()).toEqual({
      'Send OTP': 'off',
      'Resend OTP': 'off',
      Submit: 'on',
      'Change number': 'on',
      "I can't verify": 'on',
    });

    await visitor.skip(1);
    await visitor.sees('Your code was delivered');
    await visitor.texts.getByText(/^\d{4} is your Lantern Bay code\. It works for 5 min\. Never share it\.$/).waitFor();
    await visitor.submit(await visitor.code());
    await visitor.sees('You are verified');
    await visitor.sees('You have the role @Verified');
    expect(await visitor.buttons()).toEqual({});
    await visitor.person('Mira Vale Verified').waitFor();
    await visitor.channel('lounge').click();
    await visitor.page.getByRole('main', { name: '#lounge' }).waitFor();
  });

  it('who is verified and presses Verify again is told that nothing is left to do', async ({ visitor }) => {
    await sendTo(visitor);
    await visitor.submit(await receive(visitor));
    await visitor.sees('You are verified');
    await visitor.press('Verify', visitor.notice);
    await visitor.sees('There is nothing left to do');
    expect(await visitor.privately.count()).toBe(2);
  });

  it('is told what is wrong with a number, and cannot send the form without consent', async ({ visitor }) => {
    await visitor.press('Verify', visitor.notice);
    await visitor.enterNumber('555');
    await visitor.sees('That number is too short');
    await visitor.press('Enter a number');
    await visitor.form.getByLabel('Mobile number').fill(miraTypes);
    await visitor.form.getByRole('button', { name: 'Submit' }).click();
    // Nothing is sent without the tick, and what was typed stands there.
    await visitor.form.getByRole('checkbox', { name: 'Text me a one-time code' }).check();
    expect(await visitor.form.getByLabel('Mobile number').inputValue()).toBe(miraTypes);
    await visitor.sendForm();
    await visitor.sees(miraInFull);
  });
});

describe('codes', () => {
  it('a wrong code says how many tries are left, and the right one still works', async ({ visitor }) => {
    await sendTo(visitor);
    const code = await receive(visitor);
    await visitor.submit(another(code));
    await visitor.sees('2 tries left');
    await visitor.submit('12');
    await visitor.sees("This didn't count as a try");
    await visitor.submit(another(code));
    await visitor.sees('one try left');
    await visitor.submit([...code].join(' '));
    await visitor.sees('You are verified');
  });

  it('too many wrong codes lock the number until the time shown, and a new code works after it', async ({
    visitor,
  }) => {
    await sendTo(visitor);
    const code = await receive(visitor);
    for (const said of ['2 tries left', 'one try left', 'Too many wrong codes. You can get a new code after']) {
      await visitor.submit(another(code));
      await visitor.sees(said);
    }
    expect(await visitor.buttons()).toEqual({
      'Send OTP': 'off',
      'Resend OTP': 'off',
      Submit: 'off',
      'Change number': 'on',
      "I can't verify": 'on',
    });
    await visitor.skip(10);
    await visitor.sees('Press Resend OTP for a new one');
    await visitor.press('Resend OTP');
    await visitor.sees('Your code is on its way');
    await visitor.submit(await receive(visitor, 2));
    await visitor.sees('You are verified');
  });

  it('an expired code leaves Resend OTP, without a click', async ({ visitor }) => {
    await sendTo(visitor);
    await visitor.skip(10);
    await visitor.sees('That code is no longer valid');
    expect(await visitor.buttons()).toEqual({
      'Send OTP': 'off',
      'Resend OTP': 'on',
      Submit: 'off',
      'Change number': 'on',
      "I can't verify": 'on',
    });
  });

  it('a code that expired while it was typed in is told so', async ({ play, visitor }) => {
    await sendTo(visitor);
    await visitor.skip(1);
    await visitor.press('Submit');
    await visitor.form.getByLabel('The code from the SMS').fill(await visitor.code());
    await play.clock.skip(5 * 60_000);
    // The panel behind the form says so first, so that its own change does not come after the answer.
    await visitor.sees('That code is no longer valid');
    await visitor.sendForm();
    await visitor.sees('That code has expired');
  });

  it('after Resend OTP the old code is dead and the new one works', async ({ visitor }) => {
    await sendTo(visitor);
    await visitor.sees('You can ask for a new code in');
    const old = await receive(visitor);
    await visitor.press('Resend OTP');
    await visitor.sees('Your code is on its way');
    const fresh = await receive(visitor, 2);
    if (old !== fresh) {
      await visitor.submit(old);
      await visitor.sees('That code is from an earlier SMS');
    }
    await visitor.submit(fresh);
    await visitor.sees('You are verified');
  });
});

describe('the number', () => {
  /** A code has arrived, and its number is entered a second time. */
  async function enterTwice(visitor: Visitor): Promise<void> {
    await sendTo(visitor);
    await visitor.skip(1);
    await visitor.sees('was delivered');
    await visitor.press('Change number');
    await visitor.enterNumber(miraTypes);
    await visitor.sees('Send a new code to the same number?');
    expect(await visitor.buttons()).toEqual({ Regenerate: 'on', 'Keep current code': 'on' });
  }

  it('the same again, Keep current code: the code still works and nothing is texted', async ({ play, visitor }) => {
    await enterTwice(visitor);
    await visitor.press('Keep current code');
    await visitor.sees('Your current code stays valid');
    await visitor.submit(await visitor.code());
    await visitor.sees('You are verified');
    expect(play.person('mira').smsCount()).toBe(1);
  });

  it('the same again, Regenerate: another code is texted and verifies', async ({ visitor }) => {
    await enterTwice(visitor);
    await visitor.press('Regenerate');
    await visitor.sees('Your code is on its way');
    await visitor.submit(await receive(visitor, 2));
    await visitor.sees('You are verified');
  });

  it('the same again too soon: Regenerate waits for the cool-down and comes on without a click', async ({
    visitor,
  }) => {
    await sendTo(visitor);
    await visitor.press('Change number');
    await visitor.enterNumber(miraTypes);
    await visitor.sees('You can ask for a new code in');
    expect(await visitor.buttons()).toEqual({ Regenerate: 'off', 'Keep current code': 'on' });
    await visitor.skip(1);
    await visitor.answer.getByRole('button', { name: 'Regenerate', disabled: false }).waitFor();
    await visitor.skip(10);
    await visitor.sees('That code is no longer valid');
  });

  it('the same again after its SMS failed: the panel still says why', async ({ visitor }) => {
    await visitor.toggle('Landline', true);
    await sendTo(visitor);
    await visitor.skip(1);
    await visitor.sees("This number can't receive texts");
    await visitor.press('Change number');
    await visitor.enterNumber(miraTypes);
    await visitor.sees("This number can't receive texts");
    expect(await visitor.buttons()).toMatchObject({ 'Send OTP': 'on', 'Resend OTP': 'off' });
  });

  it('another one switches Send OTP on again, and its SMS comes to a phone of its own', async ({ visitor }) => {
    await sendTo(visitor);
    await visitor.press('Change number');
    await visitor.enterNumber('+1 415 555 0142');
    await visitor.sees('+1 415 555 0142');
    expect(await visitor.buttons()).toMatchObject({ 'Send OTP': 'on', 'Resend OTP': 'off', Submit: 'off' });
    await visitor.press('Send OTP');
    await visitor.sees('Your code is on its way');
    await visitor.skip(1);
    await visitor.page.getByRole('button', { name: '+1 415 555 0142' }).click();
    await visitor.submit(await visitor.code());
    await visitor.sees('You are verified');
  });
});
