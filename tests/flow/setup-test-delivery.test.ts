import { afterEach, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';

let play: Play;
let ada: Person;
let screen: ReturnType<typeof setupScreen>;
afterEach(() => play.stop());

async function opened(env: Record<string, string> = {}) {
  play = await startPlay({ env });
  ada = play.person('ada');
  screen = setupScreen(play.sandbox, ada);
  await screen.open();
}

const test = (number: string, more: Record<string, string> = {}) =>
  screen.fill('Send me a code', { country: '+1', number, ...more });

it('an admin has a real code sent to their own phone, and reads what became of it, with sender, time and price', async () => {
  await opened();
  await test('415 555 0177');
  expect(screen.says()).toContain('Sent to +1 ••• ••• ••77 (SMS, sender: +1');
  expect(play.sandbox.twilio.messages).toMatchObject([{ to: '+14155550177' }]);
  await play.clock.skip(5000);
  await ada.untilSees('Delivered to +1 ••• ••• ••77 after');
  expect(screen.says()).toMatch(/after \d+ s \(SMS, sender: [^;]+; 1 segment, \$0\.0083\)/);
  expect(
    await play.stored(({ roster }) => roster.find({ serverId: play.sandbox.seeded.guildId, memberId: ada.id })),
  ).toBeUndefined();
  expect(play.logs.text()).not.toContain('5550177');
});

it('it counts in the budgets, and says when there is room again', async () => {
  await opened({ SENDS_PER_DAY: '1' });
  await test('415 555 0177');
  await test('415 555 0178');
  expect(screen.says()).toContain('Nothing was sent: a limit is reached');
  expect(play.sandbox.twilio.messages).toHaveLength(1);
});

it('the staff hear where it brings the day’s money past a mark', async () => {
  await opened({ SPEND_PER_DAY: '0.0125' });
  await openStaffChannel(play);
  await test('415 555 0177');
  await play.clock.skip(4000);
  await untilStaffSee(play, "80% of today's money for codes is spent");
});

it('what does not arrive is told with its cause, and with Twilio’s code', async () => {
  await opened();
  play.sandbox.twilio.setFaults({ undelivered: true });
  await test('415 555 0177');
  await play.clock.skip(5000);
  await ada.untilSees("the phone was not reachable (Twilio's code 30003)");
  play.sandbox.twilio.clearFaults();
  play.sandbox.twilio.setFaults({ noSender: true });
  await test('415 555 0178');
  expect(screen.says()).toContain('Twilio did not send the code to +1 ••• ••• ••78');
});

it('what Twilio refuses is given back', async () => {
  await opened({ SENDS_PER_DAY: '1' });
  play.sandbox.twilio.setFaults({ noSender: true });
  await test('415 555 0177');
  play.sandbox.twilio.clearFaults();
  await test('415 555 0177');
  expect(screen.says()).toContain('Sent to');
});

it('what is heard when Discord takes no more edits is told nobody, and is no fault', async () => {
  await opened();
  play.sandbox.twilio.setFaults({ noReceipt: true });
  await test('415 555 0177');
  await play.clock.skip(60_000);
  await ada.untilSees('not confirmed');
  await play.clock.skip(60 * 60_000);
  await expect.poll(() => play.sandbox.twilio.requests).toBeGreaterThan(8);
  await play.stopApps();
  expect(play.logs.text()).not.toContain('a delivery could not be recorded');
});

it('a number that cannot be read is explained, and stands in the form again', async () => {
  await opened();
  await test('415 555 01');
  expect(screen.says()).toContain('⚠️');
  expect(play.sandbox.twilio.requests).toBe(0);
  const form = await ada.openForm('Send me a code');
  expect(JSON.stringify(form.components)).toContain('415 555 01');
});

it('where calls are on, it may be a call', async () => {
  await opened({ CALLS: 'on', TWILIO_CALL_FROM: '+14155550100' });
  await test('415 555 0177', { channel: 'call' });
  expect(screen.says()).toContain('(call, sender: ');
  expect(play.sandbox.twilio.calls.all()).toHaveLength(1);
});

it('by Verify, the verification that it began is ended', async () => {
  play = await startPlay();
  const { verify } = play.sandbox.twilio;
  await play.stopApps();
  await play.startApp({ TWILIO_FROM: '', TWILIO_VERIFY_SERVICE_SID: verify.addService().sid });
  ada = play.person('ada');
  screen = setupScreen(play.sandbox, ada);
  await screen.open();
  await test('415 555 0177');
  expect(screen.says()).toContain('sender: Twilio Verify');
  await play.clock.skip(5000);
  await ada.untilSees('Delivered to');
  await expect.poll(() => verify.verifications().map(({ status }) => status)).toEqual(['canceled']);
});
