import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createPrivacy } from '../../src/gate/privacy/privacy.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let mira: Person;
let ada: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
  ada = play.person('ada');
});
afterEach(() => play.stop());

const HOUR = 60 * 60_000;
const ids = () => play.sandbox.seeded;

async function deleteAll() {
  await mira.slash('privacy');
  await mira.untilSees('What is stored about you');
  await mira.press('Delete');
  await mira.untilSees('Delete what is stored about you here?');
  await mira.press('Delete everything');
  await mira.untilSees('Your data is deleted');
}

/** Where the member's id is still found: in the files of the database, or in the log. */
function traces(): string[] {
  const files = readdirSync(play.folder).map((name) => [name, readFileSync(join(play.folder, name))] as const);
  const log = ['log', Buffer.from(play.logs.text())] as const;
  return [...files, log].flatMap(([name, bytes]) => (bytes.includes(mira.id) ? [name] : []));
}

/** Whether the bot has heard from Twilio what came of a send. */
const isSent = () => play.logs.text().includes('"step":"sent"');

/** Deletes as another process would, which knows nothing of what is underway in this one. */
async function eraseElsewhere() {
  await play.stored(async (stores) => {
    const privacy = createPrivacy({
      ...stores,
      lines: { forget: async () => {} },
      departures: {
        endOnceTaken: async () => ({ role: { is: 'notSetUp' }, isSettled: true }),
        end: async () => undefined,
      },
      verifier: { look: async () => undefined, forget: async (who) => void (await stores.challenges.remove(who)) },
      unfollow: () => {},
      withdraw: async () => {},
      hush: () => {},
      clock: play.clock,
    });
    const who = { serverId: ids().guildId, memberId: mira.id };
    expect(await privacy.erase(who)).toMatchObject({ is: 'erased' });
  });
}

/** Everything that is still to come has come, and the bot is stopped. */
async function allOver() {
  for (const wait of [3_000, 60_000, HOUR, HOUR]) await play.clock.skip(wait);
  await play.stopApps();
}

it('case 50: Delete while Twilio still takes an SMS leaves nothing, also of its report and its bill', async () => {
  await mira.begin();
  play.sandbox.twilio.setFaults({ slowMs: 3000 });
  await mira.press('Send OTP');
  await expect.poll(() => mira.smsCount(), { timeout: 10_000 }).toBe(1);
  await deleteAll();
  expect(isSent()).toBe(false);
  await expect.poll(isSent, { timeout: 10_000 }).toBe(true);
  play.sandbox.twilio.setFaults({ slowMs: 0 });
  await allOver();
  expect(traces()).toEqual([]);
});

it('case 50: Delete in another process leaves nothing of a send, and tells the staff nothing', async () => {
  await openStaffChannel(play);
  await mira.begin();
  play.sandbox.twilio.setFaults({ slowMs: 3000 });
  await mira.press('Send OTP');
  await expect.poll(() => mira.smsCount(), { timeout: 10_000 }).toBe(1);
  await eraseElsewhere();
  expect(isSent()).toBe(false);
  await expect.poll(isSent, { timeout: 10_000 }).toBe(true);
  play.sandbox.twilio.setFaults({ slowMs: 0 });
  await allOver();
  expect(traces()).toEqual([]);
  expect(staffMessages(play)).toEqual([]);
});

it('case 50: nothing that Delete does tells others that it was asked for', async () => {
  await openStaffChannel(play);
  await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words: 'No SMS ever arrives.' });
  await untilStaffSee(play, 'No SMS ever arrives');
  await mira.verify();
  await deleteAll();
  await allOver();
  const reasons = play.sandbox.traffic.exchanges.flatMap(({ reason }) => reason ?? []);
  expect(reasons).toContain('No longer verified');
  expect(reasons.join('; ')).not.toMatch(/delet|forg|privacy|withdr|ask/i);
  // What was about to be said of the member is not said any more, and nothing is said of the deletion.
  expect(staffMessages(play).map(textOf).join()).not.toMatch(/delet|verified, number/i);
});

it('case 50: a request that the staff answer while it is deleted leaves no message and no line', async () => {
  await openStaffChannel(play);
  await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words: 'No SMS ever arrives.' });
  const message = await untilStaffSee(play, 'No SMS ever arrives');
  const approve = await ada.openForm('Approve', message);
  await mira.slash('privacy');
  await mira.untilSees('What is stored about you');
  await mira.press('Delete');
  await mira.untilSees('Delete what is stored about you here?');
  await Promise.all([mira.press('Delete everything'), ada.actor.submit(approve, { reason: 'Known here.' })]);
  await mira.untilSees('deleted');
  await allOver();
  const roster = await play.stored(({ roster }) => roster.find({ serverId: ids().guildId, memberId: mira.id }));
  if (roster === undefined) expect(staffMessages(play).map(textOf).join()).not.toContain('No SMS ever arrives');
});
