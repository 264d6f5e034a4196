import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { MOST_LETTERS } from '../../src/discord/member/tell.ts';
import { selects } from '../../src/discord/setup/ids.ts';
import { makeAdmin } from '../support/admin.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';
import { buttonsOf, textOf } from '../support/views.ts';

let play: Play;
let vesper: Person;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  vesper = play.person('vesper');
  mira = play.person('mira');
});
afterEach(() => play.stop());

const ids = () => play.sandbox.seeded;
const world = () => play.sandbox.world;
const allow = (rights: bigint) => world().setRolePermissions(ids().guildId, ids().roles.moderator, rights);
const blocks = () =>
  play.stored(({ blocks: all }) => all.ofMember({ serverId: ids().guildId, memberId: mira.id }, play.clock.now()));

/** A step of `/member` about Mira by Vesper, until its answer says `sentence`. */
async function step(name: string, sentence: string, more: Record<string, string> = {}) {
  Object.assign(vesper.actor.command('member')?.body ?? {}, { default_member_permissions: null });
  await vesper.slash(`member ${name}`, { user: mira.id, ...more });
  await vesper.untilSees(sentence);
}
const reason = 'Known from the harbour';

/** Vesper is a Moderator, and Moderators are staff. */
async function staffRole(rights = 0n) {
  allow(rights);
  await play.settings({ staffRoleId: ids().roles.moderator });
  world().giveRole(ids().guildId, vesper.id, ids().roles.moderator);
}

describe('case 28: what the staff role lends', () => {
  beforeEach(() => staffRole());

  it('approving and revoking by hand, and a block for a time, where the role has no power', async () => {
    await step('approve', 'is verified by hand', { reason });
    await step('revoke', 'is no longer verified', { reason });
    await mira.verify();
    await step('block', 'is blocked until <t:', { reason, duration: 'days7' });
    await step('unblock', 'is no longer blocked');
  });

  it('no letters without end: after ten a day a member is written to no more', async () => {
    const letters = () => mira.actor.messages(world().directChannel(mira.id).id).length;
    for (let time = 0; time < 6; time++) {
      await step('approve', 'is verified by hand', { reason });
      await step('revoke', 'is no longer verified', { reason });
    }
    expect(letters()).toBe(MOST_LETTERS.toMember);
    expect(vesper.sees()).toContain("I couldn't message them");
    await play.clock.skip(24 * 60 * 60_000);
    await step('approve', 'is verified by hand', { reason });
    expect(letters()).toBe(MOST_LETTERS.toMember + 1);
  });

  it('but no block that is as good as a ban: without an end, of somebody who left, nor lifting one', async () => {
    await mira.verify();
    await step('block', '**Ban Members**', { reason, duration: 'forever' });
    await step('revoke', '**Ban Members**', { reason, block: 'forever' });
    expect(mira.hasRole()).toBe(true);
    world().removeMember(ids().guildId, mira.id);
    await step('block', '**Ban Members**', { reason, duration: 'days7' });
    expect(await blocks()).toEqual([]);

    allow(Permission.BanMembers);
    await step('block', 'is blocked until somebody lifts it', { reason, duration: 'forever' });
    allow(0n);
    await step('unblock', '**Ban Members**');
    await step('block', '**Ban Members**', { reason, duration: 'day1' });
    expect((await blocks()).map(({ until }) => until)).toEqual([undefined]);
  });

  it('nor giving a role that has power, which the owner chose', async () => {
    world().setRolePermissions(ids().guildId, ids().roles.verified, Permission.ManageMessages);
    await play.person('ada').slash('setup', { role: ids().roles.verified });
    await play.person('ada').untilSees('Verification is ready');
    await step('approve', 'Discord would not let you give', { reason });
    expect(mira.hasRole()).toBe(false);
    allow(Permission.ManageRoles | Permission.ManageMessages);
    await step('approve', 'is verified by hand', { reason });
  });
});

describe('case 28: Manage Roles', () => {
  it('gives and takes only a role below the own highest one, as in Discord', async () => {
    allow(Permission.ManageRoles);
    world().moveRole(ids().guildId, ids().roles.moderator, 1);
    world().giveRole(ids().guildId, vesper.id, ids().roles.moderator);
    await openStaffChannel(play);
    await step('approve', 'Discord would not let you give', { reason });
    await mira.verify();
    await step('revoke', 'Discord would not let you give', { reason });
    await step('block', 'Discord would not let you give', { reason, duration: 'day1' });
    expect(mira.hasRole()).toBe(true);

    const jonas = play.person('jonas');
    const plea = await jonas.openForm("I can't verify", jonas.notice());
    await jonas.actor.submit(plea, { words: 'Keine einzige SMS kommt an.' });
    const message = await untilStaffSee(play, 'Keine einzige SMS');
    world().setOverwrites(ids().channels.staff, []);
    const approve = buttonsOf(message).find(({ label }) => label === 'Approve')?.customId ?? '';
    const form = await vesper.actor.press(message.id, approve);
    if (form.is !== 'modal') return expect.fail(form.is);
    const answer = await vesper.actor.submit(form.modal, { reason });
    const said = () => ('message' in answer ? vesper.actor.messages(answer.message.channelId).at(-1) : undefined);
    await world().until(() => textOf(said() ?? expect.fail('no answer')).includes('Discord would not let you'));
    expect(jonas.hasRole()).toBe(false);
  });

  it('by an overwrite of one channel makes nobody staff', async () => {
    world().setOverwrites(ids().channels.verify, [
      { id: vesper.id, type: 'member', allow: Permission.ManageRoles, deny: 0n },
    ]);
    await step('lookup', 'Only staff can do this');
  });
});

describe('case 28: Manage Server alone', () => {
  it('says neither who is staff, nor where staff read, nor that members are removed', async () => {
    makeAdmin(play);
    const screen = setupScreen(play.sandbox, vesper);
    await screen.open();
    await screen.goTo('staff');
    await screen.choose(selects.staffRole, ids().roles.moderator);
    expect(screen.says()).toContain('you need **Manage Roles**. For the staff role, your highest role');
    await screen.choose(selects.staffChannel, ids().channels.welcome);
    expect(screen.says()).toContain('you need **Manage Roles**. For the staff role, your highest role');
    await screen.goTo('rules');
    await screen.fill('Change limits', { age: '3' });
    await screen.goTo('times');
    await screen.fill('Change times', { months: '6', days: '7' });
    await screen.press('Save');
    expect(screen.says()).toContain('you need **Manage Roles**');
    expect(screen.says()).toContain('you need **Kick Members**');
    const stored = await play.stored(({ settings }) => settings.load(ids().guildId));
    expect(stored).toMatchObject({ deadlineDays: 0, minimumAgeDays: 3 });
    expect(stored?.staffRoleId).toBeUndefined();
    expect(stored?.endsAfter).toBeUndefined();
    expect(stored?.staffChannelId).toBeUndefined();
  });

  it('with the right besides, it does', async () => {
    makeAdmin(play, Permission.ManageRoles | Permission.KickMembers);
    const screen = setupScreen(play.sandbox, vesper);
    await screen.open();
    await screen.goTo('staff');
    await screen.choose(selects.staffRole, ids().roles.moderator);
    await screen.goTo('times');
    await screen.fill('Change times', { months: '6', days: '7' });
    await screen.press('Save');
    const stored = await play.stored(({ settings }) => settings.load(ids().guildId));
    expect(stored).toMatchObject({ deadlineDays: 7, staffRoleId: ids().roles.moderator });
  });
});
