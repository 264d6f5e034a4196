import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { exemptRoutes } from '../../src/discord/exempt/ids.ts';
import { makeAdmin } from '../support/admin.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

const world = () => play.sandbox.world;
const seeded = () => play.sandbox.seeded;
const who = (person: Person) => ({ serverId: seeded().guildId, memberId: person.id });
const found = (person: Person) => play.stored(({ roster }) => roster.find(who(person)));

describe('who need not verify', () => {
  it('passes by one press, without a form, an SMS or a consent, and the panel and the staff hear why', async () => {
    await openStaffChannel(play);
    await play.settings({ exemptBoosters: true, exemptRoleIds: [seeded().roles.moderator] });
    world().setBoost(seeded().guildId, mira.id, true);

    expect((await mira.press('Verify', mira.notice())).is).not.toBe('modal');
    await mira.untilSees('This server lets you in without a number (server boost)');
    expect(mira.hasRole()).toBe(true);
    expect(mira.smsCount()).toBe(0);
    expect(await found(mira)).toMatchObject({ exempt: { is: 'boost' } });
    await play.clock.skip(5_000);
    await untilStaffSee(play, 'got in without a number: server boost');
    const events = await play.stored(({ journal }) => journal.ofMember(who(mira), 10));
    expect(events.map(({ what }) => what).toSorted()).toEqual(['exempted', 'granted']);

    const jonas = play.person('jonas');
    world().giveRole(seeded().guildId, jonas.id, seeded().roles.moderator);
    await jonas.slash('verify');
    await world().until(() => jonas.hasRole());
    expect(await found(jonas)).toMatchObject({ exempt: { is: 'role', roleId: seeded().roles.moderator } });
    // Nobody else.
    expect((await play.person('nils').press('Verify', mira.notice())).is).toBe('modal');
  });

  it('is welcomed as everybody else, in the words of the admin and with where to start', async () => {
    await play.settings({
      exemptBoosters: true,
      welcomeText: 'Say hello!',
      welcomeChannelIds: [seeded().channels.lounge],
    });
    world().setBoost(seeded().guildId, mira.id, true);
    await mira.press('Verify', mira.notice());
    await mira.untilSees('Welcome to **Lantern Bay**! You are in');
    expect(mira.sees()).toContain('Say hello');
    expect(mira.sees()).toContain('without a number (server boost)');
    expect(mira.sees()).toContain(`Start in <#${seeded().channels.lounge}>.`);
  });

  it('case 58: stays so when the ground goes away, through a restart and coming back', async () => {
    await play.settings({ exemptBoosters: true });
    world().setBoost(seeded().guildId, mira.id, true);
    await mira.press('Verify', mira.notice());
    await world().until(() => mira.hasRole());
    world().setBoost(seeded().guildId, mira.id, false);
    await play.settings({ exemptBoosters: false });
    await play.restart();
    world().removeMember(seeded().guildId, mira.id);
    world().addMember(seeded().guildId, mira.id);
    await mira.press('Verify', mira.notice());
    await world().until(() => mira.hasRole());
    expect(await found(mira)).toMatchObject({ exempt: { is: 'boost' } });
  });

  it('is let in at any step: an open form and an old panel cost no SMS', async () => {
    const form = await mira.openForm('Verify', mira.notice());
    await play.person('jonas').begin();
    await play.settings({ exemptAgeDays: 30 });
    await mira.enter(form);
    await mira.untilSees('without a number (age of the account)');
    await play.person('jonas').press('Code senden');
    await world().until(() => play.person('jonas').hasRole());
    expect(play.person('jonas').smsCount()).toBe(0);
    // Nils came to Discord two days ago.
    expect((await play.person('nils').press('Verify', mira.notice())).is).toBe('modal');
  });

  it('two presses at once let a member in once', async () => {
    await play.settings({ exemptAgeDays: 30 });
    const answers = await Promise.all([1, 2, 3].map(() => mira.press('Verify', mira.notice())));
    expect(answers.map(({ is }) => is)).not.toContain('modal');
    await world().until(() => mira.hasRole());
    const events = await play.stored(({ journal }) => journal.ofMember(who(mira), 10));
    expect(events.filter(({ what }) => what === 'exempted')).toHaveLength(1);
  });

  it('case 32: does not pass while blocked, nor after revoking, nor by deleting their data', async () => {
    await mira.verify();
    await play.settings({ exemptAgeDays: 30 });
    const ada = play.person('ada');
    await ada.slash('member revoke', { user: mira.id, reason: 'Spam.', block: 'forever' });
    await world().until(() => !mira.hasRole());
    await mira.press('Verify', mira.notice());
    expect((await mira.press('Continue')).is).toBe('modal');
    await mira.slash('privacy');
    await mira.press('Delete');
    await mira.press('Delete everything');
    await mira.untilSees('Your data is deleted');
    // The block stays without the account; that it passes by a number alone is known all the same.
    expect((await mira.press('Verify', mira.notice())).is).toBe('modal');
    expect(await found(mira)).toBeUndefined();

    const vesper = play.person('vesper');
    await vesper.press('Verify', mira.notice());
    await world().until(() => vesper.hasRole());
    await ada.slash('member revoke', { user: vesper.id, reason: 'Not this one.' });
    await world().until(() => !vesper.hasRole());
    expect((await vesper.press('Verify', mira.notice())).is).toBe('message');
    expect((await vesper.press('Continue')).is).toBe('modal');
    await ada.slash('member lookup', { user: vesper.id });
    await ada.untilSees('exemptions and the open gate no longer let them in');
    await ada.slash('member approve', { user: vesper.id, reason: 'A mistake.' });
    await world().until(() => vesper.hasRole());
  });
});

