import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readLocales } from '../../src/text/locales.ts';
import { createTexts } from '../../src/text/texts.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { secondAccount } from '../support/second.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';
import { buttonsOf, textOf } from '../support/views.ts';

let play: Play;
let mira: Person;
let ada: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
  ada = play.person('ada');
});
afterEach(() => play.stop());

const words = 'No SMS ever arrives on my phone.';
const labels = (message: Parameters<typeof buttonsOf>[0]) => buttonsOf(message).map(({ label }) => label);

/** Mira asks the staff; the request as it stands in #staff. */
async function asks(said = words, person = mira, on = person.notice()) {
  await person.actor.submit(await person.openForm("I can't verify", on), { words: said });
  await person.untilSees(person === mira ? 'Your request is with the staff' : 'beim Team');
  return untilStaffSee(play, `<@${person.id}>`);
}

/** The request's message as it is now. */
const posted = () => {
  const message = staffMessages(play).at(-1);
  if (!message) throw new Error('Nothing stands in #staff.');
  return message;
};

/** What Ada's newest answer from the bot says, in #staff. */
const adaSees = () => {
  const { channels } = play.sandbox.seeded;
  const own = ada.actor.messages(channels.staff).findLast(({ ephemeral }) => ephemeral);
  return own && !own.loading ? textOf(own) : '';
};

async function decides(button: string, fields: Record<string, string>) {
  await ada.actor.submit(await ada.openForm(button, posted()), fields);
}

const untilAdaSees = (text: string) => play.sandbox.world.until(() => adaSees().includes(text));
const direct = (person = mira) => {
  const { world } = play.sandbox;
  return person.actor.messages(world.directChannel(person.id).id).at(-1);
};
const untilTold = (text: string, person = mira) =>
  play.sandbox.world.until(() => {
    const message = direct(person);
    return message && textOf(message).includes(text) && message;
  });

describe('a member who cannot verify', () => {
  it('asks from the notice; the staff see who, why, since when, and nothing comes to life', async () => {
    await openStaffChannel(play);
    const request = await asks(`**Help** @everyone <@&${play.sandbox.seeded.roles.keeper}> [x](https://example.com)`);
    expect(textOf(request)).toContain(`<@${mira.id}> can't verify and asks for help`);
    expect(textOf(request)).toContain('\\*\\*Help\\*\\* \\@everyone');
    expect(textOf(request)).toMatch(/Account made <t:\d+:R>/);
    expect(labels(request)).toEqual(['Approve', 'Decline', 'Ask', 'New tries']);
    const bodies = play.sandbox.traffic.exchanges.filter(({ method }) => method === 'POST').map(({ body }) => body);
    expect(bodies.at(-1)).toMatchObject({ allowed_mentions: { parse: [] } });
  });

  it('asks from the panel, which stays usable', async () => {
    await openStaffChannel(play);
    await mira.begin();
    const panel = mira.panel();
    await asks(words, mira, panel);
    await mira.press('Send OTP', panel);
    await play.sandbox.world.until(() => mira.smsCount() === 1);
  });

  it('never shows or stores a number that they type into the words', async () => {
    await openStaffChannel(play);
    const typed = `My number is ${mira.phone}, also (415) 555-0123 or ４１５ ５５５ ０１２３.`;
    expect(textOf(await asks(typed))).toContain('My number is +•••23, also (•••23 or •••23'.replace(/[+(.)]/g, '\\$&'));
  });

  it('is told at once, and nothing is kept, where there is no staff channel', async () => {
    await mira.press("I can't verify", mira.notice());
    await mira.untilSees('no channel where the staff would see a request');
    expect(mira.sees()).toContain('admins directly');
  });

  it('is told when the staff channel does not take the request, and may ask again when it does', async () => {
    await openStaffChannel(play);
    const { world, seeded } = play.sandbox;
    const path = new RegExp(`/channels/${seeded.channels.staff}/messages`);
    world.faults.add({ method: 'POST', path, times: 3, status: 503 });
    await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words });
    await mira.untilSees('nothing was sent');
    await asks();
  });

  it('has one open request, also over a restart', async () => {
    await openStaffChannel(play);
    const second = await mira.openForm("I can't verify", mira.notice());
    await asks();
    await mira.actor.submit(second, { words });
    await mira.untilSees('You asked the staff <t:');
    await play.restart();
    await mira.press("I can't verify", mira.notice());
    await mira.untilSees('they have not answered yet');
    expect(staffMessages(play)).toHaveLength(1);
  });

  it('asks three times a day at most', async () => {
    await openStaffChannel(play);
    for (const _ of [1, 2, 3]) {
      await asks();
      await decides('Decline', { reason: '' });
      await untilAdaSees('declined');
      await play.sandbox.world.until(() => labels(posted()).length === 0);
    }
    await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words });
    await mira.untilSees('as often as you can today');
    expect(staffMessages(play)).toHaveLength(3);
  });

  it('may ask again when nobody has answered for days', async () => {
    await openStaffChannel(play);
    await asks();
    await play.stopApps();
    await play.clock.skip(3 * 86_400_000);
    await play.startApp();
    await asks();
    expect(staffMessages(play)).toHaveLength(2);
  });
});

