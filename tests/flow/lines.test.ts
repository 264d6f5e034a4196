import { afterEach, describe, expect, it } from 'vitest';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';

let play: Play;
afterEach(() => play.stop());

describe('with look-ups on', () => {
  it('a number that only a look-up tells from a mobile is judged by the server’s rule, before an SMS', async () => {
    play = await startPlay({ env: { PHONE_LOOKUP: 'on' } });
    await openStaffChannel(play);
    const world = play.sandbox.twilio;
    await play.settings({ lines: { otherVoip: 'refuse', fixedVoip: 'askStaff' } });
    const mira = play.person('mira');
    world.lines.set(mira.phone, 'nonFixedVoip');
    await mira.begin();
    await mira.press('Send OTP');
    await mira.untilSees("doesn't take numbers of this kind");
    world.lines.set('+14155550177', 'fixedVoip');
    await mira.enter(await mira.openForm('Change number'), '+1 415 555 0177');
    await mira.press('Send OTP');
    await mira.untilSees('staff decide about numbers of this kind');
    expect(world.messages).toEqual([]);
    world.lines.set('+14155550178', 'mobile');
    await mira.enter(await mira.openForm('Change number'), '+1 415 555 0178');
    await mira.press('Send OTP');
    await mira.untilSees('Your code is on its way');
    expect(world.lookups).toEqual([mira.phone, '+14155550177', '+14155550178']);
  });

  it('an outage strands nobody', async () => {
    play = await startPlay({ env: { PHONE_LOOKUP: 'on' } });
    await openStaffChannel(play);
    await play.settings({ lines: { otherVoip: 'refuse' } });
    play.sandbox.twilio.setFaults({ lookupDown: true });
    await play.person('mira').verify();
    expect(play.person('mira').hasRole()).toBe(true);
  });

  it('the admin decides about each kind', async () => {
    play = await startPlay({ env: { PHONE_LOOKUP: 'on' } });
    await openStaffChannel(play);
    const screen = setupScreen(play.sandbox, play.person('ada'));
    await screen.open();
    await screen.goTo('rules');
    await screen.fill('Kinds of numbers…', {
      mobile: ['take'],
      fixedVoip: ['askStaff'],
      otherVoip: ['refuse'],
      landline: ['take'],
      unknown: ['take'],
    });
    expect(screen.says()).toContain('VoIP numbers of apps: refused.');
    expect(screen.says()).toContain('VoIP at an address: the staff decide.');
    expect(screen.says()).toContain('looked up once');
  });
});

it('the staff hear when most of the day’s money is spent, and that it is used up', async () => {
  play = await startPlay({ env: { SPEND_PER_DAY: '0.025' } });
  await openStaffChannel(play);
  for (const name of ['mira', 'ada'] as const) {
    const person = play.person(name);
    await person.begin();
    await person.press('Send OTP');
    await person.untilSees('Your code is on its way');
  }
  await play.clock.skip(4000);
  await untilStaffSee(play, "80% of today's money for codes is spent: $0.02 of $0.03");
  const jonas = play.person('jonas');
  await jonas.begin('+1 415 555 0179');
  await jonas.press('Code senden');
  await jonas.untilSees('Wir können gerade keinen Code');
  await play.clock.skip(4000);
  await untilStaffSee(play, 'the money for today');
});
