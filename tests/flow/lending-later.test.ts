import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';
import { openStaffChannel, staffMessages, untilStaffSee } from '../support/staff.ts';
import { textOf } from '../support/views.ts';

let play: Play;
let [ada, vesper, mira]: Person[] = [];
beforeEach(async () => {
  play = await startPlay();
  [ada, vesper, mira] = (['ada', 'vesper', 'mira'] as const).map(play.person);
});
afterEach(() => play.stop());

const ids = () => play.sandbox.seeded;
const world = () => play.sandbox.world;
const person = (one: Person | undefined) => one ?? expect.fail('nobody');
const grants = () =>
  play.sandbox.traffic.exchanges.filter(({ method, path }) => method === 'PUT' && path.includes('/roles/'));

/** A role at a place, with some rights. Places from the bottom: Unverified, Verified, Moderator, then Vesper's and the bot's. */
function role(permissions = 0n, position = 1): string {
  const { id } = world().addRole(ids().guildId, { name: 'Lantern', permissions });
  world().moveRole(ids().guildId, id, position);
  return id;
}
const allow = (roleId: string, rights: bigint) => world().setRolePermissions(ids().guildId, roleId, rights);

describe('case 26: a role that gains a right after it was chosen', () => {
  const gain = (right = Permission.Administrator) => allow(ids().roles.verified, right);
  const withheld = () => staffMessages(play).filter((message) => textOf(message).includes('I give it to nobody'));

  beforeEach(() => openStaffChannel(play));

  it('costs no SMS any more, and the staff channel is told once', async () => {
    gain();
    for (const someone of [person(mira), person(vesper)]) {
      await someone.begin();
      await someone.send();
      expect(someone.sees()).toContain("server can't give the role at the moment");
      expect(someone.smsCount()).toBe(0);
    }
    await untilStaffSee(play, `<@&${ids().roles.verified}> has **Administrator**`);
    await play.restart();
    await person(mira).send();
    await play.clock.skip(10_000);
    expect(withheld()).toHaveLength(1);
  });

  it('between the SMS and the code: the role is owed, and given once the right is gone', async () => {
    await person(mira).begin();
    await person(mira).send();
    gain(Permission.KickMembers);
    await person(mira).submit(person(mira).code());
    await person(mira).untilSees("This server can't give the role now");
    expect(grants()).toHaveLength(0);
    await untilStaffSee(play, `<@&${ids().roles.verified}> has **Kick Members**`);
    await play.clock.skip(10 * 60_000);
    expect(grants()).toHaveLength(0);
    expect(withheld()).toHaveLength(1);

    const owner = setupScreen(play.sandbox, person(ada));
    await owner.open();
    expect(owner.says()).toContain(`<@&${ids().roles.verified}> has **Kick Members**, which the person who chose it`);
    gain(0n);
    await play.clock.skip(10_000);
    await owner.press('Check again');
    await play.clock.skip(60_000);
    await world().until(() => person(mira).hasRole());
    expect(person(mira).smsCount()).toBe(1);
  });

  it('is not given back to a verified member who comes for it, nor by hand, until the owner chooses it again', async () => {
    await person(mira).verify();
    world().takeRole(ids().guildId, person(mira).id, ids().roles.verified);
    gain();
    await play.clock.skip(10_000);
    await person(mira).slash('verify');
    await person(mira).untilSees("This server can't give the role now");
    await person(ada).slash('member approve', { user: person(vesper).id, reason: 'Known from the harbour' });
    await person(ada).untilSees('has more permissions than when it was chosen');
    expect(person(mira).hasRole()).toBe(false);
    expect(person(vesper).hasRole()).toBe(false);

    await person(ada).slash('setup', { role: ids().roles.verified });
    await person(ada).untilSees('Verification is ready');
    await person(mira).slash('verify');
    await person(mira).untilSees('You are verified');
    expect(person(mira).hasRole()).toBe(true);
  });

  it('or had one before anybody looked: as a role to remove it is not taken from a moderator who verifies', async () => {
    const { moderator, unverified } = ids().roles;
    const { guildId } = ids();
    allow(moderator, Permission.ManageMessages);
    for (const id of [moderator, unverified]) world().giveRole(guildId, person(mira).id, id);
    await play.settings({ removedRoleIds: [moderator, unverified] });
    await person(mira).verify();
    expect(person(mira).hasRole(moderator)).toBe(true);
    expect(person(mira).hasRole(unverified)).toBe(false);
    expect(person(mira).hasRole()).toBe(true);
  });

  it('so is a role with power that was chosen before anybody looked', async () => {
    const strong = role(Permission.ManageRoles);
    await play.settings({ roleId: strong });
    await person(mira).begin();
    await person(mira).send();
    expect(person(mira).sees()).toContain("server can't give the role at the moment");
    expect(person(mira).smsCount()).toBe(0);
  });
});
