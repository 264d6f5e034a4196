import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { privacyOf } from '../support/privacy.ts';
import { openStaffChannel, untilStaffSee } from '../support/staff.ts';

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

const ids = () => play.sandbox.seeded;
const who = () => ({ serverId: ids().guildId, memberId: mira.id });

describe('/privacy', () => {
  it('says so where nothing is stored, and stores nothing by it', async () => {
    await privacy.page('Nothing is stored about you on this server');
    expect(mira.buttons()).toEqual({});
    await play.stopApps();
    expect(privacy.found([mira.id])).toEqual([]);
  });

  it('says what is stored, who of the staff looked, and who else is told', async () => {
    await mira.verify();
    await play.clock.skip(5000);
    await ada.slash('member lookup', { user: mira.id });
    await ada.untilSees('Verified');
    await privacy.page('You verified with a number');
    const seen = mira.sees();
    expect(seen).toContain('🇺🇸 United States), its last two digits (**23**)');
    expect(seen).toContain('You were given the role');
    expect(seen).toMatch(/SMS delivered[\s\S]*SMS sent[\s\S]*Started/);
    expect(seen).toMatch(
      new RegExp(`Staff members who have looked you up\\*\\*\n- <t:\\d+:f> \\(<t:\\d+:R>\\) · <@${ada.id}>`),
    );
    expect(seen).toContain('for 90 days');
    expect(seen).toContain('Twilio gets your number');
    expect(mira.buttons()).toEqual({ Download: 'on', Delete: 'on' });
  });

  it('is for the eyes of a member who asks alone, and about them alone', async () => {
    await mira.verify();
    const jonas = play.person('jonas');
    await privacy.page('nichts über dich gespeichert', jonas);
    await privacy.page('You verified');
    const seenByJonas = jonas.actor.messages(ids().channels.verify).map(({ id }) => id);
    expect(seenByJonas).not.toContain(mira.panel()?.id);
  });

  it('names the staff member and the reason of a verification by hand', async () => {
    await ada.slash('member approve', { user: mira.id, reason: 'Known from the harbour' });
    await ada.untilSees('is verified by hand');
    await privacy.page('verified you by hand');
    expect(mira.sees()).toMatch(new RegExp(`<@${ada.id}> verified you by hand on .*: “Known from the harbour”`));
    expect(await privacy.download()).toMatchObject({
      verification: { number: null, byHand: { by: ada.id, reason: 'Known from the harbour' } },
    });
  });

  it('shows a challenge underway, an open request and a block', async () => {
    await openStaffChannel(play);
    await mira.begin();
    await mira.send();
    await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words: 'No SMS ever arrives.' });
    await untilStaffSee(play, 'No SMS ever arrives');
    await privacy.page('You are verifying a number from 🇺🇸 United States that ends in **23**');
    expect(mira.sees()).toContain('You are not verified here');
    expect(mira.sees()).toContain('You asked the staff');
    expect(mira.sees()).toContain('“No SMS ever arrives\\.”');
    expect(await privacy.download()).toMatchObject({
      challenge: { state: 'sent', number: { country: 'US', lastDigits: '23' } },
      request: { cause: 'cannotVerify', words: 'No SMS ever arrives.', locale: 'en-US' },
    });
  });
});

describe('/privacy of who is on a list to verify', () => {
  it('says so, in the download too, and Delete takes them off it and leaves the role that they had', async () => {
    const [{ verified }, at] = [ids().roles, play.clock.now()];
    const run = { id: 'one', serverId: who().serverId, by: ada.id, at };
    play.sandbox.world.giveRole(who().serverId, mira.id, verified);
    await play.stored(async ({ bulkRuns }) => {
      await bulkRuns.keep(run, [mira.id]);
      await bulkRuns.begin(run.serverId, run.id, { by: ada.id, reason: 'Moved over.', at });
      await bulkRuns.noteHad({ ...run, reason: '', state: 'running', members: 1 }, [mira.id], [verified], true);
      await bulkRuns.turn(run.serverId, run.id, ['running'], 'stopped');
    });
    await privacy.page(`<@${ada.id}> put you on a list`);
    expect(await privacy.download()).toMatchObject({
      listsToVerify: [{ by: ada.id, reason: 'Moved over.', rolesHadBefore: [verified] }],
    });
    await privacy.page('What is stored about you');
    await mira.press('Delete');
    await mira.untilSees('Delete what is stored about you here?');
    expect(mira.sees()).not.toContain('Afterwards you no longer have');
    await mira.press('Delete everything');
    await mira.untilSees('Your data is deleted');
    expect(mira.hasRole()).toBe(true);
    expect(await play.stored(({ bulkRuns }) => bulkRuns.ofMember(who()))).toEqual([]);
  });
});

describe('/privacy of roles that Discord has not taken or given back yet', () => {
  it('names them, in the download too', async () => {
    const { verified, unverified } = ids().roles;
    await mira.verify();
    const pending = [
      { ...who(), roleId: verified, act: 'take', tries: 1 } as const,
      { ...who(), roleId: unverified, act: 'giveBack', tries: 1 } as const,
    ];
    await play.stored(({ pendingRoles }) => pendingRoles.keep(pending));
    await privacy.page(`Roles still to be taken from you: <@&${verified}>`);
    expect(mira.sees()).toContain(`Roles still to be given back to you: <@&${unverified}>`);
    expect(await privacy.download()).toMatchObject({
      pendingRoles: expect.arrayContaining([
        { roleId: verified, to: 'be taken' },
        { roleId: unverified, to: 'be given back' },
      ]),
    });
  });
});

describe('Download', () => {
  it('is all that is stored, in fields that keep their names, with no number and no keyed hash', async () => {
    await mira.verify();
    await play.clock.skip(5000);
    const file = await privacy.download();
    expect(Object.keys(file)).toEqual([
      'format',
      'exportedAt',
      'serverId',
      'memberId',
      'verification',
      'challenge',
      'numberToConfirm',
      'request',
      'listsToVerify',
      'blocks',
      'byNumberAloneSince',
      'formerNumbers',
      'pendingRoles',
      'events',
      'settingsChanged',
      'leftOut',
    ]);
    const at = new Date(play.clock.now() - 5000).toISOString();
    expect(file).toMatchObject({
      format: 'latchkey-member-data/1',
      exportedAt: new Date(play.clock.now()).toISOString(),
      ...who(),
      verification: {
        verifiedAt: at,
        number: { country: 'US', lastDigits: '23' },
        byHand: null,
        roleGivenAt: at,
        rolesGiven: [ids().roles.verified],
        rolesTaken: [],
      },
      challenge: null,
      request: null,
      blocks: [],
    });
    expect(file.events).toContainEqual({
      at,
      what: 'verified',
      by: null,
      country: 'US',
      language: null,
      why: null,
      sms: null,
    });
    expect(file.events).toContainEqual(expect.objectContaining({ what: 'consented', language: 'en-US' }));
    expect(file.events).toContainEqual(
      expect.objectContaining({ what: 'delivered', sms: expect.objectContaining({ messageId: expect.any(String) }) }),
    );
  });

  it('pressed after everything was deleted says that nothing is stored', async () => {
    await mira.verify();
    await privacy.page('You verified');
    const before = mira.panel();
    await privacy.deleteAll();
    await mira.press('Download', before);
    await mira.untilSees('Nothing is stored');
  });
});
