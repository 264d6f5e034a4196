import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let ada: Person;
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  play = await startPlay();
  ada = play.person('ada');
  screen = setupScreen(play.sandbox, ada);
  await screen.open();
  await screen.goTo('rules');
});
afterEach(() => play.stop());

const stored = () => play.stored(({ settings }) => settings.load(play.sandbox.seeded.guildId));

it('a form that is filled in otherwise is another form to a phone, which keeps what stood in one', async () => {
  const first = await ada.openForm('Change limits');
  expect((await ada.openForm('Change limits')).customId).toBe(first.customId);
  await screen.fill('Change limits', { age: '7' });
  expect((await ada.openForm('Change limits')).customId).not.toBe(first.customId);
  const [mira, jonas] = [play.person('mira'), play.person('jonas')];
  const theirs = await mira.openForm('Verify', mira.notice());
  expect(theirs.customId).not.toBe((await jonas.openForm('Verify', jonas.notice())).customId);
});

it('a form that was open while somebody else changed its setting does not undo that', async () => {
  const form = await ada.openForm('Change limits');
  await play.settings({ minimumAgeDays: 7, dailyCap: 50 });
  await ada.actor.submit(form, { age: '0', cap: '20' });
  await ada.untilSees('Somebody else changed part of this');
  expect(await stored()).toMatchObject({ minimumAgeDays: 7, dailyCap: 50, deadlineDays: 0 });
  await screen.fill('Change limits', { cap: '20' });
  expect(await stored()).toMatchObject({ minimumAgeDays: 7, dailyCap: 20 });
});

it('what nobody touched is left as it is now, and what only this admin changed is saved', async () => {
  const form = await ada.openForm('Choose countries');
  await play.settings({ countries: { is: 'only', countries: ['DE'] } });
  await ada.actor.submit(form, { rule: 'all', countries: '', default: 'Kenya' });
  await play.sandbox.world.until(() => screen.says().includes('The number form starts with'));
  expect(await stored()).toMatchObject({ countries: { is: 'only', countries: ['DE'] }, defaultCountry: 'KE' });
  expect(screen.says()).not.toContain('Somebody else');
});
