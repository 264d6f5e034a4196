import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Permission } from '../../sandbox/world/bits.ts';
import { selects } from '../../src/discord/setup/ids.ts';
import { makeAdmin } from '../support/admin.ts';
import type { Person } from '../support/person.ts';
import { type Play, startPlay } from '../support/play.ts';
import { setupScreen } from '../support/setup-screen.ts';

let play: Play;
let [ada, vesper, mira]: Person[] = [];
let screen: ReturnType<typeof setupScreen>;
beforeEach(async () => {
  play = await startPlay();
  [ada, vesper, mira] = (['ada', 'vesper', 'mira'] as const).map(play.person);
  screen = setupScreen(play.sandbox, person(vesper));
});
afterEach(() => play.stop());

const ids = () => play.sandbox.seeded;
const world = () => play.sandbox.world;
const person = (one: Person | undefined) => one ?? expect.fail('nobody');
const stored = () => play.stored(({ settings }) => settings.load(ids().guildId));
const grants = () =>
  play.sandbox.traffic.exchanges.filter(({ method, path }) => method === 'PUT' && path.includes('/roles/'));

/** A role at a place, with some rights. Places from the bottom: Unverified, Verified, Moderator, then Vesper's and the bot's. */
function role(permissions = 0n, position = 1): string {
  const { id } = world().addRole(ids().guildId, { name: 'Lantern', permissions });
  world().moveRole(ids().guildId, id, position);
  return id;
}
const allow = (roleId: string, rights: bigint) => world().setRolePermissions(ids().guildId, roleId, rights);

