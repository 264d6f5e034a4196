import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { requestsOf, words } from '../support/requests.ts';
import { secondAccount } from '../support/second.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';
import { buttonsOf, textOf } from '../support/views.ts';

let play: Play;
let mira: Person;
let at: ReturnType<typeof requestsOf>;
let ada: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
  ada = play.person('ada');
  at = requestsOf(play, mira, ada);
});
afterEach(() => play.stop());

const labels = (message: Parameters<typeof buttonsOf>[0]) => buttonsOf(message).map(({ label }) => label);

const direct = (person = mira) => {
  const { world } = play.sandbox;
  return person.actor.messages(world.directChannel(person.id).id).at(-1);
};
const untilTold = (text: string, person = mira) =>
  play.sandbox.world.until(() => {
    const message = direct(person);
    return message && textOf(message).includes(text) && message;
  });

describe('the staff', () => {
  beforeEach(() => openStaffChannel(play));

  it('approve with a reason: the role is given, the member told, the message says who and why', async () => {
    await at.asks();
    await play.restart();
    await at.decides('Approve', { reason: 'Known from the _old_ server' });
    await at.untilAdaSees('is verified and has the role');
    expect(mira.hasRole()).toBe(true);
    expect(textOf(at.posted())).toContain(`Approved by <@${ada.id}>`);
    expect(textOf(at.posted())).toContain('Known from the \\_old\\_ server');
    expect(labels(at.posted())).toEqual([]);
    await untilTold('You are verified and have the role');
    await mira.slash('verify');
    await mira.untilSees('nothing left to do');
    expect(mira.smsCount()).toBe(0);
  });

  it('claim no role that Discord did not take', async () => {
    await at.asks();
    const { world, seeded } = play.sandbox;
    world.moveRole(seeded.guildId, seeded.roles.verified, 5);
    await at.decides('Approve', { reason: 'Known to us' });
    await at.untilAdaSees('does not have the role yet');
    await untilTold("Discord hasn't given you the role yet");
    expect(mira.hasRole()).toBe(false);
  });

  it('approve past the request, by /member: it is answered with that, and the member told', async () => {
    await at.asks();
    await ada.slash('member approve', { user: mira.id, reason: 'Met in person' });
    await ada.untilSees('is verified by hand');
    await ada.untilSees('This also answers their open request. They were told by direct message.');
    await untilTold('You are verified and have the role');
    expect(textOf(at.posted())).toContain(`Approved by <@${ada.id}>`);
    expect(labels(at.posted())).toEqual([]);
  });

  it('need not answer a member who verifies after all: the request says so, and is closed', async () => {
    await at.asks();
    await play.restart();
    await mira.verify();
    await play.sandbox.world.until(() => labels(at.posted()).length === 0);
    expect(textOf(at.posted())).toMatch(/Settled: they verified with a number <t:\d+:R> \(<t:\d+:f>\)/);
    const who = { serverId: play.sandbox.seeded.guildId, memberId: mira.id };
    expect(await play.stored(({ requests }) => requests.ofMember(who))).toBeUndefined();
  });

  it('decline: the member learns it in their own language, directly and behind Verify, and can still verify', async () => {
    const jonas = play.person('jonas');
    const notice = jonas.notice();
    await at.asks(words, jonas, notice);
    await at.decides('Decline', { reason: 'Please try another number' });
    await untilTold('abgelehnt', jonas);
    await play.restart();
    await jonas.slash('verify');
    await jonas.untilSees('Please try another number');
    await jonas.openForm('Weiter');
    expect(await jonas.slash('verify')).toMatchObject({ is: 'modal' });
  });

  it('ask, the member replies in the direct message, and the answer stands under the request', async () => {
    await at.asks();
    await at.decides('Ask', { question: 'Which carrier do you use?' });
    const question = await untilTold('Which carrier do you use?');
    await play.restart();
    await mira.actor.submit(await mira.openForm('Reply', question), { words: 'Harbour Mobile' });
    await untilTold('Your answer is with the staff');
    expect(labels(direct())).toEqual([]);
    await play.sandbox.world.until(() =>
      textOf(at.posted()).includes('> » Which carrier do you use?\n> Harbour Mobile'),
    );
    expect(labels(at.posted())).toEqual(['Approve', 'Decline', 'Ask', 'New tries', 'Look up']);
  });

  it('ask a member who takes no direct messages: the question waits behind Verify', async () => {
    await at.asks();
    play.sandbox.world.setDirectMessages(mira.id, false);
    await at.decides('Ask', { question: 'Which carrier?' });
    await at.untilAdaSees("I couldn't message them");
    await mira.slash('verify');
    await mira.untilSees('Which carrier?');
    await mira.openForm('Continue');
    await mira.actor.submit(await mira.openForm('Reply'), { words: 'Harbour Mobile' });
    await mira.untilSees('Your answer is with the staff');
    await play.sandbox.world.until(() => textOf(at.posted()).includes('Harbour Mobile'));
    await mira.actor.submit(await mira.openForm('Verify', mira.notice()), {
      country: '+1',
      number: '1',
      consent: ['agreed'],
    });
  });

  it('answer once: of parallel Approve and Decline one wins, the other is told', async () => {
    await at.asks();
    const approve = await ada.openForm('Approve', at.posted());
    const decline = await ada.openForm('Decline', at.posted());
    await Promise.all([
      ada.actor.submit(approve, { reason: 'Known to us' }),
      ada.actor.submit(decline, { reason: '' }),
    ]);
    const { world, seeded } = play.sandbox;
    const answers = () =>
      ada.actor.messages(seeded.channels.staff).filter(({ ephemeral, loading }) => ephemeral && !loading);
    await world.until(() => answers().length === 2);
    const said = answers().map(textOf);
    expect(said.filter((text) => text.includes('already been answered'))).toHaveLength(1);
    expect(mira.hasRole()).toBe(said.some((text) => text.includes('has the role')));
    expect(textOf(at.posted())).toMatch(mira.hasRole() ? /Approved by/ : /Declined by/);
  });

  it('are staff: nobody else can answer, though they see the buttons', async () => {
    const request = await at.asks();
    const { world, seeded } = play.sandbox;
    world.setOverwrites(seeded.channels.staff, []);
    const jonas = play.person('jonas');
    for (const label of ['Approve', 'Decline', 'Ask']) {
      expect((await jonas.press(label, request)).is).toBe('message');
    }
    const own = jonas.actor.messages(seeded.channels.staff).filter(({ ephemeral }) => ephemeral);
    await world.until(() =>
      textOf(jonas.actor.messages(seeded.channels.staff).at(-1) ?? request).includes('Nur das Team'),
    );
    expect(own).toHaveLength(3);
  });
});

describe('a number that another account holds, on a server that asks the staff', () => {
  it('is moved by the staff: the new account gets the role, the old one loses it, and both are told', async () => {
    await play.settings({ staffChannelId: play.sandbox.seeded.channels.staff, conflict: 'askStaff' });
    await mira.verify();
    const two = secondAccount(play, mira.phone);
    await two.begin();
    await two.send();
    await two.submit(two.code());
    const request = await untilStaffSee(play, 'proved a number that another account holds');
    expect(textOf(request)).toContain(`United States, ending in 23; held by <@${mira.id}>`);
    expect(labels(request)).toEqual(['Move number to this account', 'Decline', 'Ask', 'Look up']);
    await at.decides('Move number to this account', { reason: 'Lost the old account' });
    await at.untilAdaSees('is verified and has the role');
    expect([mira.hasRole(), two.hasRole()]).toEqual([false, true]);
    await untilTold('Lantern Bay', mira);
    await untilTold('You are verified and have the role', two);
    expect(textOf(at.posted())).toContain(`It was held by <@${mira.id}>`);
  });
});
