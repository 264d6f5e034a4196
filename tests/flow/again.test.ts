import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { MONTH } from '../../src/gate/endings/ending.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { requestsOf } from '../support/requests.ts';
import { secondAccount } from '../support/second.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';

const DAY = 24 * 60 * 60_000;

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

const whoOf = ({ id }: Person) => ({ serverId: play.sandbox.seeded.guildId, memberId: id });
const entryOf = (person: Person) => play.stored(({ roster }) => roster.find(whoOf(person)));
const happened = (person: Person) =>
  play.stored(async ({ journal }) => (await journal.ofMember(whoOf(person), 50)).map(({ what }) => what));
const endsAfter = (months: number) => play.settings({ endsAfter: { months, since: play.clock.now() } });
/** Time passes while nothing runs. */
async function later(time: number) {
  await play.stopApps();
  await play.clock.skip(time);
  await play.startApp();
}
const roleRequests = () =>
  play.sandbox.traffic.exchanges.filter(({ method, path }) => method === 'DELETE' && path.includes('/roles/')).length;

async function proveAgain(person: Person, number = person.phone) {
  await person.press('Verify', person.notice());
  await person.untilSees('Verify your number again');
  await person.enter(await person.openForm('Verify again'), number);
  await person.send();
}

describe('who is verified, and whose verification ends soon', () => {
  beforeEach(async () => {
    await mira.verify();
    await endsAfter(6);
    await later(6 * MONTH - 10 * DAY);
  });

  it('reads until when it holds, proves the number again with one SMS, and keeps the role all the time', async () => {
    await openStaffChannel(play);
    await mira.press('Verify', mira.notice());
    await mira.untilSees('Your verification lasts until <t:');
    expect(mira.buttons()).toMatchObject({ 'Verify again': 'on', "I can't verify": 'on' });
    const before = await entryOf(mira);
    await proveAgain(mira);
    expect(mira.smsCount()).toBe(2);
    await mira.submit(mira.code());
    await mira.untilSees('Your number is verified again');
    expect(mira.hasRole()).toBe(true);
    expect(roleRequests()).toBe(0);
    const after = await entryOf(mira);
    expect(after).toMatchObject({ phone: before?.phone, verifiedAt: play.clock.now(), locale: 'en-US' });
    expect((await happened(mira))[1]).toBe('renewed');

    // From here on they are as anybody who is verified.
    await mira.press('Verify', mira.notice());
    await mira.untilSees('There is nothing left to do');
  });

  it('may prove another number, which frees the one before; one that is held stays with its holder', async () => {
    const two = secondAccount(play, '+14155550177');
    await proveAgain(mira, '+1 415 555 0177');
    await mira.submit(mira.code('+14155550177'));
    await mira.untilSees('Your number is verified again');
    await two.begin();
    await two.send();
    await two.submit(two.code());
    await two.untilSees('already uses this number');

    await later(6 * MONTH - DAY);
    const three = secondAccount(play, mira.phone, 'harbour');
    await three.verify();
    await proveAgain(mira);
    await mira.submit(mira.code());
    await mira.untilSees('already uses this number');
    expect([mira, three].map((one) => one.hasRole())).toEqual([true, true]);
    expect((await entryOf(mira))?.phone?.lastDigits).toBe('77');
  });

  it('proves it also where others are let in without a number', async () => {
    await play.settings({ exemptAgeDays: 1 });
    await proveAgain(mira);
    await mira.submit(mira.code());
    await mira.untilSees('Your number is verified again');
    expect((await entryOf(mira))?.verifiedAt).toBe(play.clock.now());
  });

  it('takes a number over where the server lets them, and its holder loses the role', async () => {
    await play.settings({ conflict: 'transfer' });
    const two = secondAccount(play, '+14155550177');
    await two.verify();
    await proveAgain(mira, '+1 415 555 0177');
    await mira.submit(mira.code('+14155550177'));
    await mira.untilSees('already uses this number');
    await mira.press('Confirm');
    await mira.untilSees('You are verified');
    await play.sandbox.world.until(() => !two.hasRole());
    expect(mira.hasRole()).toBe(true);
    expect(await entryOf(two)).toBeUndefined();
    expect((await entryOf(mira))?.phone?.lastDigits).toBe('77');
  });

  it('case 1: is renewed once by two forms in parallel, and once by one that comes again after a restart', async () => {
    await proveAgain(mira);
    const code = mira.code();
    const forms = [await mira.openForm('Submit'), await mira.openForm('Submit')];
    await Promise.all(forms.map((form) => mira.actor.submit(form, { code })));
    await play.stopApps();
    expect((await happened(mira)).filter((what) => what === 'renewed')).toHaveLength(1);
    expect(await play.stored(({ roster }) => roster.members(play.sandbox.seeded.guildId))).toEqual([mira.id]);
    expect(mira.hasRole()).toBe(true);
  });

  it('asks the staff where no number can be proven, and keeps it by their answer', async () => {
    await openStaffChannel(play);
    const { asks, decides } = requestsOf(play, mira, play.person('ada'));
    await asks('I lost my phone last week.');
    await decides('Approve', { reason: 'Known for years.' });
    await untilStaffSee(play, 'Approved by');
    expect(await entryOf(mira)).toMatchObject({ verifiedAt: play.clock.now(), phone: { lastDigits: '23' } });
  });

  it('keeps it by the word of the staff, where no number can be proven', async () => {
    const ada = play.person('ada');
    await ada.slash('member approve', { user: mira.id, reason: 'Lost the phone.' });
    await ada.untilSees('verified');
    expect(await entryOf(mira)).toMatchObject({ verifiedAt: play.clock.now(), phone: { lastDigits: '23' } });
  });
});

describe('who was let in while the gate was open, and is asked to verify', () => {
  it('proves a number, is verified by it, and keeps the role', async () => {
    const letIn = { by: play.person('ada').id, reason: 'SMS is down.', opening: 'o1' };
    const now = play.clock.now();
    await play.stored(({ roster }) => roster.add(whoOf(mira), { letIn }, now));
    await mira.press('Verify', mira.notice());
    await mira.untilSees('You are verified');
    await play.stored(({ endings }) => endings.ask(whoOf(mira).serverId, { batch: 'o1' }, now + 30 * DAY));
    await mira.press('Verify', mira.notice());
    await mira.untilSees('Please verify your number');
    await mira.enter(await mira.openForm('Verify again'));
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees('Your number is verified again');
    const entry = await entryOf(mira);
    expect(entry).toMatchObject({ phone: { lastDigits: '23' }, verifiedAt: now });
    expect(entry).not.toHaveProperty('letIn');
    expect(mira.hasRole()).toBe(true);
  });
});
