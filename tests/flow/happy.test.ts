import { afterEach, expect, it } from 'vitest';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel } from '../support/staff.ts';

let play: Play;
afterEach(() => play.stop());

it('a member verifies a number and gets the role', async () => {
  play = await startPlay();
  await openStaffChannel(play);
  const { sandbox, clock } = play;
  const mira = play.person('mira');

  await mira.begin();
  expect(mira.sees()).toContain('🇺🇸 United States: **+1 415 555 0123**');
  expect(mira.buttons()).toEqual({
    'Send OTP': 'on',
    'Resend OTP': 'off',
    Submit: 'off',
    'Change number': 'on',
    "I can't verify": 'on',
  });

  await mira.send();
  expect(mira.sees()).toContain('on its way');
  expect(mira.sees()).toContain('+1 ••• ••• ••23');
  expect(mira.sees()).not.toContain('0123');
  expect(mira.buttons()).toEqual({
    'Send OTP': 'off',
    'Resend OTP': 'off',
    Submit: 'on',
    'Change number': 'on',
    "I can't verify": 'on',
  });
  await clock.skip(5000);
  await mira.untilSees('was delivered');

  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
  expect(mira.hasRole()).toBe(true);
  expect(mira.smsCount()).toBe(1);
  expect(sandbox.traffic.problems()).toEqual([]);
});
