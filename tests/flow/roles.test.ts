import { afterEach, beforeEach, expect, it } from 'vitest';
import { roleRoutes } from '../../src/discord/roles/ids.ts';
import { makeAdmin } from '../support/admin.ts';
import { standsIn } from '../support/forms.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let ada: Person;
let screen: ReturnType<typeof setupScreen>;
let role: (name: string, permissions?: bigint) => string;
beforeEach(async () => {
  play = await startPlay({ env: { PHONE_LOOKUP: 'on' } });
  ada = play.person('ada');
  screen = setupScreen(play.sandbox, ada);
  const { world, seeded } = play.sandbox;
  role = (name, permissions = 0n) => {
    const { id } = world.addRole(seeded.guildId, { name, permissions });
    world.moveRole(seeded.guildId, id, 1);
    return id;
  };
});
afterEach(() => play.stop());

const settings = () => play.stored((stores) => stores.settings.load(play.sandbox.seeded.guildId));

it('case 57: members get all roles that are chosen, and those of the rules that fit their number, and read which', async () => {
  const [crew, american, german, mobile] = [role('Crew'), role('American'), role('German'), role('Mobile')];
  await screen.open();
  await screen.goTo('roles');
  expect(screen.says()).toContain('No rules yet.');
  await screen.choose(roleRoutes.more, crew);
  await screen.fill('Add a rule', { countries: 'US, Canada', kinds: [], roles: [american] });
  await screen.fill('Add a rule', { countries: 'Germany', kinds: [], roles: [german] });
  await screen.fill('Add a rule', { countries: '', kinds: ['mobile', 'fixedVoip'], roles: [mobile] });
  await screen.press('Let them skip');
  expect(await settings()).toMatchObject({
    moreRoleIds: [crew],
    roleRules: [
      { countries: ['US', 'CA'], kinds: [], roleIds: [american] },
      { countries: ['DE'], kinds: [], roleIds: [german] },
      { countries: [], kinds: ['mobile', 'fixedVoip'], roleIds: [mobile] },
    ],
    bypassesChecks: true,
  });

  const mira = play.person('mira');
  play.sandbox.twilio.lines.set(mira.phone, 'mobile');
  await mira.verify();
  const names = [crew, american, mobile].map((id) => `<@&${id}>`);
  for (const name of names) expect(mira.sees()).toContain(name);
  expect(mira.sees()).not.toContain(`<@&${german}>`);
  for (const id of [crew, american, mobile]) expect(mira.hasRole(id)).toBe(true);
  expect(mira.hasRole(german)).toBe(false);

  // The rule is taken back, and the role is offered to be taken from whom it was given to.
  await screen.choose(roleRoutes.remove, '0');
  await screen.press('Move 1 member to the new roles');
  await play.clock.skip(10 * 60_000);
  await play.sandbox.world.until(() => !mira.hasRole(american));
  expect(mira.hasRole(crew)).toBe(true);

  // The staff see what they were given, and the member, too.
  await ada.slash('member lookup', { user: mira.id });
  expect(ada.sees()).toContain(`<@&${mobile}>`);
  await mira.slash('privacy');
  expect(mira.sees()).toContain(`<@&${mobile}>`);
  expect(mira.sees()).toContain('Mobile number');
});

it('case 55: a rule that is refused stands in the form again, and changes nothing', async () => {
  const german = role('German');
  await screen.open();
  await screen.goTo('roles');
  await screen.fill('Add a rule', { countries: 'Atlantis', kinds: [], roles: [german] });
  expect(screen.says()).toContain('Atlantis');
  expect(standsIn(await ada.openForm('Add a rule'))).toMatchObject({ countries: 'Atlantis', roles: [german] });
  await screen.fill('Add a rule', { countries: '', kinds: [], roles: [german] });
  expect(screen.says()).toContain('at least one country or one kind of line');
  await screen.fill('Add a rule', { countries: 'Germany', kinds: [], roles: [german] });
  // Somebody else has changed it since the form was opened.
  const form = await ada.openForm('Edit');
  await play.settings({ roleRules: [{ countries: ['AT'], kinds: [], roleIds: [german] }] });
  await ada.actor.submit(form, { countries: 'Kenya', kinds: [], roles: [german] });
  await ada.untilSees('Somebody else changed part of this');
  expect((await settings())?.roleRules).toEqual([{ countries: ['AT'], kinds: [], roleIds: [german] }]);
  await screen.fill('Edit', { countries: 'Kenya', kinds: ['mobile'], roles: [german] });
  expect((await settings())?.roleRules).toEqual([{ countries: ['KE'], kinds: ['mobile'], roleIds: [german] }]);
});

it('case 26: nobody lends the bot a role that they could not give, in a rule either, nor spreads what others have lent', async () => {
  const { keeper } = play.sandbox.seeded.roles;
  const german = role('German');
  makeAdmin(play);
  const theirs = setupScreen(play.sandbox, play.person('vesper'));
  await theirs.open();
  await theirs.goTo('roles');
  await theirs.choose(roleRoutes.more, keeper);
  expect(theirs.says()).toContain('is not below your highest role');
  await theirs.fill('Add a rule', { countries: 'Germany', kinds: [], roles: [german, keeper] });
  expect(theirs.says()).toContain('is not below your highest role');
  expect(await settings()).toMatchObject({ moreRoleIds: [], roleRules: [] });
  // What is stored by others stays, and is not made a role of everybody by who could not give it.
  await play.settings({ roleRules: [{ countries: ['DE'], kinds: [], roleIds: [keeper] }] });
  await theirs.choose(roleRoutes.more, keeper);
  expect(theirs.says()).toContain('is not below your highest role');
  expect((await settings())?.moreRoleIds).toEqual([]);
  expect((await settings())?.roleRules).toHaveLength(1);
});

it('case 57: the preflight names each role, the dry run tries all, and one that is deleted is named to the staff and keeps nobody', async () => {
  const { world, seeded } = play.sandbox;
  const [crew, gone] = [role('Crew'), role('Gone')];
  await play.settings({ moreRoleIds: [crew, gone] });
  await screen.open();
  await screen.press('Dry run');
  for (const id of [crew, gone]) expect(screen.says()).toContain(`<@&${id}>`);
  expect(screen.says()).toContain('✅ Dry run');
  world.deleteRole(seeded.guildId, gone);
  await screen.press('Check again');
  expect(screen.says()).toContain('**More roles**: ');
  expect(screen.says()).toContain('no longer exists');
  const mira = play.person('mira');
  await mira.verify();
  expect(mira.hasRole(crew)).toBe(true);
  expect(mira.sees()).toContain('You are verified');
  expect(mira.sees()).not.toContain(gone);
  await play.settings({ moreRoleIds: [seeded.roles.keeper] });
  const nils = play.person('nils');
  await nils.begin();
  await nils.send();
  expect(nils.smsCount()).toBe(0);
});

it('the staff read every role that they give by hand and take again, but for one that is deleted', async () => {
  const [crew, gone] = [role('Crew'), role('Gone')];
  const { guildId, roles } = play.sandbox.seeded;
  await play.settings({ moreRoleIds: [crew, gone] });
  play.sandbox.world.deleteRole(guildId, gone);
  const [ada, mira] = [play.person('ada'), play.person('mira')];
  await ada.slash('member approve', { user: mira.id, reason: 'Known to us.' });
  await ada.untilSees(`is verified by hand and has <@&${roles.verified}> and <@&${crew}>.`);
  await ada.slash('member revoke', { user: mira.id, reason: 'Spam.' });
  await ada.untilSees('They no longer have');
  expect(ada.sees()).toContain(`<@&${crew}>`);
});
