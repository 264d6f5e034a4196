import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { secondAccount } from '../support/second.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

const day = 86_400_000;
const voip = '+445600123456';

/** What the number form starts with. */
async function firstCountry(person: Person, label = 'Verify') {
  const form = await person.openForm(label, person.notice());
  const Label = z.object({ component: z.looseObject({ custom_id: z.string(), value: z.string().optional() }) });
  const fields = form.components.flatMap((part) => Label.safeParse(part).data?.component ?? []);
  return fields.find(({ custom_id }) => custom_id === 'country')?.value;
}

describe('countries', () => {
  it('a number from one that the server does not take is refused before anything is sent', async () => {
    await play.settings({ countries: { is: 'only', countries: ['DE', 'AT'] } });
    await mira.begin();
    expect(mira.sees()).toContain(
      "This server doesn't take numbers from 🇺🇸 United States. It takes numbers from 🇩🇪 Germany and 🇦🇹 Austria.",
    );
    expect(mira.buttons()).not.toHaveProperty('Send OTP');
    await play.settings({ countries: { is: 'except', countries: ['DE'] } });
    await mira.begin();
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on' });
  });

  it('one that was taken off the list since the number was entered gets no SMS', async () => {
    await mira.begin();
    await play.settings({ countries: { is: 'except', countries: ['US'] } });
    await mira.press('Send OTP');
    await mira.untilSees("This server doesn't take numbers from that country");
    expect(mira.smsCount()).toBe(0);
  });
});

describe('kinds of lines', () => {
  it('VoIP is taken, until the server refuses it', async () => {
    await mira.begin(voip);
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on' });
    await play.settings({ lines: { otherVoip: 'refuse' } });
    const ada = play.person('ada');
    await ada.begin(voip);
    expect(ada.sees()).toContain("doesn't take numbers from internet phone services");
    expect(ada.buttons()).not.toHaveProperty('Send OTP');
    expect(ada.smsCount(voip)).toBe(0);
  });
});

describe('the country code that the form starts with', () => {
  it('is the server’s choice; without one, what the member’s language points to', async () => {
    expect(await firstCountry(play.person('jonas'), 'Verify')).toBe('+49');
    await play.settings({ defaultCountry: 'AT' });
    expect(await firstCountry(play.person('jonas'), 'Verify')).toBe('+43');
    expect(await firstCountry(mira)).toBe('+43');
  });
});

describe('a minimum age of accounts', () => {
  const sentence = 'This server takes Discord accounts that are at least **2** days old';
  let young: Person;
  beforeEach(() => {
    young = secondAccount(play, '+14155550199');
    return play.settings({ minimumAgeDays: 2 });
  });

  it('gives a young account no form, but a sentence that says when it will be old enough', async () => {
    await young.press('Verify', young.notice());
    expect(young.sees()).toContain(sentence);
    expect(young.sees()).toContain(`<t:${(play.clock.now() + 2 * day) / 1000}:R>`);
    await young.slash('verify');
    expect(young.sees()).toContain(sentence);
    await play.clock.skip(2 * day);
    await young.verify();
  });

  it('shows it the way to the staff', async () => {
    await openStaffChannel(play);
    await young.press('Verify', young.notice());
    await young.actor.submit(await young.openForm('Ask the staff'), { words: 'I came here with my sister.' });
    const request = await untilStaffSee(play, `<@${young.id}>`);
    expect(textOf(request)).toContain('an account that is too new to get a code');
  });

  it('brings it no SMS by a form that was open before', async () => {
    await play.settings({ minimumAgeDays: 0 });
    const form = await young.openForm('Verify', young.notice());
    await play.settings({ minimumAgeDays: 2 });
    await young.enter(form);
    expect(young.sees()).toContain(sentence);
  });

  it.each(['Send OTP', 'Change number'])('stops a panel that was open before at %s', async (label) => {
    await play.settings({ minimumAgeDays: 0 });
    await young.begin();
    await play.settings({ minimumAgeDays: 2 });
    await young.press(label);
    expect(young.sees()).toContain(sentence);
    expect(young.smsCount()).toBe(0);
  });

  it('is nothing to those who are verified or approved by hand', async () => {
    const { seeded } = play.sandbox;
    const who = { serverId: seeded.guildId, memberId: mira.id };
    await play.stored(({ roster }) =>
      roster.add(who, { approval: { by: seeded.people.ada, reason: 'known' } }, play.clock.now()),
    );
    await mira.press('Verify', mira.notice());
    await mira.untilSees('You are verified');
    expect(mira.hasRole()).toBe(true);
  });
});

describe('a daily cap', () => {
  it('refuses the SMS that is one too many with when the next may go, and lets codes that are out verify', async () => {
    await play.settings({ dailyCap: 1 });
    await mira.begin();
    await mira.send();
    const two = secondAccount(play, '+14155550199');
    await two.begin();
    await two.send();
    expect(two.sees()).toContain("We can't send a code right now");
    expect(two.smsCount()).toBe(0);
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');

    const entries = await play.stored(({ journal }) =>
      journal.ofMember({ serverId: play.sandbox.seeded.guildId, memberId: two.id }, 5),
    );
    expect(entries[0]).toMatchObject({ what: 'capReached', budget: 'sends-server' });
    await play.clock.skip(day);
    await two.begin();
    await two.send();
    expect(two.smsCount()).toBe(1);
  });
});

describe('a member approved by hand', () => {
  beforeEach(async () => {
    const { seeded } = play.sandbox;
    const who = { serverId: seeded.guildId, memberId: mira.id };
    await mira.begin();
    await play.stored(({ roster }) =>
      roster.add(who, { approval: { by: seeded.people.ada, reason: 'known' } }, play.clock.now()),
    );
  });

  it.each([
    ['/verify', () => mira.slash('verify')],
    ['the notice', () => mira.press('Verify', mira.notice())],
    ['a panel from before', () => mira.press('Send OTP')],
  ])('gets the role by %s, without an SMS', async (_, act) => {
    await act();
    await mira.untilSees('You are verified');
    expect(mira.hasRole()).toBe(true);
    expect(mira.smsCount()).toBe(0);
    await mira.press('Verify', mira.notice());
    await mira.untilSees('There is nothing left to do');
  });
});
