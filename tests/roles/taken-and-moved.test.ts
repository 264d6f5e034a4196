import { expect, test } from 'vitest';
import { phone, mia as somebody } from '../storage/fixtures.ts';
import { onEachDatabase } from '../storage/places.ts';
import { admitted, later, staff } from './admitted.ts';

onEachDatabase((freshPlace) => {
  test('case 27: only what verifying took from that very member is given back', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, world, serverId, sandbox, clock, unverified } = stage;
    const moderator = sandbox.seeded.roles.moderator;
    await stage.settings({ removedRoleIds: [unverified, moderator] });
    await first.grants.give(mira);
    expect((await first.stores.roster.find(mira))?.takenRoleIds).toEqual([unverified]);
    // Somebody who had none of them, and somebody who had another.
    const jonas = { serverId, memberId: sandbox.seeded.people.jonas };
    await first.stores.roster.add(jonas, { approval: staff }, clock.now());
    await first.grants.give(jonas);
    await stage.settings({ removedRoleIds: [moderator] });

    await first.privacy.erase(mira);
    await first.members.revoke(jonas, staff);

    expect(stage.rolesOf(mira)).toEqual([unverified]);
    expect(stage.rolesOf(jonas)).toEqual([]);
    expect(world.guilds.get(serverId)?.members.get(mira.memberId)?.roles.has(moderator)).toBe(false);
    expect(await first.stores.pendingRoles.ofMember(mira)).toEqual([]);
  });

  test('case 27: over an outage, a crash and another verification in between', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, verified, unverified, clock } = stage;
    await first.grants.give(mira);
    stage.fail('PUT', { status: 503, times: 2 });
    await first.members.revoke(mira, staff);
    expect(stage.rolesOf(mira)).toEqual([]);
    // Verified again before what was taken could be given back.
    await first.stores.roster.admit({ ...mira, phone, verifiedAt: clock.now() }, 1);
    await first.grants.give(mira);
    await later(stage, 3);
    expect(stage.rolesOf(mira)).toEqual([verified]);
    expect((await first.stores.roster.find(mira))?.takenRoleIds).toEqual([unverified]);
    await first.members.revoke(mira, staff);
    expect(stage.rolesOf(mira)).toEqual([unverified]);
  });

  test.each(['revoke', 'block', 'delete', 'transfer'] as const)(
    'case 30: %s takes the role that was given, also after another was chosen',
    async (way) => {
      const stage = await admitted(freshPlace());
      const { first, mira, other, unverified, serverId, sandbox } = stage;
      await first.grants.give(mira);
      await stage.settings({ roleId: other });
      const vesper = { serverId, memberId: sandbox.seeded.people.vesper };
      const entry = await first.stores.roster.find(mira);
      if (!entry) throw new Error('not verified');
      await {
        revoke: () => first.members.revoke(mira, staff),
        block: () => first.members.block(mira, staff, {}),
        delete: () => first.privacy.erase(mira),
        transfer: () => first.departures.moveNumber(entry, vesper, phone.phoneKey, 'A test'),
      }[way]();
      expect(stage.rolesOf(mira)).toEqual([unverified]);
      expect(somebody.serverId).not.toBe(serverId);
    },
  );

  test('case 30: everybody is moved to the new role, also over a kill, and nobody twice', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, other, verified, serverId, sandbox, world, clock } = stage;
    const people = Object.values(sandbox.seeded.people).map((memberId) => ({ serverId, memberId }));
    for (const who of people.slice(1)) await first.stores.roster.add(who, { approval: staff }, clock.now());
    for (const who of people) await first.grants.give(who);
    await stage.settings({ roleId: other });
    expect(await first.roleMove.progress(serverId)).toEqual({ is: 'idle', left: people.length });

    const dying = await stage.start();
    expect(await dying.roleMove.start(serverId)).toBe(people.length);
    const before = stage.asked().length;
    const moving = dying.roleMove.run();
    // The world reports the second role before Discord answers the bot.
    await world.until(() => people.filter((who) => stage.rolesOf(who).includes(other)).length > 1);
    dying.end();
    void moving;
    const progress = await first.roleMove.progress(serverId);
    expect(progress).toMatchObject({ is: 'moving', of: people.length });

    await later(stage, 3);
    expect(await first.roleMove.progress(serverId)).toEqual({ is: 'idle', left: 0 });
    expect(await first.roleMove.isDue()).toBe(false);
    for (const who of people)
      expect(stage.rolesOf(who).filter((id) => [other, verified].includes(id))).toEqual([other]);
    const given = stage
      .asked()
      .slice(before)
      .filter((one) => one === `PUT ${other} 204`);
    // The one whom the kill came upon may be asked for again.
    expect(given.length).toBeLessThanOrEqual(people.length + 1);
    expect((await stage.happened(mira)).filter((what) => what === 'granted')).toHaveLength(1);
  });

  test('case 30: a move ends where yet another role is chosen, and halts where Discord refuses', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, other, verified, serverId, world } = stage;
    await first.grants.give(mira);
    await stage.settings({ roleId: other });
    await first.roleMove.start(serverId);
    await stage.settings({ roleId: verified });
    await first.roleMove.run();
    expect(await first.roleMove.isDue()).toBe(false);
    expect(stage.rolesOf(mira)).toEqual([verified]);

    await stage.settings({ roleId: other });
    await first.roleMove.start(serverId);
    world.deleteRole(serverId, other);
    await first.roleMove.run();
    expect(await first.roleMove.progress(serverId)).toEqual({ is: 'halted', moved: 0, of: 1, obstacle: 'roleGone' });
    expect(stage.rolesOf(mira)).toEqual([verified]);
  });

  test('case 57: where taking fails for an outage, the whole is owed, tried again, and noted once', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, verified, unverified } = stage;
    stage.fail('DELETE', { status: 503, times: 2 });
    expect(await first.grants.give(mira)).toEqual({ is: 'owed', obstacle: 'discordUnavailable' });
    expect((await first.stores.roster.find(mira))?.grantedAt).toBeUndefined();
    await later(stage, 2);
    expect(stage.rolesOf(mira)).toEqual([verified]);
    expect(await stage.happened(mira)).toEqual(['grantFailed', 'granted']);
    await first.members.revoke(mira, staff);
    expect(stage.rolesOf(mira)).toEqual([unverified]);
  });

  test('case 57: a role that nobody can take any more is named, and does not keep the others', async () => {
    const stage = await admitted(freshPlace());
    const { first, mira, verified, unverified, world, serverId, sandbox } = stage;
    const { keeper } = sandbox.seeded.roles;
    world.giveRole(serverId, mira.memberId, keeper);
    await stage.settings({ removedRoleIds: [keeper, unverified] });
    expect(await first.grants.give(mira)).toEqual({ is: 'granted' });
    expect(stage.rolesOf(mira).toSorted()).toEqual([keeper, verified].toSorted());
    expect(first.kept).toEqual([keeper]);
  });
});
