import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { privacyOf } from '../support/privacy.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let mira: Person;
let ada: Person;
let privacy: ReturnType<typeof privacyOf>;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
  ada = play.person('ada');
  privacy = privacyOf(play, mira);
});
afterEach(() => play.stop());

const HOUR = 60 * 60_000;
const ids = () => play.sandbox.seeded;
const who = () => ({ serverId: ids().guildId, memberId: mira.id });
const roleCalls = (method: string) =>
  play.sandbox.traffic.exchanges.filter((one) => one.method === method && one.path.includes('/roles/'));

describe('Delete', () => {
  it('asks first, and Keep changes nothing', async () => {
    await mira.verify();
    await privacy.page('You verified');
    await mira.press('Delete');
    await mira.untilSees(`Afterwards you no longer have <@&${ids().roles.verified}>`);
    expect(mira.sees()).toContain('what Twilio recorded');
    await mira.press('Keep');
    await mira.untilSees('You verified');
    expect(mira.hasRole()).toBe(true);
  });

  it('takes the role and leaves neither the member nor the number in the database or the log', async () => {
    await openStaffChannel(play);
    await mira.verify();
    await play.clock.skip(5000);
    await ada.slash('member lookup', { user: mira.id });
    await ada.untilSees('Verified');
    const { phoneKey = '' } = privacy.secretsInStore();
    expect(phoneKey).toMatch(/^[0-9a-f]{8}:/);
    expect(privacy.found([mira.id, phoneKey])).toEqual([mira.id, phoneKey]);

    await privacy.deleteAll();
    expect(mira.sees()).toContain(`You no longer have <@&${ids().roles.verified}>`);
    expect(mira.hasRole()).toBe(false);
    expect(privacy.found([mira.id, phoneKey, phoneKey.slice(3)])).toEqual([]);
    await privacy.page('Nothing is stored about you');
    await play.clock.skip(HOUR);
    await play.stopApps();
    expect(privacy.found([mira.id, phoneKey, phoneKey.slice(3)])).toEqual([]);
  });

  it('frees the number: to verify again costs one SMS', async () => {
    await mira.verify();
    await privacy.deleteAll();
    await mira.verify();
    expect(mira.hasRole()).toBe(true);
    expect(mira.smsCount()).toBe(2);
  });

  it('gives nobody a fresh limit a day', async () => {
    await play.stop();
    play = await startPlay({ env: { SENDS_PER_MEMBER_PER_DAY: '1', SENDS_PER_MEMBER_AND_NUMBER_PER_DAY: '1' } });
    mira = play.person('mira');
    privacy = privacyOf(play, mira);
    await mira.verify();
    await privacy.deleteAll();
    await mira.begin();
    await mira.send();
    expect(mira.sees()).toContain("We can't send a code right now");
    expect(mira.smsCount()).toBe(1);
  });

  it('ends a code underway, and no report of its SMS brings the member back', async () => {
    await mira.begin();
    await mira.send();
    const panel = mira.panel();
    await privacy.deleteAll();
    await play.clock.skip(HOUR);
    await mira.press('Submit', panel);
    const { world } = play.sandbox;
    await world.until(() =>
      mira.actor.messages(ids().channels.verify).some((one) => textOf(one).includes('out of date')),
    );
    await play.stopApps();
    expect(privacy.found([mira.id])).toEqual([]);
  });

  it('closes an open request and takes its message from the staff', async () => {
    await openStaffChannel(play);
    await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words: 'No SMS ever arrives.' });
    await untilStaffSee(play, 'No SMS ever arrives');
    await privacy.page('You asked the staff');
    await privacy.deleteAll();
    expect(staffMessages(play)).toEqual([]);
    expect(await play.stored(({ requests }) => requests.ofMember(who()))).toBeUndefined();
  });

  it('pressed twice at once acts once', async () => {
    await mira.verify();
    await privacy.page('You verified');
    await mira.press('Delete');
    await mira.untilSees('Delete what is stored');
    await Promise.all([mira.press('Delete everything'), mira.press('Delete everything')]);
    await play.sandbox.world.until(() => !mira.hasRole());
    await play.stopApps();
    expect(roleCalls('DELETE')).toHaveLength(1);
    expect(privacy.found([mira.id])).toEqual([]);
  });

  it('says honestly that the role stays where Discord refuses to take it', async () => {
    await mira.verify();
    const { world } = play.sandbox;
    world.moveRole(ids().guildId, ids().roles.verified, 4);
    await privacy.deleteAll();
    expect(mira.sees()).toContain('Ask the staff to take it');
    expect(mira.hasRole()).toBe(true);
    expect(await play.stored(({ roster }) => roster.find(who()))).toBeUndefined();
  });

  it('deletes nothing while Discord is out, says so, and does it when asked again', async () => {
    await mira.verify();
    play.sandbox.world.faults.add({ method: 'DELETE', path: /\/roles\//, times: 3, status: 503 });
    await privacy.deleteAll('nothing was deleted');
    expect(await play.stored(({ roster }) => roster.find(who()))).toBeDefined();
    await mira.press('Delete everything');
    await mira.untilSees('Your data is deleted');
    expect(mira.hasRole()).toBe(false);
  });
});

describe('a blocked number', () => {
  const block = async () => {
    await ada.slash('member block', { user: mira.id, reason: 'Spam', duration: 'days7' });
    await ada.untilSees('is blocked');
  };
  /** Mira comes with her number and a right code. */
  async function prove() {
    await play.clock.skip(HOUR);
    await mira.begin();
    await mira.send();
    await mira.submit(mira.code());
    await mira.untilSees("can't be used on this server");
  }

  beforeEach(async () => {
    await mira.verify();
    await block();
  });

  it('is on the page with its reason and end, and in the download', async () => {
    await privacy.page('until <t:');
    expect(mira.sees()).toMatch(new RegExp(`<@${ada.id}> blocked a number of yours .*: “Spam”`));
    expect(await privacy.download()).toMatchObject({
      verification: null,
      blocks: [{ number: { country: 'US', lastDigits: '23' }, reason: 'Spam', by: ada.id }],
    });
  });

  it('stays blocked after Delete, without the account, until its end', async () => {
    await privacy.page('You are not verified');
    await mira.press('Delete');
    await mira.untilSees('A blocked number stays blocked');
    expect(mira.sees()).toContain('“Spam”');
    await mira.press('Delete everything');
    await mira.untilSees('The block stays, without your account');
    await play.stopApps();
    expect(privacy.found([mira.id])).toEqual([]);
    expect(privacy.rows('SELECT member_id, reason FROM blocks')).toEqual([{ member_id: null, reason: 'Spam' }]);
    await play.restart();
    await prove();
    expect(mira.hasRole()).toBe(false);
  });

  it('is found by the staff again, and lifted, when somebody comes with it', async () => {
    await privacy.deleteAll();
    await ada.slash('member unblock', { user: mira.id });
    await ada.untilSees('No number of');
    await prove();
    await ada.slash('member lookup', { user: mira.id });
    await ada.untilSees('Spam');
    await ada.press('Unblock');
    await ada.untilSees('is no longer blocked');
    await play.clock.skip(HOUR);
    await mira.verify();
  });
});
