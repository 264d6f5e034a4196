import { expect, test } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import { givenBy } from '../../src/gate/settings/role-rules.ts';
import { phone } from '../storage/fixtures.ts';
import { onEachDatabase } from '../storage/places.ts';
import { admitted, later, staff } from './admitted.ts';
import type { Stage } from './stage.ts';

/** A member as Discord shows them at this moment. */
const seenNow = (stage: Stage, who: Who) =>
  ({ at: stage.clock.now(), roles: stage.rolesOf(who), pending: false, bypasses: stage.bypasses(who) }) as const;

/** The roles that success gives here, of those that a member has. */
const theirs = ({ rolesOf, verified, other, crew, deck }: Stage, who: Who) =>
  rolesOf(who)
    .filter((id) => [verified, other, crew, deck].includes(id))
    .toSorted();

/** What was asked of Discord about single members since, looks left out. */
const requests = ({ sandbox }: Stage, since: number) =>
  sandbox.traffic.exchanges.slice(since).flatMap(({ method, path }) => (method === 'GET' ? [] : [`${method} ${path}`]));

onEachDatabase((freshPlace) => {
  test('case 57: several roles are given whole, and taken whole, the bypass with them', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, verified, crew, deck, unverified, world, serverId } = stage;
    world.changeMember(serverId, mira.memberId, { flags: 1 });
    const rule = { countries: [phone.country, 'AT'], kinds: [], roleIds: [deck] };
    await stage.settings({ moreRoleIds: [crew], roleRules: [rule], bypassesChecks: true });
    expect(await first.grants.give(mira)).toEqual({ is: 'granted' });
    expect(theirs(stage, mira)).toEqual([verified, crew, deck].toSorted());
    expect(stage.bypasses(mira)).toBe(true);
    expect(await first.roleMove.progress(serverId)).toEqual({ is: 'idle', left: 0 });

    await first.members.revoke(mira, staff);
    expect(stage.rolesOf(mira)).toEqual([unverified]);
    // Their other flags are theirs.
    expect(world.guilds.get(serverId)?.members.get(mira.memberId)?.flags).toBe(1);
    expect(await first.stores.pendingRoles.ofMember(mira)).toEqual([]);
  });

  test('case 57: of several, one that was deleted is named once, and keeps nobody from the others', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, verified, crew, deck, world, serverId, sandbox, clock } = stage;
    await stage.settings({ moreRoleIds: [crew, deck] });
    world.deleteRole(serverId, crew);
    expect(await first.grants.give(mira)).toEqual({ is: 'granted', missing: [crew] });
    expect(theirs(stage, mira)).toEqual([verified, deck].toSorted());
    expect(first.missing).toEqual([crew]);
    // Nobody asks Discord for it again for each member.
    const jonas = { serverId, memberId: sandbox.seeded.people.jonas };
    await first.stores.roster.add(jonas, { approval: staff }, clock.now());
    expect(await first.grants.give(jonas)).toEqual({ is: 'granted', missing: [crew] });
    expect(stage.asked().filter((one) => one.startsWith(`PUT ${crew}`))).toEqual([`PUT ${crew} 404`]);
    await first.members.revoke(mira, staff);
    expect(theirs(stage, mira)).toEqual([]);
  });

  test('case 57: without the verified role itself the others are given, and it is owed; so is a group with one above the bot', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, verified, other, crew, sandbox, world, serverId } = stage;
    await stage.settings({ roleId: other, moreRoleIds: [crew] });
    world.deleteRole(serverId, other);
    expect(await first.grants.give(mira)).toEqual({ is: 'owed', obstacle: 'roleGone' });
    expect(theirs(stage, mira)).toEqual([crew]);

    const { keeper } = sandbox.seeded.roles;
    await stage.settings({ roleId: verified, moreRoleIds: [keeper, crew] });
    expect(await first.grants.give(mira)).toEqual({ is: 'owed', obstacle: 'missingPermission' });
    expect((await first.stores.roster.find(mira))?.grantedAt).toBeUndefined();
    await stage.settings({ roleId: verified, moreRoleIds: [crew] });
    expect(await first.grants.give(mira)).toEqual({ is: 'granted' });
    expect(theirs(stage, mira)).toEqual([verified, crew].toSorted());
    expect((await first.stores.roster.find(mira))?.givenRoleIds?.toSorted()).toEqual([verified, crew].toSorted());
  });

  test('case 27: who was past the level of verification before stays so, and only from those who were not it is taken', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, sandbox, serverId, world, clock } = stage;
    const jonas = { serverId, memberId: sandbox.seeded.people.jonas };
    world.changeMember(serverId, jonas.memberId, { flags: 4 });
    await first.stores.roster.add(jonas, { approval: staff }, clock.now());
    await stage.settings({ bypassesChecks: true });
    for (const who of [mira, jonas])
      expect(await first.grants.give(who, seenNow(stage, who))).toEqual({ is: 'granted' });
    expect(await first.roleMove.progress(serverId)).toEqual({ is: 'idle', left: 0 });
    // Switched off again: it is offered to take it from whom it was given to.
    await stage.settings({ bypassesChecks: false });
    expect(await first.roleMove.progress(serverId)).toEqual({ is: 'idle', left: 1 });
    await stage.settings({ bypassesChecks: true });
    for (const who of [mira, jonas]) await first.members.revoke(who, staff);
    expect([mira, jonas].map(stage.bypasses)).toEqual([false, true]);
    // One who comes back has lost it with everything else, and is given it.
    await first.stores.roster.add(jonas, { approval: staff }, clock.now());
    await first.grants.give(jonas);
    world.removeMember(serverId, jonas.memberId);
    world.addMember(serverId, jonas.memberId);
    expect(await first.grants.joined(jonas, { roles: [], pending: false })).toEqual({ is: 'granted' });
    await first.members.revoke(jonas, staff);
    expect(stage.bypasses(jonas)).toBe(false);
  });

  test('a role that a member was just seen with is not asked for; an old sight, or one from before it was taken, is not believed', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, verified, crew, world, sandbox, serverId, clock } = stage;
    await stage.settings({ moreRoleIds: [crew], removedRoleIds: [] });
    for (const id of [verified, crew]) world.giveRole(serverId, mira.memberId, id);
    let since = sandbox.traffic.exchanges.length;
    expect(await first.grants.give(mira, seenNow(stage, mira))).toEqual({ is: 'granted' });
    expect(requests(stage, since)).toEqual([]);
    expect((await first.stores.roster.find(mira))?.givenRoleIds).toEqual([verified, crew]);

    // Seen while they still had the roles, admitted after these were taken, the sight being seconds old.
    const before = seenNow(stage, mira);
    await first.members.revoke(mira, staff);
    expect(theirs(stage, mira)).toEqual([]);
    await first.stores.roster.admit({ ...mira, phone, verifiedAt: clock.now() }, 1);
    expect(await first.grants.give(mira, before)).toEqual({ is: 'granted' });
    expect(theirs(stage, mira)).toEqual([verified, crew].toSorted());

    // Once it is too long ago for that, an old sight is not believed for its age.
    const old = seenNow(stage, mira);
    world.takeRole(serverId, mira.memberId, crew);
    await later(stage, 20);
    since = sandbox.traffic.exchanges.length;
    expect(await first.grants.joined(mira, old)).toEqual({ is: 'granted' });
    expect(requests(stage, since)).toHaveLength(2);
    expect(theirs(stage, mira)).toEqual([verified, crew].toSorted());
  });

  test('case 30: members are moved to another set of roles by what each is missing, also over a kill, and by what rules say of each', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, other, verified, crew, deck, serverId, sandbox, world, clock } = stage;
    const people = Object.values(sandbox.seeded.people).map((memberId) => ({ serverId, memberId }));
    for (const who of people.slice(1)) await first.stores.roster.add(who, { approval: staff }, clock.now());
    await stage.settings({ roleId: verified, moreRoleIds: [crew] });
    for (const who of people) await first.grants.give(who);

    const rule = { countries: [phone.country], kinds: [], roleIds: [deck] };
    await stage.settings({ roleId: verified, moreRoleIds: [other], roleRules: [rule] });
    const dying = await stage.start();
    expect(await dying.roleMove.start(serverId)).toBe(people.length);
    const before = stage.asked().length;
    const moving = dying.roleMove.run();
    await world.until(() => people.filter((who) => stage.rolesOf(who).includes(other)).length > 1);
    dying.end();
    void moving;
    await later(stage, 3);
    expect(await first.roleMove.progress(serverId)).toEqual({ is: 'idle', left: 0 });
    const server = await first.stores.settings.load(serverId);
    for (const who of people) {
      const entry = await first.stores.roster.find(who);
      expect(theirs(stage, who)).toEqual(givenBy(server, entry?.phone).toSorted());
    }
    expect(theirs(stage, mira)).toContain(deck);
    // What they had is not asked for again.
    expect(stage.asked().slice(before)).not.toContain(`PUT ${verified} 204`);
  });
});
