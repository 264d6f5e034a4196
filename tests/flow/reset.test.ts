import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let ada: Person;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  ada = play.person('ada');
  mira = play.person('mira');
});
afterEach(() => play.stop());

const reason = 'Typed the old code three times';

async function reset(sentence = 'has new tries', by = ada) {
  await by.slash('member reset', { user: mira.id, reason });
  await by.untilSees(sentence);
}

/** Mira types a wrong code until she has to wait. */
async function lockOut() {
  const wrong = mira.code() === '0000' ? '0001' : '0000';
  for (let time = 0; time < 3; time++) await mira.submit(wrong);
  await mira.untilSees('Too many wrong codes');
}

describe('/member reset', () => {
  it('ends the wait of a member who has used up the tries, on their open panel and for a new code', async () => {
    await mira.begin();
    await mira.send();
    await lockOut();
    await reset();
    await play.sandbox.world.until(() => mira.buttons()['Resend OTP'] === 'on');
    await mira.send('Resend OTP');
    await mira.submit(mira.code());
    await mira.untilSees('You are verified');
  });

  it('gives back the SMS of a member’s day, and none of a number’s', async () => {
    await mira.begin();
    await mira.send();
    const resend = async () => {
      await play.clock.skip(5 * 60_000);
      await mira.send('Resend OTP');
    };
    for (let time = 0; time < 3; time++) await resend();
    expect(mira.sees()).toContain("We can't send a code right now");
    expect(mira.smsCount()).toBe(3);

    await reset();
    for (let time = 0; time < 3; time++) await resend();
    // Five a day to a number, no matter who asks for them.
    expect(mira.smsCount()).toBe(5);
    expect(mira.sees()).toContain("We can't send a code right now");
    await reset();
    await resend();
    expect(mira.smsCount()).toBe(5);
  });

  it('is written down like every step of the staff, and told to the staff and the member', async () => {
    await openStaffChannel(play);
    await mira.begin();
    await reset();
    await play.clock.skip(3000);
    await untilStaffSee(play, `<@${ada.id}> gave <@${mira.id}> new tries: ${reason}`);
    await mira.slash('privacy');
    await mira.untilSees('Given new tries');
    expect(mira.sees()).toContain(reason);
  });

  it('goes on for three times a day, and not for who is verified', async () => {
    for (let time = 0; time < 3; time++) await reset();
    await reset('three times today');
    await mira.verify();
    await reset('is verified already');
  });

  it('is a button on the card', async () => {
    await mira.begin();
    await mira.send();
    await lockOut();
    await ada.slash('member lookup', { user: mira.id });
    await ada.untilSees('Entered too many wrong codes');
    await ada.actor.submit(await ada.openForm('New tries'), { reason });
    await ada.untilSees('has new tries');
  });

  it('is a button on a request, which stays open', async () => {
    await openStaffChannel(play);
    await mira.begin();
    await mira.send();
    await lockOut();
    await mira.actor.submit(await mira.openForm("I can't verify"), { words: 'I typed the wrong code three times.' });
    const request = await untilStaffSee(play, 'I typed the wrong code');
    await ada.actor.submit(await ada.openForm('New tries', request), { reason });
    const { staff } = play.sandbox.seeded.channels;
    await play.sandbox.world.until(() =>
      ada.actor.messages(staff).some((message) => message.ephemeral && textOf(message).includes('has new tries')),
    );
    expect(
      await play.stored(({ requests }) =>
        requests.ofMember({ serverId: play.sandbox.seeded.guildId, memberId: mira.id }),
      ),
    ).toBeDefined();
  });
});
