import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
let ada: Person;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  ada = play.person('ada');
  mira = play.person('mira');
});
afterEach(() => play.stop());

const DAY = 24 * 60 * 60_000;
const world = () => play.sandbox.world;
const ids = () => play.sandbox.seeded;
const open = (by: Person, id: string, command = 'Verification') =>
  by.actor.useOn(command, id, { channelId: ids().channels.verify });

/** A step of `/member`, until its answer says `sentence`. */
async function step(name: string, sentence: string, more: Record<string, string> = {}, by = ada, user = mira.id) {
  await by.slash(`member ${name}`, { user, ...more });
  await by.untilSees(sentence);
}
const approve = (sentence: string) => step('approve', sentence, { reason: 'Known from the harbour' });
const revoke = (sentence: string, more = {}) => step('revoke', sentence, { reason: 'Second account', ...more });
const block = (sentence: string, duration = 'days7') => step('block', sentence, { reason: 'Spam', duration });

const roleCalls = (method: string) =>
  play.sandbox.traffic.exchanges.filter((one) => one.method === method && one.path.includes('/roles/'));

/** Mira comes with her number and a right code. */
async function prove() {
  await mira.begin();
  await mira.send();
  await mira.submit(mira.code());
}

describe('/member approve', () => {
  it('verifies by hand and gives the role; Verify then knows the member', async () => {
    await approve('is verified by hand and has');
    expect(mira.hasRole()).toBe(true);
    await mira.slash('verify');
    await mira.untilSees('There is nothing left to do');
    await approve('is verified already');
    expect(roleCalls('PUT')).toHaveLength(1);

    world().takeRole(ids().guildId, mira.id, ids().roles.verified);
    await mira.slash('verify');
    await mira.untilSees('You are verified');
    expect(mira.smsCount()).toBe(0);
  });

  it('ends a code underway: nobody is verified twice', async () => {
    await mira.begin();
    await mira.send();
    await approve('is verified by hand');
    await mira.press('Submit');
    await mira.untilSees('There is nothing left to do');
  });

  it('says honestly that the role is missing, and how to mend it', async () => {
    world().moveRole(ids().guildId, ids().roles.verified, 4);
    await approve('does not have');
    expect(ada.sees()).toContain('drag my role above');
    await step('lookup', 'is not given yet: my role is too low');
    world().moveRole(ids().guildId, ids().roles.verified, 1);
    await mira.slash('verify');
    await mira.untilSees('You are verified');
    expect(mira.hasRole()).toBe(true);
  });

  it('refuses who has left, a bot, and a reason of nothing but spaces', async () => {
    const bot = world().application.botId;
    await step('approve', 'is a bot', { reason: 'Why not' }, ada, bot);
    await step('approve', 'give a reason', { reason: '     ' });
    world().removeMember(ids().guildId, mira.id);
    await approve('is not on this server');
    expect(roleCalls('PUT')).toHaveLength(0);
  });
});

