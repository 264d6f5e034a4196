import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { selects } from '../../src/discord/setup/ids.ts';
import { settingLimits } from '../../src/gate/settings/changes.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { textOf } from '../support/views.ts';

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

/** From nothing to a posted notice. */
async function setUp(): Promise<void> {
  await screen.open();
  await screen.choose(selects.role, ids().roles.verified);
  await screen.choose(selects.channel, ids().channels.verify);
  await screen.press('Post notice');
}

describe('from nothing', () => {
  it('to a posted notice takes four steps, and members can verify', async () => {
    await screen.open();
    expect(screen.says()).toContain('Next: press **Set it up for me…**');
    expect(ada.buttons()).toMatchObject({ 'Post notice': 'off', 'Dry run': 'off', 'Check again': 'on' });
    await screen.choose(selects.role, ids().roles.verified);
    expect(screen.says()).toContain('Next: choose a channel');
    await screen.choose(selects.channel, ids().channels.verify);
    expect(screen.says()).not.toContain('Everything checks out');
    expect(screen.says()).toContain("Members can't ask for help yet: choose a staff channel on the page *Staff*");
    expect(screen.says()).toContain('Next: press **Post notice**');
    await screen.press('Post notice');
    expect(screen.says()).toContain('The notice with the Verify button is in');
    expect(screen.steps()).toBe(4);
    await play.person('mira').verify();
  });

  it('the screen can be left and opened again: what was chosen is still there, also after a restart', async () => {
    await screen.open();
    await screen.choose(selects.role, ids().roles.verified);
    await screen.choose(selects.removedRoles, ids().roles.unverified, ids().roles.moderator);
    await screen.choose(selects.channel, ids().channels.verify);
    await play.restart();
    await screen.open();
    expect(screen.chosen(selects.role)).toEqual([ids().roles.verified]);
    expect(screen.chosen(selects.removedRoles)).toEqual([ids().roles.unverified, ids().roles.moderator]);
    expect(screen.chosen(selects.channel)).toEqual([ids().channels.verify]);
  });

  it('is spoken in the language of the admin', async () => {
    world().giveRole(ids().guildId, ids().people.jonas, ids().roles.keeper);
    const jonas = setupScreen(play.sandbox, play.person('jonas'));
    await jonas.open();
    expect(jonas.says()).toContain('Bestätigung einrichten');
    await jonas.goTo('rules');
    expect(jonas.says()).toContain('Konten pro Nummer');
  });
});

describe('the basics', () => {
  it('takes the chosen roles away when a member is verified', async () => {
    await setUp();
    await screen.choose(selects.removedRoles, ids().roles.unverified);
    const mira = play.person('mira');
    world().giveRole(ids().guildId, mira.id, ids().roles.unverified);
    await mira.verify();
    await world().until(() => !mira.hasRole(ids().roles.unverified));
    await screen.choose(selects.removedRoles);
    expect(screen.chosen(selects.removedRoles)).toEqual([]);
  });

  it('never takes away the role that it gives', async () => {
    await screen.open();
    await screen.choose(selects.role, ids().roles.verified);
    await screen.choose(selects.removedRoles, ids().roles.verified);
    expect(screen.says()).toContain("The verified role can't be one of the roles to remove");
    expect(screen.chosen(selects.removedRoles)).toEqual([]);
    await screen.choose(selects.removedRoles, ids().roles.moderator);
    await screen.choose(selects.role, ids().roles.moderator);
    expect(screen.chosen(selects.removedRoles)).toEqual([]);
  });

  it("shows the admin's own words on the notice, after Update notice", async () => {
    await setUp();
    await screen.fill('Edit text', { text: '  Ahoy!\nPress the button.  ' });
    expect(screen.says()).toContain('“Ahoy! Press the button.”');
    expect(screen.says()).toContain('once you press **Post notice**');
    const before = ada.notice();
    expect(before && textOf(before)).toContain('Verify your phone number');
    await screen.press('Update notice');
    const after = ada.notice();
    expect(after?.id).toBe(before?.id);
    expect(after && textOf(after)).toMatch(
      /^Ahoy!\nPress the button\.\n-# Nobody else on this server sees your number/,
    );

    await screen.fill('Edit text', { text: '' });
    await screen.press('Update notice');
    expect(textOf(ada.notice() ?? after ?? expect.fail('no notice'))).toContain('Verify your phone number');
  });

  it('takes a text of the longest length, and the form no longer one', async () => {
    await setUp();
    const longest = 'n'.repeat(settingLimits.noticeText);
    await screen.fill('Edit text', { text: longest });
    await screen.press('Update notice');
    expect(textOf(ada.notice() ?? expect.fail('no notice'))).toContain(longest);
    await expect(screen.fill('Edit text', { text: `${longest}n` })).rejects.toThrow('takes 1 to 1500 characters');
  });
});

