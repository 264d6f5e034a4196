import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { noCanaries } from '../support/canaries.ts';
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
const who = () => ({ serverId: ids().guildId, memberId: mira.id });
const roleCalls = (method: string) =>
  play.sandbox.traffic.exchanges.filter((one) => one.method === method && one.path.includes('/roles/'));

/** Asks for the page, until it says `sentence`. */
async function page(sentence: string, person = mira) {
  await person.slash('privacy');
  await person.untilSees(sentence);
}

/** Downloads the file that the page offers. */
async function download(): Promise<Record<string, unknown>> {
  await page('What is stored about you');
  await mira.press('Download');
  const { world } = play.sandbox;
  const [file] = await world.until(() => {
    const { attachments = [] } = world.messages.get(mira.panel()?.id ?? '') ?? {};
    return attachments.length > 0 && attachments;
  });
  expect(file).toMatchObject({ filename: `my-data-${ids().guildId}.json` });
  const content = new TextDecoder().decode(file?.bytes);
  noCanaries(content, { number: mira.phone, national: mira.phone.slice(2), ...secretsInStore() });
  return JSON.parse(content);
}

/** What nobody is to read in a file: keyed hashes of numbers. */
function secretsInStore(): Record<string, string> {
  const [row] = rows('SELECT phone_key FROM roster WHERE phone_key IS NOT NULL');
  return row ? { phoneKey: String(row.phone_key) } : {};
}

function rows(statement: string) {
  const database = new DatabaseSync(join(play.folder, 'latchkey.sqlite'));
  try {
    return database.prepare(statement).all();
  } finally {
    database.close();
  }
}

async function deleteAll(sentence = 'Your data is deleted') {
  await page('What is stored about you');
  await mira.press('Delete');
  await mira.untilSees('Delete what is stored about you here?');
  await mira.press('Delete everything');
  await mira.untilSees(sentence);
}

/** The texts among `canaries` that the files of the database, or the log, hold. */
function found(canaries: readonly string[]): string[] {
  const files = readdirSync(play.folder).map((name) => readFileSync(join(play.folder, name)));
  const everything = Buffer.concat([...files, Buffer.from(play.logs.text())]);
  return canaries.filter((canary) => everything.includes(canary));
}

describe('/privacy', () => {
  it('says so where nothing is stored, and stores nothing by it', async () => {
    await page('Nothing is stored about you on this server');
    expect(mira.buttons()).toEqual({});
    await play.stopApps();
    expect(found([mira.id])).toEqual([]);
  });

  it('says what is stored, who of the staff looked, and who else is told', async () => {
    await mira.verify();
    await play.clock.skip(5000);
    await ada.slash('member lookup', { user: mira.id });
    await ada.untilSees('Verified');
    await page('You verified with a number');
    const seen = mira.sees();
    expect(seen).toContain('🇺🇸 United States), its last two digits (**23**)');
    expect(seen).toContain('You were given the role');
    expect(seen).toMatch(/SMS delivered[\s\S]*SMS sent[\s\S]*Began/);
    expect(seen).toMatch(new RegExp(`Who of the staff looked you up\\*\\*\n- <t:\\d+:R> · <@${ada.id}>`));
    expect(seen).toContain('kept for 90 days');
    expect(seen).toContain('Twilio gets your number');
    expect(mira.buttons()).toEqual({ Download: 'on', Delete: 'on' });
  });

  it('is for the eyes of whoever asks alone, and about them alone', async () => {
    await mira.verify();
    const jonas = play.person('jonas');
    await page('nichts über dich gespeichert', jonas);
    await page('You verified');
    const seenByJonas = jonas.actor.messages(ids().channels.verify).map(({ id }) => id);
    expect(seenByJonas).not.toContain(mira.panel()?.id);
  });

  it('names the staff member and the reason of a verification by hand', async () => {
    await ada.slash('member approve', { user: mira.id, reason: 'Known from the harbour' });
    await ada.untilSees('is verified by hand');
    await page('verified by hand');
    expect(mira.sees()).toMatch(new RegExp(`by <@${ada.id}>: “Known from the harbour”`));
    expect(await download()).toMatchObject({
      verification: { number: null, byHand: { by: ada.id, reason: 'Known from the harbour' } },
    });
  });

  it('shows a challenge underway, an open request and a block', async () => {
    await openStaffChannel(play);
    await mira.begin();
    await mira.send();
    await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words: 'No SMS ever arrives.' });
    await untilStaffSee(play, 'No SMS ever arrives');
    await page('You are about to verify a number from 🇺🇸 United States ending in **23**');
    expect(mira.sees()).toContain('You are not verified here');
    expect(mira.sees()).toContain('You asked the staff');
    expect(mira.sees()).toContain('“No SMS ever arrives\\.”');
    expect(await download()).toMatchObject({
      challenge: { state: 'sent', number: { country: 'US', lastDigits: '23' } },
      request: { cause: 'cannotVerify', words: 'No SMS ever arrives.', locale: 'en-US' },
    });
  });
});

describe('Download', () => {
  it('is all that is stored, in fields that keep their names, with no number and no keyed hash', async () => {
    await mira.verify();
    await play.clock.skip(5000);
    const file = await download();
    expect(Object.keys(file)).toEqual([
      'format',
      'exportedAt',
      'serverId',
      'memberId',
      'verification',
      'challenge',
      'numberToConfirm',
      'request',
      'blocks',
      'formerNumbers',
      'events',
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
      why: null,
      sms: null,
    });
    expect(file.events).toContainEqual(
      expect.objectContaining({ what: 'delivered', sms: expect.objectContaining({ messageId: expect.any(String) }) }),
    );
  });

  it('pressed after everything was deleted says that nothing is stored', async () => {
    await mira.verify();
    await page('You verified');
    const before = mira.panel();
    await deleteAll();
    await mira.press('Download', before);
    await mira.untilSees('Nothing is stored');
  });
});