describe('the page of who need not verify', () => {
  it('saves what is chosen, says what cannot be read, and keeps it typed', async () => {
    const screen = setupScreen(play.sandbox, play.person('ada'));
    await screen.open();
    expect(screen.says()).not.toContain('exempt');
    await screen.goTo('exempt');
    expect(screen.says()).toContain('you need **Manage Roles** and a role above');
    await screen.choose(exemptRoutes.roles, seeded().roles.moderator);
    await screen.press('Exempt them');
    await screen.fill('Change age and day', { age: '6 months', day: '30.11.2026' });
    expect(screen.says()).toContain('at least **180 days** old');
    expect(screen.says()).toContain('joined before **2026-11-30**');
    await screen.fill('Change age and day', { age: 'as old as me', day: '2026-02-30' });
    expect(screen.says()).toContain('I could not read “as old as me” as an age');
    expect(screen.says()).toContain('I could not read “2026-02-30” as a day');
    expect(await play.stored(({ settings }) => settings.load(seeded().guildId))).toMatchObject({
      exemptRoleIds: [seeded().roles.moderator],
      exemptBoosters: true,
      exemptAgeDays: 180,
      exemptJoinedBefore: '2026-11-30',
    });
    await screen.press('No longer exempt');
    await screen.fill('Change age and day', { age: '', day: '' });
    expect(screen.says()).toContain('No account is exempt because of its age');
  });

  it('case 26: widens nothing for an admin who could not give the verified role, but lets them narrow it', async () => {
    makeAdmin(play);
    await play.settings({ exemptBoosters: true, exemptAgeDays: 30 });
    const screen = setupScreen(play.sandbox, play.person('vesper'));
    await screen.open();
    await screen.goTo('exempt');
    await screen.choose(exemptRoutes.roles, seeded().roles.moderator);
    expect(screen.says()).toContain('Exempt members get');
    await screen.fill('Change age and day', { age: '10', day: '2026-11-30' });
    expect(screen.says()).toContain('Exempt members get');
    await screen.press('No longer exempt');
    const settings = await play.stored((stores) => stores.settings.load(seeded().guildId));
    expect(settings).toMatchObject({ exemptRoleIds: [], exemptBoosters: false, exemptAgeDays: 30 });
    expect(settings?.exemptJoinedBefore).toBeUndefined();

    makeAdmin(play, Permission.ManageRoles);
    await screen.choose(exemptRoutes.roles, seeded().roles.moderator);
    expect(screen.says()).not.toContain('Exempt members get');
  });
});
