import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let mira: Person;
let ada: Person;
beforeEach(async () => {
  play = await startPlay({ env: { TWILIO_FORGET: 'off' } });
  mira = play.person('mira');
  ada = play.person('ada');
});
afterEach(() => play.stop());

const MINUTE = 60_000;

async function sent() {
  await mira.begin();
  await mira.send();
}

/** Time passes, a little at a time, as every look at Twilio is real work. */
async function pass(ms: number, step = MINUTE) {
  for (let left = ms; left > 0; left -= step) {
    await play.clock.skip(Math.min(step, left));
    await play.sandbox.world.until(() => true);
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const history = () =>
  play.stored(({ journal }) => journal.ofMember({ serverId: play.sandbox.seeded.guildId, memberId: mira.id }, 20));

describe('case 36: a report that comes late is still heard', () => {
  it('after minutes: on the panel', async () => {
    play.sandbox.twilio.setFaults({ deliveryError: 30410, reportAfterMs: 3 * MINUTE });
    await sent();
    for (const gap of [2000, 3000, 5000, 10_000, 20_000]) await pass(gap, gap);
    await mira.untilSees("hasn't confirmed it");
    await pass(4 * MINUTE);
    await mira.untilSees("The mobile networks couldn't deliver the text");
    expect(mira.buttons()).toMatchObject({ 'Send OTP': 'on' });
  });

  it('after most of an hour: in the history, by at most nine looks', async () => {
    play.sandbox.twilio.setFaults({ deliveryError: 30410, reportAfterMs: 50 * MINUTE });
    await sent();
    const before = play.sandbox.twilio.requests;
    await pass(59 * MINUTE);
    await play.sandbox.world.until(() => play.sandbox.twilio.requests >= before + 9);
    expect(play.sandbox.twilio.requests - before).toBe(9);
    await expect.poll(history).toContainEqual(expect.objectContaining({ what: 'undelivered', problem: 'network' }));
  });

  it('after a minute: before a second one is over, as long as a call takes', async () => {
    play.sandbox.twilio.setFaults({ deliveryError: 30410, reportAfterMs: 65_000 });
    await sent();
    await pass(80_000);
    await expect.poll(history).toContainEqual(expect.objectContaining({ what: 'undelivered', problem: 'network' }));
  });

  it('also by a process that was started in between', async () => {
    play.sandbox.twilio.setFaults({ deliveryError: 30410, reportAfterMs: 50 * MINUTE });
    await sent();
    await pass(MINUTE);
    await play.restart();
    await pass(70 * MINUTE);
    await expect.poll(history).toContainEqual(expect.objectContaining({ what: 'undelivered', problem: 'network' }));
    const entries = await history();
    expect(entries.filter(({ what }) => what === 'undelivered')).toHaveLength(1);
  });
});

describe('case 47: what is no fault of the phone is not told as one', () => {
  it.each([
    ['a code that is in no table', 99_999, "The text didn't arrive"],
    ['a sender that the carrier does not know', 30024, "We can't send texts right now"],
    ['a carrier that timed out', 30410, "The mobile networks couldn't deliver the text"],
    ['a cap of the carrier’s day', 30023, "We can't send any more codes today"],
  ])('%s', async (_, code, sentence) => {
    await openStaffChannel(play);
    play.sandbox.twilio.setFaults({ deliveryError: code });
    await sent();
    await pass(5000, 1000);
    await mira.untilSees(sentence);
    expect(mira.sees()).not.toMatch(/it is on and has signal|Twilio|\d{5}/);
    await pass(3000, 1000);
    await untilStaffSee(play, `Twilio's code ${code}`);
    expect(play.logs.text()).toContain(`"errorCode":${code}`);
  });

  it.each([
    ['an account over its cap of the day', { dailyCap: 0 }, 63038, "We can't send any more codes today"],
    [
      'a refusal that is in no table',
      { refusal: { status: 400, code: 29_999 } },
      29_999,
      "We can't send texts right now",
    ],
  ] as const)('%s', async (_, faults, code, sentence) => {
    await openStaffChannel(play);
    play.sandbox.twilio.setFaults(faults);
    await sent();
    expect(mira.sees()).toContain(sentence);
    expect(mira.sees()).not.toMatch(/in a minute|it is on and has signal|Twilio|\d{5}/);
    await pass(3000, 1000);
    await untilStaffSee(play, `Twilio's code ${code}`);
  });

  it('is said to the staff once an hour, however many members meet it', async () => {
    await openStaffChannel(play);
    play.sandbox.twilio.setFaults({ refusal: { status: 400, code: 29_999 } });
    await sent();
    await pass(5000, 1000);
    await untilStaffSee(play, "Twilio's code 29999");
    for (let time = 0; time < 3; time++) await mira.send();
    await pass(5000, 1000);
    const said = () => staffMessages(play).filter((message) => textOf(message).includes('29999')).length;
    expect(said()).toBe(1);
    await pass(61 * MINUTE, 10 * MINUTE);
    await sent();
    await pass(5000, 1000);
    await play.sandbox.world.until(() => said() === 2);
  });

  it('is in the history that staff see, in words', async () => {
    play.sandbox.twilio.setFaults({ deliveryError: 99_999 });
    await sent();
    await pass(5000, 1000);
    await mira.untilSees("The text didn't arrive");
    await ada.slash('member lookup', { user: mira.id });
    await ada.untilSees('SMS not delivered · reason unknown');
  });
});

it('case 47: a Messaging Service without a sender has its own sentence', async () => {
  await play.stop();
  play = await startPlay({ env: { TWILIO_MESSAGING_SERVICE_SID: `MG${'2'.repeat(32)}` } });
  mira = play.person('mira');
  play.sandbox.twilio.setFaults({ noSender: true });
  await sent();
  expect(mira.sees()).toContain('We have no number to text you from right now');
});