describe('/member revoke', () => {
  it('takes the role and frees the number', async () => {
    await mira.verify();
    await revoke('is no longer verified');
    expect(ada.sees()).toContain('🇺🇸 United States, ending in 23) is free again');
    expect(mira.hasRole()).toBe(false);
    await play.clock.skip(DAY);
    await prove();
    await mira.untilSees('You are verified');
  });

  it('blocks the number besides, when asked to', async () => {
    await mira.verify();
    await revoke('is blocked until', { block: 'day1' });
    await play.clock.skip(60 * 60_000);
    await mira.begin();
    await mira.untilSees("We don't send codes to it");
    await play.clock.skip(DAY);
    await prove();
    await mira.untilSees('You are verified');
  });

  it('removes an approval by hand, and says that there was no number to block', async () => {
    await approve('is verified by hand');
    await revoke('Their approval by hand has ended', { block: 'forever' });
    expect(ada.sees()).toContain('There was no number to block');
    expect(mira.hasRole()).toBe(false);
  });

  it('acts once, however many do it at once', async () => {
    await mira.verify();
    await Promise.all([1, 2, 3, 4].map(() => ada.slash('member revoke', { user: mira.id, reason: 'Second account' })));
    const answers = () => ada.actor.messages(ids().channels.verify).map((message) => JSON.stringify(message));
    const saying = (words: string) => answers().filter((answer) => answer.includes(words)).length;
    await world().until(() => saying('is not verified') === 3 && saying('is no longer verified') === 1);
    expect(roleCalls('DELETE')).toHaveLength(1);
    await step('lookup', 'Not verified');
    expect(ada.sees().match(/Verification revoked/g)).toHaveLength(1);
  });

  it('says when the role could not be taken, and takes it once that is mended', async () => {
    await mira.verify();
    world().moveRole(ids().guildId, ids().roles.verified, 4);
    await revoke('They still have');
    await step('lookup', 'although they are not verified');
    await ada.press('Remove role');
    await ada.untilSees('They still have');
    world().moveRole(ids().guildId, ids().roles.verified, 1);
    await ada.press('Remove role');
    await ada.untilSees('They no longer have');
    expect(mira.hasRole()).toBe(false);
  });

  it('says so when Discord does not answer', async () => {
    await mira.verify();
    world().faults.add({ method: 'DELETE', path: /\/roles\//, times: 3, status: 503 });
    await revoke('They may still have');
    await revoke('is not verified here, but has');
    await ada.press('Remove role');
    await ada.untilSees('They no longer have');
  });

  it('leaves the role to a member who has verified since', async () => {
    await mira.verify();
    world().moveRole(ids().guildId, ids().roles.verified, 4);
    await revoke('They still have');
    world().moveRole(ids().guildId, ids().roles.verified, 1);
    await play.clock.skip(DAY);
    await prove();
    await mira.untilSees('You are verified');
    await ada.press('Remove role');
    await ada.untilSees('they keep the role');
    expect(mira.hasRole()).toBe(true);
  });

  it('refuses who is not verified, and frees the number of who has left', async () => {
    await revoke('there is nothing to revoke');
    await mira.verify();
    world().removeMember(ids().guildId, mira.id);
    await revoke('They are not on this server');
    expect(ada.sees()).toContain('is free again');
  });
});

describe('/member block and unblock', () => {
  it('block the number and revoke; the end can be changed; unblock lets it verify again', async () => {
    await mira.verify();
    await block('is blocked until <t:');
    expect(ada.sees()).toMatch(/is blocked until <t:\d+:f> \(<t:\d+:R>\)/);
    expect(ada.sees()).toContain('is no longer verified');
    expect(mira.hasRole()).toBe(false);
    await block('now it is blocked until somebody lifts it', 'forever');
    await step('lookup', 'Number blocked until somebody lifts it');
    await step('unblock', 'is no longer blocked');
    await step('unblock', 'Nothing was changed');
    await play.clock.skip(DAY);
    await prove();
    await mira.untilSees('You are verified');
  });

  it('refuse who has no number, and say what to do', async () => {
    await block('ban the account');
    await approve('is verified by hand');
    await block('has no number here');
    expect(mira.hasRole()).toBe(true);
  });
});

describe('who may', () => {
  const moderator = () => ids().roles.moderator;

  it('Manage Roles is enough, and nothing less: not for the command, nor for a button or form held from before', async () => {
    const jonas = play.person('jonas');
    await expect(jonas.slash('member lookup', { user: mira.id })).rejects.toThrow('cannot use /member');
    await expect(open(jonas, mira.id)).rejects.toThrow('cannot use');

    world().giveRole(ids().guildId, jonas.id, moderator());
    world().setRolePermissions(ids().guildId, moderator(), 1n << 28n);
    await open(jonas, mira.id);
    await jonas.untilSees('Nicht bestätigt');
    const form = await jonas.openForm('Von Hand bestätigen');
    world().takeRole(ids().guildId, jonas.id, moderator());
    await jonas.press('Von Hand bestätigen');
    await jonas.untilSees('Das kann nur das Team');
    await jonas.actor.submit(form, { reason: 'Bin noch da' });
    await jonas.untilSees('Das kann nur das Team');
    expect(mira.hasRole()).toBe(false);
  });

  it('the staff role is enough without Manage Roles, once the server shows it the command', async () => {
    const jonas = play.person('jonas');
    Object.assign(jonas.actor.command('member')?.body ?? {}, { default_member_permissions: null });
    await step('lookup', 'Das kann nur das Team', {}, jonas);

    await play.settings({ staffRoleId: moderator() });
    world().giveRole(ids().guildId, jonas.id, moderator());
    await step('lookup', 'Nicht bestätigt', {}, jonas);
  });
});