describe('the notice', () => {
  it('that was deleted is missed when the screen opens, and posted again', async () => {
    await setUp();
    world().deleteMessage(ada.notice()?.id ?? '');
    await screen.open();
    expect(screen.says()).toContain('The notice is gone');
    await screen.press('Post notice');
    expect(ada.notice()).toBeDefined();
    expect(screen.says()).toContain('The notice is in');
  });

  it('stays where it is until it is moved, and then stands once', async () => {
    await setUp();
    const { welcome, verify } = ids().channels;
    await screen.choose(selects.channel, welcome);
    expect(screen.says()).toContain(`The notice is still in <#${verify}>`);
    expect(ada.notice()).toBeDefined();
    await screen.press('Move notice');
    expect(ada.notice()).toBeUndefined();
    expect(ada.actor.messages(welcome)).toHaveLength(1);

    await screen.choose(selects.channel, verify);
    await screen.choose(selects.channel, welcome);
    await screen.press('Update notice');
    expect(ada.actor.messages(welcome)).toHaveLength(1);
  });

  it('is posted once by two presses at once', async () => {
    await setUp();
    world().deleteMessage(ada.notice()?.id ?? '');
    await screen.open();
    await Promise.all([screen.press('Post notice'), screen.press('Post notice')]);
    await world().until(() => screen.says().includes('was updated') || screen.says().includes('is in'));
    expect(ada.actor.messages(ids().channels.verify).filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
  });

  it('is not posted twice where Discord does not answer', async () => {
    await setUp();
    world().faults.add({ method: 'PATCH', path: /\/channels\/\d+\/messages\/\d+$/, times: 3, status: 503 });
    await screen.press('Update notice');
    expect(screen.says()).toContain('Discord did not let me post');
    expect(ada.actor.messages(ids().channels.verify).filter(({ ephemeral }) => !ephemeral)).toHaveLength(1);
  });

  it('is not posted by a button that was off', async () => {
    await screen.open();
    await screen.press('Post notice');
    await screen.press('Dry run');
    expect(ada.notice()).toBeUndefined();
    expect(screen.says()).toContain('Choose a verified role first');
  });
});

describe('the dry run', () => {
  it('gives the role, sees it and takes it away', async () => {
    await setUp();
    await screen.press('Dry run');
    expect(screen.says()).toContain('I gave you');
    expect(ada.hasRole()).toBe(false);
    const { exchanges } = play.sandbox.traffic;
    const tried = exchanges.filter(({ path }) => path.endsWith(`/roles/${ids().roles.verified}`));
    expect(tried.map(({ method, status }) => `${method} ${status}`)).toEqual(['PUT 204', 'DELETE 204']);
  });

  it('leaves a role alone that the admin has already', async () => {
    await setUp();
    world().giveRole(ids().guildId, ada.id, ids().roles.verified);
    await screen.press('Dry run');
    expect(screen.says()).toContain('so I left it alone');
    expect(ada.hasRole()).toBe(true);
  });

  it('says why Discord did not take the role', async () => {
    await setUp();
    world().moveRole(ids().guildId, ids().roles.verified, 5);
    await screen.press('Dry run');
    expect(screen.says()).toContain('Discord did not let me give you');
    expect(screen.says()).toContain('is above my highest role');
    world().deleteRole(ids().guildId, ids().roles.verified);
    await screen.press('Dry run');
    expect(screen.says()).toContain('The role no longer exists. Choose another one.');
  });

  it('says so when the role could not be taken away again', async () => {
    await setUp();
    world().faults.add({ method: 'DELETE', path: /\/roles\//, times: 3, status: 503 });
    await screen.press('Dry run');
    expect(screen.says()).toContain('could not remove it again');
    expect(ada.hasRole()).toBe(true);
  });
});

describe('a member who has no Manage Server', () => {
  it('is refused at every step of a screen that they opened while they had it', async () => {
    await setUp();
    world().takeRole(ids().guildId, ada.id, ids().roles.keeper);
    const guild = world().guilds.get(ids().guildId);
    if (guild) guild.ownerId = ids().people.mira;
    const message = ada.panel()?.id ?? '';
    await screen.press('Dry run');
    expect(screen.says()).toContain('You need the **Manage Server** permission');
    for (const step of [
      () => ada.actor.press(message, 'v1:setup:post:basics'),
      () => ada.actor.select(message, selects.page.id(), ['rules']),
      () => ada.actor.press(message, 'v1:setup:check:basics'),
      () => ada.actor.press(message, 'v1:setup:text:basics'),
      () => ada.actor.select(message, selects.role.id(), [ids().roles.moderator]),
      () => ada.actor.select(message, selects.channel.id(), [ids().channels.welcome]),
    ]) {
      const answer = await step();
      expect(answer.is).toBe('update');
      expect(screen.says()).toContain('You need the **Manage Server** permission');
    }
  });

  it('is refused when sending a form, too', async () => {
    await setUp();
    const form = await ada.openForm('Edit text');
    world().takeRole(ids().guildId, ada.id, ids().roles.keeper);
    const guild = world().guilds.get(ids().guildId);
    if (guild) guild.ownerId = ids().people.mira;
    await ada.actor.submit(form, { text: 'Mine now' });
    expect(screen.says()).toContain('You need the **Manage Server** permission');
  });
});