describe('Delete', () => {
  it('asks first, and Keep changes nothing', async () => {
    await mira.verify();
    await page('You verified');
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
    const { phoneKey = '' } = secretsInStore();
    expect(phoneKey).toMatch(/^[0-9a-f]{8}:/);
    expect(found([mira.id, phoneKey])).toEqual([mira.id, phoneKey]);

    await deleteAll();
    expect(mira.sees()).toContain(`You no longer have <@&${ids().roles.verified}>`);
    expect(mira.hasRole()).toBe(false);
    expect(found([mira.id, phoneKey, phoneKey.slice(3)])).toEqual([]);
    await page('Nothing is stored about you');
    await play.clock.skip(HOUR);
    await play.stopApps();
    expect(found([mira.id, phoneKey, phoneKey.slice(3)])).toEqual([]);
  });

  it('frees the number: to verify again costs one SMS', async () => {
    await mira.verify();
    await deleteAll();
    await mira.verify();
    expect(mira.hasRole()).toBe(true);
    expect(mira.smsCount()).toBe(2);
  });

  it('gives nobody a fresh limit a day', async () => {
    await play.stop();
    play = await startPlay({ env: { SENDS_PER_MEMBER_PER_DAY: '1', SENDS_PER_MEMBER_AND_NUMBER_PER_DAY: '1' } });
    mira = play.person('mira');
    await mira.verify();
    await deleteAll();
    await mira.begin();
    await mira.send();
    expect(mira.sees()).toContain('No code can be sent right now');
    expect(mira.smsCount()).toBe(1);
  });

  it('ends a code underway, and no report of its SMS brings the member back', async () => {
    await mira.begin();
    await mira.send();
    const panel = mira.panel();
    await deleteAll();
    await play.clock.skip(HOUR);
    await mira.press('Submit', panel);
    const { world } = play.sandbox;
    await world.until(() =>
      mira.actor.messages(ids().channels.verify).some((one) => textOf(one).includes('out of date')),
    );
    await play.stopApps();
    expect(found([mira.id])).toEqual([]);
  });

  it('closes an open request and takes its message from the staff', async () => {
    await openStaffChannel(play);
    await mira.actor.submit(await mira.openForm("I can't verify", mira.notice()), { words: 'No SMS ever arrives.' });
    await untilStaffSee(play, 'No SMS ever arrives');
    await page('You asked the staff');
    await deleteAll();
    expect(staffMessages(play)).toEqual([]);
    expect(await play.stored(({ requests }) => requests.ofMember(who()))).toBeUndefined();
  });

  it('pressed twice at once acts once', async () => {
    await mira.verify();
    await page('You verified');
    await mira.press('Delete');
    await mira.untilSees('Delete what is stored');
    await Promise.all([mira.press('Delete everything'), mira.press('Delete everything')]);
    await play.sandbox.world.until(() => !mira.hasRole());
    await play.stopApps();
    expect(roleCalls('DELETE')).toHaveLength(1);
    expect(found([mira.id])).toEqual([]);
  });

  it('says honestly that the role stays where Discord refuses to take it', async () => {
    await mira.verify();
    const { world } = play.sandbox;
    world.moveRole(ids().guildId, ids().roles.verified, 4);
    await deleteAll();
    expect(mira.sees()).toContain('Ask the staff to take it');
    expect(mira.hasRole()).toBe(true);
    expect(await play.stored(({ roster }) => roster.find(who()))).toBeUndefined();
  });

  it('deletes nothing while Discord is out, says so, and does it when asked again', async () => {
    await mira.verify();
    play.sandbox.world.faults.add({ method: 'DELETE', path: /\/roles\//, times: 3, status: 503 });
    await deleteAll('nothing was deleted');
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
    await page('is blocked until <t:');
    expect(mira.sees()).toContain(`by <@${ada.id}>: “Spam”`);
    expect(await download()).toMatchObject({
      verification: null,
      blocks: [{ number: { country: 'US', lastDigits: '23' }, reason: 'Spam', by: ada.id }],
    });
  });

  it('stays blocked after Delete, without the account, until its end', async () => {
    await page('You are not verified');
    await mira.press('Delete');
    await mira.untilSees('A blocked number stays blocked');
    expect(mira.sees()).toContain('“Spam”');
    await mira.press('Delete everything');
    await mira.untilSees('The block stays, without your account');
    await play.stopApps();
    expect(found([mira.id])).toEqual([]);
    expect(rows('SELECT member_id, reason FROM blocks')).toEqual([{ member_id: null, reason: 'Spam' }]);
    await play.restart();
    await prove();
    expect(mira.hasRole()).toBe(false);
  });

  it('is found by the staff again, and lifted, when somebody comes with it', async () => {
    await deleteAll();
    await ada.slash('member unblock', { user: mira.id });
    await ada.untilSees('No number of');
    await prove();
    await ada.slash('member lookup', { user: mira.id });
    await ada.untilSees('Spam');
    await ada.press('Unblock');
    await ada.untilSees('is not blocked any more');
    await play.clock.skip(HOUR);
    await mira.verify();
  });
});
