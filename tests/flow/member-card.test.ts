import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { derivePepper } from '../../src/base/digest.ts';
import { phoneKey, readPhone } from '../../src/otp/number/phone.ts';
import { noCanaries } from '../support/canaries.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
let ada: Person;
let mira: Person;
let jonas: Person;
beforeEach(async () => {
  play = await startPlay();
  ada = play.person('ada');
  mira = play.person('mira');
  jonas = play.person('jonas');
});
afterEach(() => play.stop());

const ids = () => play.sandbox.seeded;

/** The card by right click, once it says `sentence`. */
async function card(sentence: string, by = ada, of = mira) {
  await by.actor.useOn('Verification', of.id, { channelId: ids().channels.verify });
  await by.untilSees(sentence);
  return by.sees();
}

const labels = (person = ada) => Object.keys(person.buttons());
const reason = 'Known from the harbour';

describe('the card of a member', () => {
  it('of whom nothing is known', async () => {
    expect(await card('Not verified')).toContain('Nothing is recorded');
    expect(labels()).toEqual(['Approve']);
  });

  it('shows a number entered, a code underway, and the lock after wrong codes', async () => {
    await mira.begin();
    await card('Has entered a number');
    await mira.send();
    await card('Was sent a code');
    for (const _ of [1, 2, 3, 4, 5]) {
      if (!mira.sees().includes('Too many')) await mira.submit('0000');
    }
    await mira.untilSees('Too many');
    await card('too many wrong codes');
  });

  it('shows who is verified by number: since when, country, last two digits, role and history', async () => {
    await mira.verify();
    const seen = await card('**Verified** by number on <t:');
    expect(seen).toContain('Number: 🇺🇸 United States, ending in 23');
    expect(seen).toMatch(/Role: <@&\d+>, given on <t:\d+:f> \(<t:\d+:R>\)/);
    expect(seen).toMatch(/Role given\n.*Verified by number · 🇺🇸 United States\n(.*\n)*.*Started$/);
    expect(labels()).toEqual(['Revoke', 'Block']);
  });

  it('shows that the role is gone, and that somebody has left', async () => {
    await mira.verify();
    const { world } = play.sandbox;
    world.takeRole(ids().guildId, mira.id, ids().roles.verified);
    await card("but they don't have it now");
    world.removeMember(ids().guildId, mira.id);
    await card('Not on this server now');
  });

  it('offers to take a role that somebody has although they are not verified', async () => {
    play.sandbox.world.giveRole(ids().guildId, mira.id, ids().roles.verified);
    await card('although they are not verified');
    expect(labels()).toEqual(['Approve', 'Remove role']);
  });

  it('leads through approve, revoke with a block, and unblock', async () => {
    await card('Not verified');
    await ada.actor.submit(await ada.openForm('Approve'), { reason });
    await ada.untilSees('is verified by hand');
    await ada.press('Look up');
    await ada.untilSees(`by <@${ada.id}>: “${reason}”`);
    expect(labels()).toEqual(['Revoke']);
    await ada.actor.submit(await ada.openForm('Revoke'), { reason: 'By mistake' });
    await ada.untilSees('is no longer verified');

    await mira.verify();
    await card('by number');
    await ada.actor.submit(await ada.openForm('Revoke'), { reason: 'Spam', duration: ['days30'] });
    await ada.untilSees('is blocked until');
    await card('Number blocked until');
    expect(labels()).toEqual(['Approve', 'New tries', 'Unblock', 'Older']);
    await ada.press('Unblock');
    await ada.untilSees('is no longer blocked');
  });

  it('blocks by its button', async () => {
    await mira.verify();
    await card('by number');
    await ada.actor.submit(await ada.openForm('Block'), { reason: 'Spam', duration: ['forever'] });
    await ada.untilSees('is blocked until somebody lifts it');
    expect(mira.hasRole()).toBe(false);
  });

  it('names the accounts that hold the same number', async () => {
    await mira.verify();
    await play.settings({ accountsPerNumber: 2 });
    await jonas.begin(mira.phone);
    await jonas.press('Code senden');
    await jonas.untilSees('unterwegs');
    await jonas.actor.submit(await jonas.openForm('Code eingeben'), { code: jonas.code(mira.phone) });
    await jonas.untilSees('Du bist bestätigt');
    await card(`Also verified with this number: <@${jonas.id}>`);
    await ada.actor.submit(await ada.openForm('Block'), { reason: 'Spam', duration: ['forever'] });
    await ada.untilSees(`Still verified with the same number: <@${jonas.id}>`);
    await card(`when <@${mira.id}> held it`, ada, jonas);
  });

  it('has pages, the newest events first', async () => {
    for (const _ of Array(10)) await card('Not verified');
    const seen = await card('Looked up');
    expect(seen.match(/Looked up/g)).toHaveLength(8);
    await ada.press('Older');
    await ada.untilSees('page 2');
    expect(ada.sees().match(/Looked up/g)).toHaveLength(3);
    expect(labels()).toEqual(['Approve', 'Newer']);
    await ada.press('Newer');
    await ada.untilSees('page 1');
  });

  it('fits into a message, however long the reasons are', async () => {
    const long = '*'.repeat(200);
    for (const _ of [1, 2, 3, 4]) {
      await ada.slash('member approve', { user: mira.id, reason: long });
      await ada.untilSees('is verified by hand');
      await ada.slash('member revoke', { user: mira.id, reason: long });
      await ada.untilSees('is no longer verified');
    }
    await ada.slash('member approve', { user: mira.id, reason: long });
    await ada.untilSees('is verified by hand');
    expect(await card('Verified by hand')).toContain('Verification revoked');
  });

  it('records who looked', async () => {
    await card('Nothing is recorded');
    expect(await card('Looked up')).toContain(`Looked up · by <@${ada.id}>`);
  });

  it('speaks German to who does', async () => {
    const { world } = play.sandbox;
    world.giveRole(ids().guildId, jonas.id, ids().roles.moderator);
    world.setRolePermissions(ids().guildId, ids().roles.moderator, 1n << 28n);
    await mira.verify();
    const seen = await card('**Bestätigt** mit Nummer', jonas);
    expect(seen).toContain('🇺🇸 Vereinigte Staaten, endet auf 23');
    expect(labels(jonas)).toEqual(['Aufheben', 'Sperren']);
    await jonas.actor.submit(await jonas.openForm('Aufheben'), { reason: 'Zweitkonto', duration: ['day1'] });
    await jonas.untilSees('ist nicht mehr bestätigt');
    expect(jonas.sees()).toContain('ist gesperrt bis <t:');
    await card('Bestätigung aufgehoben', jonas);
    await jonas.press('Entsperren');
    await jonas.untilSees('lässt sich wieder bestätigen');
  });

  it('writes what staff wrote as it is, and pings nobody', async () => {
    const words = '@everyone **bold** <@&1>\n[a link](https://example.org)';
    await ada.slash('member approve', { user: mira.id, reason: words });
    await ada.untilSees('is verified by hand');
    expect(await card('by hand')).toContain(
      String.raw`“\@everyone \*\*bold\*\* \<\@&1\> \[a link\]\(https\://example\.org\)”`,
    );
    const bodies = play.sandbox.traffic.exchanges.flatMap(({ body }) => (body ? [JSON.stringify(body)] : []));
    expect(bodies.filter((body) => body.includes('@everyone') && !body.includes('"parse":[]'))).toEqual([]);
  });
});

it('nothing that staff see holds a number, its key or a code', async () => {
  await mira.begin();
  await mira.send();
  await card('Was sent a code');
  await mira.submit(mira.code());
  await mira.untilSees('You are verified');
  await card('by number');
  await ada.slash('member block', { user: mira.id, reason: 'Spam', duration: 'forever' });
  await ada.untilSees('is blocked');
  await card('Number blocked');
  const read = readPhone('', mira.phone, { allowedCountries: [] });
  if (read.is !== 'phone') throw new Error('the number is one');
  const key = phoneKey(derivePepper(play.secretKey), read.phone);
  const seen = JSON.stringify(ada.actor.messages(ids().channels.verify));
  noCanaries(seen, { number: mira.phone, national: mira.phone.slice(2), key, hex: key.slice(3), code: mira.code() });
});
