import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
let mira: Person;
let byVerify: { readonly TWILIO_FROM: ''; readonly TWILIO_VERIFY_SERVICE_SID: string };
beforeEach(async () => {
  play = await startPlay();
  await play.stopApps();
  byVerify = { TWILIO_FROM: '', TWILIO_VERIFY_SERVICE_SID: play.sandbox.twilio.verify.addService().sid };
  await play.startApp(byVerify);
  mira = play.person('mira');
});
afterEach(() => play.stop());

const verifications = () => play.sandbox.twilio.verify.verifications().map(({ status }) => status);
const untilTold = (...statuses: string[]) => vi.waitFor(() => expect(verifications()).toEqual(statuses));

async function sent() {
  await mira.begin();
  await mira.send();
}

it('a member verifies by Verify alone, and Twilio hears that the code was right', async () => {
  await sent();
  expect(verifications()).toEqual(['pending']);
  expect(play.sandbox.twilio.messages).toMatchObject([{ product: 'verify' }]);
  await play.clock.skip(5000);
  await mira.untilSees('was delivered');
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
  await untilTold('approved');
});

it('a new code is another verification, and the one before is ended', async () => {
  await sent();
  await play.clock.skip(30_000);
  await mira.send('Resend OTP');
  expect(verifications()).toEqual(['canceled', 'pending']);
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
  await untilTold('canceled', 'approved');
});

describe('an abandoned verification is ended', () => {
  it('when its code is over', async () => {
    await sent();
    await play.clock.skip(5 * 60_000 + 20_000);
    await untilTold('canceled');
  });

  it('when the member has their data deleted', async () => {
    await sent();
    await mira.slash('privacy', {});
    await mira.press('Delete');
    await mira.press('Delete everything');
    await untilTold('canceled');
  });

  it('when the bot died meanwhile, by its next start', async () => {
    await sent();
    await play.stopApps();
    await play.clock.skip(6 * 60_000);
    expect(verifications()).toEqual(['pending']);
    await play.startApp(byVerify);
    await play.clock.skip(20_000);
    await untilTold('canceled');
  });
});

it('a service without own codes is for the operator to mend, and nothing goes out', async () => {
  play.sandbox.twilio.verify.updateService(byVerify.TWILIO_VERIFY_SERVICE_SID, { customCodeEnabled: false });
  await sent();
  expect(mira.sees()).toContain("We can't send texts right now");
  expect(mira.smsCount()).toBe(0);
  expect(play.logs.text()).toContain('"errorCode":60204');
});
