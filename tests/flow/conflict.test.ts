import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerSettings } from '../../src/gate/settings/settings.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { secondAccount } from '../support/second.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let mira: Person;
let two: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
  two = secondAccount(play, mira.phone);
});
afterEach(() => play.stop());

/** Mira holds the number; her second account's code for it is right. */
async function collide(settings: Partial<ServerSettings>) {
  await play.settings(settings);
  await mira.verify();
  await two.begin();
  await two.send();
  await two.submit(two.code());
  await two.untilSees('already uses this number');
}

const whoOf = ({ id }: Person) => ({ serverId: play.sandbox.seeded.guildId, memberId: id });
const holderOf = async () =>
  play.stored(async ({ roster }) => (await roster.members(play.sandbox.seeded.guildId)).join());
const happenings = (person: Person) =>
  play.stored(async ({ journal }) => (await journal.ofMember(whoOf(person), 50)).map(({ what }) => what).reverse());
const directMessages = (person: Person) =>
  person.actor.messages(play.sandbox.world.directChannel(person.id).id).map(textOf);

describe('deny', () => {
  it('tells which account has the number, by its first letter, only after the right code', async () => {
    await play.settings({ conflict: 'deny' });
    await mira.verify();
    await two.begin();
    await two.send();
    expect(two.sees()).not.toContain('already');
    await two.submit('0000');
    expect(two.sees()).not.toContain('already');
    await two.submit(two.code());
    await two.untilSees('another account on this server already uses this number: **m•••**');
    expect(two.sees()).not.toContain('mira');
    expect(two.hasRole()).toBe(false);
    expect(two.buttons()).toHaveProperty('Enter a number', 'on');
    expect(await happenings(two)).toContain('conflict');
  });

  it('names every account that holds a number which several may hold', async () => {
    await play.settings({ conflict: 'deny', accountsPerNumber: 2 });
    const three = secondAccount(play, mira.phone, 'harbour');
    for (const person of [mira, three]) await person.verify();
    await play.clock.skip(60_000);
    await two.begin();
    await two.send();
    await two.submit(two.code());
    await two.untilSees('2 other accounts on this server already use this number: **m•••** and **h•••**');
  });

  it('does without a name where the account has left', async () => {
    await play.settings({ conflict: 'deny' });
    await mira.verify();
    play.sandbox.world.removeMember(play.sandbox.seeded.guildId, mira.id);
    await two.begin();
    await two.send();
    await two.submit(two.code());
    await two.untilSees('this number: **•••**');
  });
});

