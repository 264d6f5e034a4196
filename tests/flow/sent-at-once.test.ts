import { afterEach, beforeEach, expect, it } from 'vitest';
import { selects } from '../../src/discord/setup/ids.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
  const screen = setupScreen(play.sandbox, play.person('ada'));
  await screen.open();
  await screen.goTo('rules');
  expect(screen.chosen(selects.sending)).toEqual(['button']);
  await screen.choose(selects.sending, 'atOnce');
  expect(screen.chosen(selects.sending)).toEqual(['atOnce']);
});
afterEach(() => play.stop());

it('an admin has the code sent when the form is', async () => {
  await mira.begin();
  await mira.untilSees('on its way');
  expect(mira.smsCount()).toBe(1);
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
});

it('where the country is not certain, nothing is sent before Yes', async () => {
  await mira.begin('415 555 0123');
  expect(mira.sees()).toContain('Is this number from');
  expect(mira.smsCount()).toBe(0);
  await mira.press('Yes');
  await mira.untilSees('on its way');
  expect(mira.smsCount()).toBe(1);
});

it('the same number again is asked about, as ever', async () => {
  await mira.begin();
  await mira.untilSees('on its way');
  await mira.enter(await mira.openForm('Change number'));
  expect(mira.sees()).toContain('Send a new code to the same number?');
  expect(mira.smsCount()).toBe(1);
});