describe('case 26: with Manage Server alone', () => {
  let office: string;
  beforeEach(async () => {
    office = makeAdmin(play);
    await screen.open();
  });

  it('a role below the own one that may nothing over others can be chosen', async () => {
    const chosen = role();
    await screen.choose(selects.role, chosen);
    expect(screen.chosen(selects.role)).toEqual([chosen]);
    expect(screen.says()).not.toContain('⚠️');
  });

  it.each([
    ['Administrator', Permission.Administrator],
    ['Manage Roles', Permission.ManageRoles],
    ['Ban Members', Permission.BanMembers],
    ['Kick Members', Permission.KickMembers],
    ['Timeout Members', Permission.ModerateMembers],
    ['Manage Webhooks', 1n << 29n],
    ['Mention @everyone', 1n << 17n],
    ['Move Members', 1n << 24n],
    ['a permission that is newer than this bot', 1n << 47n],
  ])('a role that may more is refused, by the name of that right: %s', async (name, right) => {
    const strong = role(right);
    await screen.choose(selects.role, strong);
    expect(screen.says()).toContain(`<@&${strong}> has permissions that you don't have: **${name}**`);
    expect(screen.says()).not.toContain('drag');
    expect(screen.chosen(selects.role)).toEqual([ids().roles.verified]);
    await screen.choose(selects.removedRoles, strong, ids().roles.unverified);
    expect(screen.says()).toContain(`<@&${strong}> has permissions that you don't have`);
    expect(screen.chosen(selects.removedRoles)).toEqual([ids().roles.unverified]);
    await screen.open({ role: strong, channel: ids().channels.verify });
    expect(screen.says()).toContain(`<@&${strong}> has permissions that you don't have`);
    expect((await stored())?.roleId).toBe(ids().roles.verified);
  });

  it('a right that they have themselves may be given, and so may one that everyone has', async () => {
    allow(
      ids().guildId,
      (world().guilds.get(ids().guildId)?.roles.get(ids().guildId)?.permissions ?? 0n) | (1n << 17n),
    );
    const same = role(Permission.ManageGuild | (1n << 17n));
    await screen.choose(selects.role, same);
    expect(screen.chosen(selects.role)).toEqual([same]);
    await person(mira)
      .verify()
      .catch(() => {});
    expect(person(mira).hasRole(same)).toBe(true);
  });

  it('a role that is not below their own highest one is refused', async () => {
    const high = role(0n, 5);
    await screen.choose(selects.role, high);
    expect(screen.says()).toContain(`<@&${high}> is not below your highest role`);
    expect(screen.chosen(selects.role)).toEqual([ids().roles.verified]);
  });

  it('a role that may more in some channel, by an overwrite, is refused', async () => {
    const strong = role();
    world().setOverwrites(ids().channels.lounge, [
      { id: strong, type: 'role', allow: Permission.ManageMessages, deny: 0n },
    ]);
    await screen.choose(selects.role, strong);
    expect(screen.says()).toContain(`<@&${strong}> has permissions that you don't have: **Manage Messages**`);
  });

  it('a dry run gives them nothing that they could not give', async () => {
    const strong = role(Permission.Administrator);
    await play.settings({ roleId: strong, lentRights: { [strong]: String(Permission.Administrator) } });
    await screen.press('Dry run');
    expect(screen.says()).toContain(`<@&${strong}> has permissions that you don't have: **Administrator**`);
    expect(grants()).toHaveLength(0);
  });

  it('they may leave what somebody else chose as it is', async () => {
    const strong = role(Permission.Administrator);
    const owner = setupScreen(play.sandbox, person(ada));
    await owner.open();
    await owner.choose(selects.removedRoles, strong);
    await screen.choose(selects.removedRoles, strong, ids().roles.unverified);
    expect(screen.chosen(selects.removedRoles)).toEqual([strong, ids().roles.unverified]);
  });

  it('neither words nor requests go through the bot into a channel where they cannot write', async () => {
    const { channels, guildId, roles } = ids();
    const forBot = { id: roles.latchkey, type: 'role', allow: Permission.SendMessages, deny: 0n } as const;
    world().setOverwrites(channels.welcome, [
      { id: guildId, type: 'role', allow: 0n, deny: Permission.SendMessages },
      forBot,
    ]);
    await screen.choose(selects.channel, channels.welcome);
    expect(screen.says()).toContain(`You can't post in <#${channels.welcome}> yourself`);
    expect(screen.chosen(selects.channel)).toEqual([channels.verify]);
    await play.settings({ channelId: channels.welcome });
    await screen.press('Check again');
    await screen.press('Move notice');
    expect(screen.says()).toContain(`You can't post in <#${channels.welcome}> yourself`);
    expect(person(ada).actor.messages(channels.welcome)).toHaveLength(0);
  });

  it('they do not end what tells the staff, or who is staff, by choosing nothing', async () => {
    const { channels, roles } = ids();
    await play.settings({ staffChannelId: channels.staff, staffRoleId: roles.moderator });
    await screen.goTo('staff');
    await screen.choose(selects.staffChannel);
    expect(screen.says()).toContain('To change the staff channel or the staff role, you need');
    await screen.choose(selects.staffRole);
    expect(await stored()).toMatchObject({ staffChannelId: channels.staff, staffRoleId: roles.moderator });
  });

  it('a staff role that gives the verified role is not named by somebody below that role', async () => {
    const { guildId, people } = ids();
    const lowly = role(Permission.ManageGuild | Permission.ManageRoles);
    for (const held of [...(world().guilds.get(guildId)?.members.get(people.vesper)?.roles ?? [])]) {
      world().takeRole(guildId, people.vesper, held);
    }
    world().giveRole(guildId, people.vesper, lowly);
    await screen.goTo('staff');
    await screen.choose(selects.staffRole, lowly);
    expect(screen.says()).toContain('your highest role also has to be above all roles of verified members');
    expect((await stored())?.staffRoleId).toBeUndefined();
  });

  it('verifications do not end by somebody who is not above everything that members lose then', async () => {
    const high = role(0n, 5);
    await play.settings({ moreRoleIds: [high], lentRights: { [high]: '0' } });
    allow(office, Permission.ManageGuild | Permission.ManageRoles);
    await screen.goTo('times');
    await screen.fill('Change times', { months: '6', days: '0' });
    await screen.press('Save');
    expect(screen.says()).toContain('a highest role above all of those roles');
    expect(await stored()).not.toHaveProperty('endsAfter');
  });

  it('nobody is looked at by what an overwrite of one channel allows', async () => {
    const strong = role(Permission.ManageMessages);
    world().setOverwrites(ids().channels.verify, [
      { id: person(vesper).id, type: 'member', allow: Permission.ManageMessages, deny: 0n },
    ]);
    await screen.choose(selects.role, strong);
    expect(screen.says()).toContain(`<@&${strong}> has permissions that you don't have`);
  });

  it('nothing is chosen while Discord cannot be asked', async () => {
    world().faults.add({ method: 'GET', path: /\/roles$/, times: 3, status: 503 });
    await screen.choose(selects.role, role());
    expect(screen.says()).toContain('I could not check whether you may choose that');
    expect((await stored())?.roleId).toBe(ids().roles.verified);
  });
});

describe('case 26: the owner of the server', () => {
  it('may choose what Discord lets them, and members get it', async () => {
    const strong = role(Permission.ManageMessages);
    await person(ada).slash('setup', { role: strong });
    await person(ada).untilSees('Verification is ready');
    await person(mira).begin();
    await person(mira).send();
    await person(mira).submit(person(mira).code());
    await person(mira).untilSees('You are verified');
    expect(person(mira).hasRole(strong)).toBe(true);
  });

  it('is never told to raise the bot above a role with power', async () => {
    await person(ada).slash('setup', { role: ids().roles.keeper });
    await person(ada).untilSees('is above my highest role and has **Administrator**');
    expect(person(ada).sees()).toContain("Don't drag me above it");
  });
});