describe('transfer', () => {
  it('asks first, and changes nothing until the member has confirmed', async () => {
    await collide({ conflict: 'transfer' });
    expect(two.sees()).toContain('Move the verification to this account?');
    expect(two.sees()).toContain('**m•••**');
    expect(two.buttons()).toEqual({ Confirm: 'on', Cancel: 'on' });
    expect(two.hasRole()).toBe(false);
    expect(mira.hasRole()).toBe(true);
    expect(await holderOf()).toBe(mira.id);
  });

  it('moves number and role, and tells the account before by direct message', async () => {
    await collide({ conflict: 'transfer' });
    await two.press('Confirm');
    await two.untilSees('You are verified');
    expect(two.hasRole()).toBe(true);
    expect(mira.hasRole()).toBe(false);
    expect(await holderOf()).toBe(two.id);
    expect(directMessages(mira).join()).toContain('Your verification on Lantern Bay has moved to another account');
    expect(directMessages(two)).toEqual([]);
    expect(await happenings(two)).toEqual(expect.arrayContaining(['conflict', 'transferred', 'granted']));
    expect(await happenings(mira)).toContain('gaveUpNumber');
    expect(two.smsCount()).toBe(2);
  });

  it('goes through where the account before takes no direct messages, or has left', async () => {
    await collide({ conflict: 'transfer' });
    const { world, seeded } = play.sandbox;
    world.setDirectMessages(mira.id, false);
    world.removeMember(seeded.guildId, mira.id);
    await two.press('Confirm');
    await two.untilSees('You are verified');
    expect(await holderOf()).toBe(two.id);
  });

  it('cancelled, leaves everything as it was, for good', async () => {
    await collide({ conflict: 'transfer' });
    const question = two.panel();
    await two.press('Cancel');
    expect(two.sees()).toContain('Nothing was changed: the other account stays verified');
    await two.actor.press(question?.id ?? '', 'v1:conflict:confirm');
    await two.untilSees('That question has expired, and nothing was changed');
    expect(await holderOf()).toBe(mira.id);
    expect(mira.hasRole()).toBe(true);
  });

  it('confirmed too late, asks to start again', async () => {
    await collide({ conflict: 'transfer' });
    await play.clock.skip(10 * 60_000);
    await two.press('Confirm');
    await two.untilSees('That question has expired, and nothing was changed');
    expect(await holderOf()).toBe(mira.id);
    expect(two.buttons()).toHaveProperty('Enter a number', 'on');
  });

  it('of two presses at once one moves the number, and the other says what came of it', async () => {
    await collide({ conflict: 'transfer' });
    await Promise.all([two.press('Confirm'), two.press('Confirm')]);
    await two.untilSees('You are verified');
    await play.sandbox.world.until(() => two.hasRole());
    expect(two.sees()).not.toContain('is over');
    await play.sandbox.world.until(() => directMessages(mira).length > 0);
    expect((await happenings(two)).filter((what) => what === 'transferred')).toHaveLength(1);
    expect(directMessages(mira)).toHaveLength(1);
  });

  it('where the holder was revoked in between, takes the number from nobody', async () => {
    await collide({ conflict: 'transfer' });
    await play.stored(({ roster }) => roster.remove(whoOf(mira)));
    await two.press('Confirm');
    await two.untilSees('You are verified');
    expect(await holderOf()).toBe(two.id);
    expect(await happenings(two)).not.toContain('transferred');
    expect(directMessages(mira)).toEqual([]);
  });

  it('where the number was blocked in between, is refused like a blocked number', async () => {
    await openStaffChannel(play);
    await collide({ conflict: 'transfer' });
    await play.stored(async ({ roster, blocks }) => {
      const phone = (await roster.find(whoOf(mira)))?.phone;
      if (phone) await blocks.put({ ...whoOf(mira), ...phone, reason: 'a test', by: 'ban', at: play.clock.now() });
    });
    await two.press('Confirm');
    await two.untilSees("this number can't be used on this server. Press");
    expect(await holderOf()).toBe(mira.id);
    expect(await happenings(two)).toContain('blockedNumber');
  });

  it('where the admins no longer allow it, is refused like any number that is taken', async () => {
    await collide({ conflict: 'transfer' });
    await play.settings({ conflict: 'deny' });
    await two.press('Confirm');
    await two.untilSees('If that is your account, use that one');
    expect(await holderOf()).toBe(mira.id);
  });

  it('where more accounts may hold the number by now, takes it from nobody', async () => {
    await collide({ conflict: 'transfer' });
    await play.settings({ accountsPerNumber: 2 });
    await two.press('Confirm');
    await two.untilSees('You are verified');
    expect(mira.hasRole()).toBe(true);
  });

  it('survives a restart between the question and the answer', async () => {
    await collide({ conflict: 'transfer' });
    await play.restart();
    await two.press('Confirm');
    await two.untilSees('You are verified');
    expect(mira.hasRole()).toBe(false);
  });

  it('of a role that Discord does not take back, leaves a reason in the journal, and takes it later', async () => {
    await collide({ conflict: 'transfer' });
    play.sandbox.world.faults.add({ method: 'DELETE', path: /\/roles\//, times: 3, status: 503 });
    await two.press('Confirm');
    await two.untilSees('You are verified');
    const entries = await play.stored(({ journal }) => journal.ofMember(whoOf(mira), 5));
    expect(entries).toContainEqual(expect.objectContaining({ what: 'gaveUpNumber', obstacle: 'discordUnavailable' }));
    expect(mira.hasRole()).toBe(true);
    await play.restart();
    await play.clock.skip(5 * 60_000);
    await play.sandbox.world.until(() => !mira.hasRole());
    expect(two.hasRole()).toBe(true);
  });
});

describe('ask staff', () => {
  it('puts the number before the staff, who are told the whole account, and moves nothing', async () => {
    await openStaffChannel(play);
    await collide({ conflict: 'askStaff' });
    await two.untilSees('The staff have been asked to decide');
    expect(two.sees()).not.toContain(mira.id);
    const request = textOf(await untilStaffSee(play, `<@${two.id}> proved a number that another account holds`));
    expect(request).toContain(`<@${mira.id}>`);
    const open = await play.stored(({ requests }) => requests.ofMember(whoOf(two)));
    expect(open).toMatchObject({ cause: 'numberTaken', phone: { country: 'US', lastDigits: '23' } });
    expect(await holderOf()).toBe(mira.id);
    expect(two.hasRole()).toBe(false);
  });

  it('says so where the staff cannot be asked from here', async () => {
    await collide({ conflict: 'askStaff' });
    await two.untilSees("we couldn't ask them from here");
    expect(two.buttons()).toEqual({ 'Enter a number': 'on' });
  });
});

it('the journal of one account never holds another one’s id', async () => {
  await collide({ conflict: 'transfer' });
  await two.press('Confirm');
  await two.untilSees('You are verified');
  for (const [person, other] of [
    [mira, two],
    [two, mira],
  ] as const) {
    const entries = await play.stored(({ journal }) => journal.ofMember(whoOf(person), 50));
    expect(JSON.stringify(entries)).not.toContain(other.id);
  }
});

it('a blocked number is told so only after its code, in one sentence that names the staff', async () => {
  await openStaffChannel(play);
  await mira.verify();
  await play.stored(async ({ roster, blocks }) => {
    const phone = (await roster.remove(whoOf(mira)))?.phone;
    if (phone) await blocks.put({ ...whoOf(mira), ...phone, reason: 'a test', by: 'ban', at: play.clock.now() });
  });
  await two.begin();
  await two.send();
  await two.submit(two.code());
  await two.untilSees("Your code is right, but this number can't be used on this server. Press");
  expect(two.hasRole()).toBe(false);
});
