import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flat } from '../../src/gate/journal/journal.ts';
import type { JournalEntry } from '../../src/gate/ports.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';

let play: Play;
let mira: Person;
beforeEach(async () => {
  play = await startPlay();
  mira = play.person('mira');
});
afterEach(() => play.stop());

const MINUTE = 60_000;
const rolePath = /\/roles\//;
const asked = () =>
  play.sandbox.traffic.exchanges
    .filter(({ method, path }) => method === 'PUT' && rolePath.test(path))
    .map(({ status }) => status);
const server = () => play.sandbox.seeded.guildId;

/** The member's code is right, but while Discord was asked for the role, something was wrong with it. */
async function proveWhile(broken: () => void) {
  await mira.begin();
  await mira.send();
  broken();
  await mira.submit(mira.code());
  await mira.untilSees('the role is still missing');
}

/** Lets time pass in steps that the bot's requests keep up with. */
async function wait(minutes: number) {
  for (let step = 0; step < minutes * 2; step++) {
    await play.clock.skip(MINUTE / 2);
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
  }
}

async function told(what: JournalEntry['what']): Promise<(string | undefined)[]> {
  const entries = await play.stored(({ journal }) => journal.ofMember({ serverId: server(), memberId: mira.id }, 50));
  return entries.filter((entry) => entry.what === what).map((entry) => flat(entry).why);
}

/** What holds at the end of every story here. */
async function givenOnce() {
  await play.sandbox.traffic.until(() => asked().includes(204));
  const given = asked().filter((status) => status === 204).length;
  await wait(5);
  await play.stopApps();
  expect(asked().filter((status) => status === 204)).toHaveLength(given);
  expect(given).toBe(1);
  expect(mira.smsCount()).toBe(1);
  expect(await told('granted')).toHaveLength(1);
}

describe('case 25: an owed role is given without being asked', () => {
  it.each([500, 503])('once an outage (%i) is over, with the staff told once', async (status) => {
    await proveWhile(() => play.sandbox.world.faults.add({ method: 'PUT', path: rolePath, times: 6, status }));
    await play.clock.skip(2 * MINUTE);
    await play.sandbox.traffic.until(() => asked().length === 6);
    expect(mira.hasRole()).toBe(false);
    await wait(6);
    await givenOnce();
    expect(await told('grantFailed')).toEqual(['discordUnavailable']);
  });

  it('after a rate limit', async () => {
    const limit = { method: 'PUT', path: rolePath, times: 1, status: 429, retryAfter: 0.05 };
    await mira.begin();
    await mira.send();
    play.sandbox.world.faults.add(limit);
    await mira.submit(mira.code());
    await givenOnce();
  });

  it('after a restart in the middle of the outage', async () => {
    await proveWhile(() => play.sandbox.world.faults.add({ method: 'PUT', path: rolePath, times: 3, status: 503 }));
    await play.restart();
    await play.clock.skip(2 * MINUTE);
    await givenOnce();
  });

  it('where the process died between the right code and the role', async () => {
    const phone = { phoneKey: 'v1:00', country: 'US', lastDigits: '23' };
    await play.stored(({ roster }) =>
      roster.admit({ serverId: server(), memberId: mira.id, phone, verifiedAt: play.clock.now() }, 1),
    );
    await play.clock.skip(2 * MINUTE);
    await play.sandbox.world.until(() => mira.hasRole());
    await play.stopApps();
    expect(asked()).toEqual([204]);
    expect(mira.smsCount()).toBe(0);
    expect(await told('granted')).toHaveLength(1);
  });
});

describe('case 25: an owed role that only somebody can mend is parked', () => {
  it('without permission, until the admin runs the preflight', async () => {
    const { world, seeded } = play.sandbox;
    await proveWhile(() => world.moveRole(seeded.guildId, seeded.roles.verified, 4));
    await wait(15);
    expect(asked()).toEqual([403]);

    await play.stored(({ roster }) => roster.retryServer(server(), play.clock.now()));
    await wait(2);
    expect(asked()).toEqual([403, 403]);
    expect(await told('grantFailed')).toEqual(['missingPermission']);

    world.moveRole(seeded.guildId, seeded.roles.verified, 1);
    await play.stored(({ roster }) => roster.retryServer(server(), play.clock.now()));
    await play.clock.skip(MINUTE);
    await givenOnce();
  });

  it('with the role deleted, until another is chosen', async () => {
    const { world, seeded } = play.sandbox;
    await proveWhile(() => world.deleteRole(seeded.guildId, seeded.roles.verified));
    await wait(15);
    expect(asked()).toEqual([404]);
    expect(await told('grantFailed')).toEqual(['roleGone']);

    const role = world.addRole(seeded.guildId, { name: 'Lamplighter' });
    world.moveRole(seeded.guildId, role.id, 1);
    await play.settings({ roleId: role.id });
    await play.stored(({ roster }) => roster.retryServer(server(), play.clock.now()));
    await play.clock.skip(MINUTE);
    await world.until(() => mira.hasRole(role.id));
    expect(mira.smsCount()).toBe(1);
  });

  it('or the member presses Verify', async () => {
    const { world, seeded } = play.sandbox;
    await proveWhile(() => world.moveRole(seeded.guildId, seeded.roles.verified, 4));
    world.moveRole(seeded.guildId, seeded.roles.verified, 1);
    await wait(5);
    expect(asked()).toEqual([403]);
    await mira.press('Verify');
    await mira.untilSees('You are verified');
    await givenOnce();
  });

  it('with the member gone, until they come back', async () => {
    const { world, seeded, traffic } = play.sandbox;
    await proveWhile(() => world.faults.add({ method: 'PUT', path: rolePath, times: 3, status: 503 }));
    world.removeMember(seeded.guildId, mira.id);
    await play.clock.skip(2 * MINUTE);
    // Before anything is given the member is looked at.
    const looks = () => traffic.exchanges.filter(({ path, status }) => path.endsWith(mira.id) && status === 404);
    await traffic.until(() => looks().length === 1);
    const tries = asked().length;
    await wait(15);
    expect(asked()).toHaveLength(tries);
    expect(looks()).toHaveLength(1);
    world.addMember(seeded.guildId, mira.id);
    await mira.press('Verify', mira.notice());
    await mira.untilSees('You are verified');
    await givenOnce();
  });
});
