import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selects } from '../../src/discord/setup/ids.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let ada: Person;
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  play = await startPlay({ setUp: false });
  ada = play.person('ada');
  screen = setupScreen(play.sandbox, ada);
});
afterEach(() => play.stop());

const ids = () => play.sandbox.seeded;
const world = () => play.sandbox.world;

describe('the rules and the staff', () => {
  it('are saved as they are chosen', async () => {
    await screen.open();
    await screen.goTo('rules');
    expect(screen.chosen(selects.accounts)).toEqual(['1']);
    expect(screen.chosen(selects.conflict)).toEqual(['deny']);
    expect(screen.says()).toContain('Numbers of every kind are taken');
    expect(screen.says()).toContain('but not in the United States');
    await screen.choose(selects.accounts, '3');
    await screen.choose(selects.conflict, 'askStaff');
    await screen.fill('Kinds of numbers…', { voip: ['askStaff'] });
    expect(screen.says()).toContain('Internet numbers (VoIP): the staff decide');
    await screen.goTo('staff');
    await screen.choose(selects.staffChannel, ids().channels.staff);
    await screen.choose(selects.staffRole, ids().roles.moderator);
    await play.restart();
    await screen.open();
    await screen.goTo('rules');
    expect(screen.chosen(selects.accounts)).toEqual(['3']);
    expect(screen.chosen(selects.conflict)).toEqual(['askStaff']);
    expect(screen.says()).toContain('Internet numbers (VoIP): the staff decide');
    await screen.fill('Kinds of numbers…', { voip: ['take'] });
    expect(screen.says()).toContain('Numbers of every kind are taken');
    await screen.goTo('staff');
    expect(screen.chosen(selects.staffChannel)).toEqual([ids().channels.staff]);
    expect(screen.chosen(selects.staffRole)).toEqual([ids().roles.moderator]);
    await screen.choose(selects.staffChannel);
    await screen.choose(selects.staffRole);
    expect(screen.chosen(selects.staffChannel)).toEqual([]);
    expect(screen.chosen(selects.staffRole)).toEqual([]);
  });

  it('are both kept when two are chosen at once', async () => {
    await screen.open();
    await screen.goTo('rules');
    await Promise.all([screen.choose(selects.accounts, '2'), screen.choose(selects.conflict, 'transfer')]);
    await screen.press('Check again');
    expect(screen.chosen(selects.accounts)).toEqual(['2']);
    expect(screen.chosen(selects.conflict)).toEqual(['transfer']);
  });

  it('takes numbers up to their limits, and says which it did not take', async () => {
    await screen.open();
    await screen.goTo('rules');
    await screen.fill('Change limits', { age: '365', cap: '100000' });
    expect(screen.says()).toContain('younger than **365 days**');
    expect(screen.says()).toContain('Daily SMS limit on this server (UTC): **100,000**');
    await screen.fill('Change limits', { age: '366', cap: '100001' });
    expect(screen.says()).toContain('minimum account age must be a whole number of days from 0 to 365');
    expect(screen.says()).toContain('SMS limit must be a whole number from 1 to 100,000');
    expect(screen.says()).toContain('younger than **365 days**');

    await screen.fill('Change limits', { age: 'soon', cap: '0' });
    expect(screen.says()).toContain('minimum account age must be');
    expect(screen.says()).toContain('SMS limit must be');
    await screen.fill('Change limits', { age: '1', cap: '1' });
    expect(screen.says()).toContain('younger than **1 day**');
    expect(screen.says()).toContain('Daily SMS limit on this server (UTC): **1**');
    await screen.fill('Change limits', { age: '', cap: '' });
    expect(screen.says()).toContain('Minimum account age: **off**');
    expect(screen.says()).toContain('Daily SMS limit on this server: **none**');
  });
});

describe('countries', () => {
  it('are picked by name or code, shown with flags, and can be taken back', async () => {
    await screen.open();
    await screen.goTo('rules');
    expect(screen.says()).toContain('All countries.');
    await screen.fill('Choose countries', {
      rule: 'only',
      countries: 'germany, AT; Côte d’Ivoire, usa',
      default: '+44',
    });
    expect(screen.says()).toContain('Only 4 countries: 🇩🇪 Germany, 🇦🇹 Austria, 🇨🇮 Côte d’Ivoire, 🇺🇸 United States.');
    expect(screen.says()).toContain('starts with 🇬🇧 United Kingdom');
    await screen.fill('Choose countries', { rule: 'except' });
    expect(screen.says()).toContain('All but 4 countries: 🇩🇪 Germany');
    await screen.fill('Choose countries', { rule: 'all', default: '' });
    expect(screen.says()).toContain('All countries.');
    expect(screen.says()).toContain("starts with the country that a member's language points to");
  });

  it('are understood in the language of the admin', async () => {
    world().giveRole(ids().guildId, ids().people.jonas, ids().roles.keeper);
    const jonas = setupScreen(play.sandbox, play.person('jonas'));
    await jonas.open();
    await jonas.goTo('rules');
    const countries = 'Österreich, switzerland, Großbritannien';
    await jonas.fill('Länder wählen', { rule: 'only', countries, default: 'Deutschland' });
    expect(jonas.says()).toContain('Nur 3 Länder: 🇦🇹 Österreich, 🇨🇭 Schweiz, 🇬🇧 Vereinigtes Königreich.');
    expect(jonas.says()).toContain('beginnt: 🇩🇪 Deutschland');
  });

  it('that are not understood are named, and the others kept', async () => {
    await screen.open();
    await screen.goTo('rules');
    await screen.fill('Choose countries', { rule: 'only', countries: 'France, Atlantis, QQ', default: 'Lemuria' });
    expect(screen.says()).toContain('I did not understand these, so I left them out: “Atlantis”, “QQ”');
    expect(screen.says()).toContain('I did not understand this as one country: “Lemuria”');
    expect(screen.says()).toContain('Only 1 country: 🇫🇷 France.');
    await screen.fill('Choose countries', { rule: 'except', countries: 'Atlantis' });
    expect(screen.says()).toContain('the list needs at least one country');
    expect(screen.says()).toContain('Only 1 country: 🇫🇷 France.');
  });
});
