import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { standsIn } from '../support/forms.ts';
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

describe('case 55: what an admin typed is there again', () => {
  it('where it was refused, and what was saved stands as it is set', async () => {
    const first = await ada.openForm('Change limits');
    await screen.fill('Change limits', { age: '7', cap: 'a few' });
    const again = await ada.openForm('Change limits');
    expect(standsIn(again)).toEqual({ age: '7', cap: 'a few' });
    expect(again.customId).not.toBe(first.customId);
    await screen.fill('Change limits', { cap: '20' });
    expect(standsIn(await ada.openForm('Change limits'))).toMatchObject({ cap: '20' });
    expect(await stored()).toMatchObject({ minimumAgeDays: 7, dailyCap: 20 });
  });

  it('of countries that nobody knows, with the rule that was chosen', async () => {
    await screen.fill('Choose countries', { rule: 'only', countries: 'Kenya, Atlantis', default: 'Kenya' });
    expect(standsIn(await ada.openForm('Choose countries'))).toEqual({
      countries: 'Kenya, Atlantis',
      default: 'Kenya',
    });
  });

  it('of what somebody else has changed in between', async () => {
    const form = await ada.openForm('Change limits');
    await play.settings({ dailyCap: 50 });
    await ada.actor.submit(form, { age: '0', cap: '20' });
    await ada.untilSees('Somebody else changed part of this');
    expect(standsIn(await ada.openForm('Change limits'))).toMatchObject({ cap: '20' });
  });

  it('and undoes nobody’s change of what was not refused', async () => {
    await screen.fill('Change limits', { age: '0', cap: 'a few' });
    await play.settings({ minimumAgeDays: 7 });
    expect(standsIn(await ada.openForm('Change limits'))).toEqual({ age: '7', cap: 'a few' });
    await screen.fill('Change limits', { cap: '20' });
    expect(await stored()).toMatchObject({ minimumAgeDays: 7, dailyCap: 20 });
  });

  it('for 15 minutes, and for no other admin', async () => {
    await screen.fill('Change limits', { age: 'old', cap: '' });
    expect(standsIn(await ada.openForm('Change limits'))).toMatchObject({ age: 'old' });
    await play.clock.skip(15 * 60_000);
    expect(standsIn(await ada.openForm('Change limits'))).toMatchObject({ age: '0' });
  });
});
