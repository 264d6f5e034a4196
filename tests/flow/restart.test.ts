import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

it('case 16: a restart keeps the code, the cool-down and the tries', async () => {
  await mira.begin();
  await mira.send();
  const wrong = String((Number(mira.code()) + 1) % 10_000).padStart(4, '0');
  await mira.submit(wrong);
  await play.restart();

  await mira.press('Resend OTP');
  await mira.untilSees('too soon');
  await mira.submit(wrong);
  expect(mira.sees()).toContain('**one** try left');
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
  expect(mira.smsCount()).toBe(1);
});

it('a panel opened after a restart follows the SMS that was on its way', async () => {
  await mira.begin();
  await mira.send();
  await play.restart();
  await mira.slash('verify');
  expect(mira.sees()).toContain('on its way');
  await play.clock.skip(5000);
  await mira.untilSees('was delivered');
});
