import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

const MINUTE = 60_000;

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

/** Lets time pass as the chores see it. */
async function pass(ms: number): Promise<void> {
  for (let passed = 0; passed < ms; passed += MINUTE) await play.clock.skip(MINUTE);
}

const sent = () => play.sandbox.twilio.messages[0];

it('neither text nor number of an SMS stays at Twilio, and what it cost stays in /stats', async () => {
  await mira.begin();
  await mira.send();
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
  await pass(3 * MINUTE);
  await play.sandbox.world.until(() => sent()?.isRedacted === true);
  await pass(125 * MINUTE);
  await play.sandbox.world.until(() => sent()?.isDeleted === true);
  const ada = play.person('ada');
  await ada.slash('stats show', {});
  await ada.untilSees('0.0083');
});

it('a bot that was away forgets it after its next start', async () => {
  await mira.begin();
  await mira.send();
  await play.stopApps();
  await pass(30 * MINUTE);
  expect(sent()).toMatchObject({ isRedacted: false });
  await play.startApp();
  await pass(2 * MINUTE);
  await play.sandbox.world.until(() => sent()?.isRedacted === true);
});