describe('the staff', () => {
  beforeEach(() => openStaffChannel(play));

  it('approve with a reason: the role is given, the member told, the message says who and why', async () => {
    await asks();
    await play.restart();
    await decides('Approve', { reason: 'Known from the _old_ server' });
    await untilAdaSees('is verified and has the role');
    expect(mira.hasRole()).toBe(true);
    expect(textOf(posted())).toContain(`Approved by <@${ada.id}>`);
    expect(textOf(posted())).toContain('Known from the \\_old\\_ server');
    expect(labels(posted())).toEqual([]);
    await untilTold('You are verified and have the role');
    await mira.slash('verify');
    await mira.untilSees('nothing left to do');
    expect(mira.smsCount()).toBe(0);
  });

  it('claim no role that Discord did not take', async () => {
    await asks();
    const { world, seeded } = play.sandbox;
    world.moveRole(seeded.guildId, seeded.roles.verified, 5);
    await decides('Approve', { reason: 'Known to us' });
    await untilAdaSees('does not have the role yet');
    await untilTold('Discord has not given you the role yet');
    expect(mira.hasRole()).toBe(false);
  });

  it('approve past the request, by /member: it is answered with that, and the member told', async () => {
    await asks();
    await ada.slash('member approve', { user: mira.id, reason: 'Met in person' });
    await ada.untilSees('is verified by hand');
    await ada.untilSees('Their open request is answered with it. They were told by direct message.');
    await untilTold('You are verified and have the role');
    expect(textOf(posted())).toContain(`Approved by <@${ada.id}>`);
    expect(labels(posted())).toEqual([]);
  });

  it('need not answer a member who verifies after all: the request says so, and is closed', async () => {
    await asks();
    await play.restart();
    await mira.verify();
    await play.sandbox.world.until(() => labels(posted()).length === 0);
    expect(textOf(posted())).toMatch(/Settled: they verified by number <t:\d+:R>/);
    const who = { serverId: play.sandbox.seeded.guildId, memberId: mira.id };
    expect(await play.stored(({ requests }) => requests.ofMember(who))).toBeUndefined();
  });

  it('decline: the member learns it in their own language, directly and behind Verify, and can still verify', async () => {
    const jonas = play.person('jonas');
    const notice = jonas.notice();
    await asks(words, jonas, notice);
    await decides('Decline', { reason: 'Please try another number' });
    await untilTold('abgelehnt', jonas);
    await play.restart();
    await jonas.slash('verify');
    await jonas.untilSees('Please try another number');
    await jonas.openForm('Weiter');
    await jonas.slash('verify');
    expect(jonas.sees()).not.toContain('Weiter');
  });

  it('ask, the member replies in the direct message, and the answer stands under the request', async () => {
    await asks();
    await decides('Ask', { question: 'Which carrier do you use?' });
    const question = await untilTold('Which carrier do you use?');
    await play.restart();
    await mira.actor.submit(await mira.openForm('Reply', question), { words: 'Harbour Mobile' });
    await untilTold('Your answer is with the staff');
    expect(labels(direct())).toEqual([]);
    await play.sandbox.world.until(() => textOf(posted()).includes('> » Which carrier do you use?\n> Harbour Mobile'));
    expect(labels(posted())).toEqual(['Approve', 'Decline', 'Ask', 'New tries']);
  });

  it('ask a member who takes no direct messages: the question waits behind Verify', async () => {
    await asks();
    play.sandbox.world.setDirectMessages(mira.id, false);
    await decides('Ask', { question: 'Which carrier?' });
    await untilAdaSees('take no direct messages');
    await mira.slash('verify');
    await mira.untilSees('Which carrier?');
    await mira.openForm('Continue');
    await mira.actor.submit(await mira.openForm('Reply'), { words: 'Harbour Mobile' });
    await mira.untilSees('Your answer is with the staff');
    await play.sandbox.world.until(() => textOf(posted()).includes('Harbour Mobile'));
    await mira.actor.submit(await mira.openForm('Verify', mira.notice()), {
      country: '+1',
      number: '1',
      consent: true,
    });
  });

  it('answer once: of parallel Approve and Decline one wins, the other is told', async () => {
    await asks();
    const approve = await ada.openForm('Approve', posted());
    const decline = await ada.openForm('Decline', posted());
    await Promise.all([
      ada.actor.submit(approve, { reason: 'Known to us' }),
      ada.actor.submit(decline, { reason: '' }),
    ]);
    const { world, seeded } = play.sandbox;
    const answers = () =>
      ada.actor.messages(seeded.channels.staff).filter(({ ephemeral, loading }) => ephemeral && !loading);
    await world.until(() => answers().length === 2);
    const said = answers().map(textOf);
    expect(said.filter((text) => text.includes('answered this request already'))).toHaveLength(1);
    expect(mira.hasRole()).toBe(said.some((text) => text.includes('has the role')));
    expect(textOf(posted())).toMatch(mira.hasRole() ? /Approved by/ : /Declined by/);
  });

  it('are staff: nobody else can answer, though they see the buttons', async () => {
    const request = await asks();
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
    expect(labels(request)).toEqual(['Move number to this account', 'Decline', 'Ask']);
    await decides('Move number to this account', { reason: 'Lost the old account' });
    await untilAdaSees('is verified and has the role');
    expect([mira.hasRole(), two.hasRole()]).toEqual([false, true]);
    await untilTold('Lantern Bay', mira);
    await untilTold('You are verified and have the role', two);
    expect(textOf(posted())).toContain(`It was held by <@${mira.id}>`);
  });
});

it('texts of requests keep to what Discord allows, in every language', () => {
  const resources = readLocales(new URL('../../locales/', import.meta.url));
  const texts = createTexts(resources);
  for (const locale of texts.locales) {
    const { t } = texts.for(locale);
    const titles = ['request.formTitle', 'request.replyTitle', 'request.words', 'request.replyWords'] as const;
    const ofStaff = ['approveTitle', 'moveTitle', 'declineTitle', 'askTitle', 'reason', 'question'] as const;
    for (const key of [...titles, ...ofStaff.map((name) => `request.staff.${name}` as const)]) {
      expect(t(key).length, `${locale} ${key}`).toBeLessThanOrEqual(45);
    }
    const hints = ['request.wordsHint', 'request.staff.reasonHint', 'request.staff.declineHint'] as const;
    for (const key of [...hints, 'request.staff.questionHint'] as const) {
      expect(t(key).length, `${locale} ${key}`).toBeLessThanOrEqual(100);
    }
  }
});
