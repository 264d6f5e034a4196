import { expect, test, vi } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import { phone, mia as somebody } from '../storage/fixtures.ts';
import { onEachDatabase } from '../storage/places.ts';
import { openStage, type Stage } from './stage.ts';

const MINUTE = 60_000;
const staff = { by: '900', reason: 'A test' };

onEachDatabase((freshPlace) => {
  /** A stage with a member who has just been admitted, and had the role to remove before. */
  async function admitted() {
    const stage = await openStage(freshPlace());
    const { world, sandbox, serverId, clock, unverified } = stage;
    const mira: Who = { serverId, memberId: sandbox.seeded.people.mira };
    world.giveRole(serverId, mira.memberId, unverified);
    await stage.first.stores.roster.admit({ ...mira, phone, verifiedAt: clock.now() }, 1);
    return { ...stage, mira };
  }

  const answered = (stage: Stage, what: string) => vi.waitFor(() => expect(stage.asked().join()).toContain(what));

  /** Lets time pass, with the chores of every process. */
  async function later(stage: Stage, minutes: number) {
    for (let minute = 0; minute < minutes; minute++) {
      await stage.clock.skip(MINUTE);
      await stage.first.chores();
    }
  }

  test('case 29: who is blocked while Discord makes the giving wait ends without the role', async () => {
    const stage = await admitted();
    const { first, mira, verified, unverified } = stage;
    const other = await stage.start();
    stage.fail('PUT', { status: 429, retryAfter: 1 });
    const giving = first.grants.give(mira);
    await answered(stage, `PUT ${verified} 429`);

    expect(await other.members.block(mira, staff, {})).toMatchObject({ is: 'revoked', role: { is: 'done' } });

    expect(await giving).toEqual({ is: 'notVerified' });
    expect(stage.rolesOf(mira)).toEqual([unverified]);
    expect(await stage.happened(mira)).toEqual(['revoked', 'blocked']);
    await later(stage, 3);
    expect(stage.rolesOf(mira)).toEqual([unverified]);
    expect(await first.stores.leftRoles.ofMember(mira)).toEqual([]);
  });

  test('case 29: so does who is revoked between the giving and a crash', async () => {
    const stage = await admitted();
    const { first, mira, verified, unverified } = stage;
    const dying = await stage.start();
    stage.fail('PUT', { status: 429, retryAfter: 0.3 });
    void dying.grants.give(mira);
    await answered(stage, `PUT ${verified} 429`);
    await first.members.revoke(mira, staff);
    await answered(stage, `PUT ${verified} 204`);
    dying.end();

    await later(stage, 3);
    expect(stage.rolesOf(mira)).toEqual([unverified]);
    expect(await first.stores.leftRoles.ofMember(mira)).toEqual([]);
  });

  test('case 29: who is verified again while Discord makes the taking wait ends with the role', async () => {
    const stage = await admitted();
    const { first, mira, verified, clock } = stage;
    await first.grants.give(mira);
    stage.fail('DELETE', { status: 429, retryAfter: 0.4 });
    const revoking = first.members.revoke(mira, staff);
    await answered(stage, `DELETE ${verified} 429`);

    const other = await stage.start();
    await clock.skip(1000);
    await other.stores.roster.admit({ ...mira, phone, verifiedAt: clock.now() }, 1);
    expect(await other.grants.give(mira)).toEqual({ is: 'granted' });
    await revoking;

    await later(stage, 3);
    expect(stage.rolesOf(mira)).toEqual([verified]);
    expect(await first.stores.leftRoles.ofMember(mira)).toEqual([]);
    expect((await stage.happened(mira)).filter((what) => what === 'granted')).toHaveLength(2);
  });

  test('case 29: a giver who dies right after Discord took the role is followed up, and noted once', async () => {
    const stage = await admitted();
    const { mira, verified } = stage;
    const dying = await stage.start();
    stage.cuts.push('after', 'after');
    void dying.grants.give(mira);
    await answered(stage, `PUT ${verified} 204`);
    dying.end();
    await later(stage, 3);
    expect(stage.rolesOf(mira)).toEqual([verified]);
    expect((await stage.happened(mira)).filter((what) => what === 'granted')).toHaveLength(1);
  });

  test('case 29: whoever dies while a member leaves the roster leaves nobody with the role', async () => {
    const stage = await admitted();
    const { first, mira, verified, unverified } = stage;
    await first.grants.give(mira);
    const dying = await stage.start();
    stage.fail('DELETE', { status: 429, retryAfter: 5 });
    void dying.members.revoke(mira, staff);
    await answered(stage, `DELETE ${verified} 429`);
    dying.end();
    expect(stage.rolesOf(mira)).toEqual([verified]);
    await later(stage, 3);
    expect(stage.rolesOf(mira)).toEqual([unverified]);
  });

  test('case 29: who dies between the roster and the role leaves nobody with the role', async () => {
    const stage = await admitted();
    const { first, mira, unverified } = stage;
    await first.grants.give(mira);
    const entry = (await first.stores.roster.find(mira)) ?? expect.fail('not verified');
    const dying = await stage.start();
    void dying.departures.end(entry, 'A test', async () => dying.end());
    await vi.waitFor(() => expect(dying.isAlive()).toBe(false));
    expect(await first.stores.roster.find(mira)).toBeUndefined();
    await later(stage, 3);
    expect(stage.rolesOf(mira)).toEqual([unverified]);
  });

  test('case 29: a role that waits for longer than a minute is asked for once, and noted once', async () => {
    const stage = await admitted();
    const { first, mira, verified, clock } = stage;
    const other = await stage.start();
    stage.fail('PUT', { status: 429, retryAfter: 1 });
    const giving = first.grants.give(mira);
    await answered(stage, `PUT ${verified} 429`);
    for (let step = 0; step < 20; step++) {
      await clock.skip(10_000);
      await other.chores();
    }
    expect(await giving).toEqual({ is: 'granted' });
    expect(stage.asked().filter((one) => one.startsWith(`PUT ${verified}`))).toEqual([
      `PUT ${verified} 429`,
      `PUT ${verified} 204`,
    ]);
    expect((await stage.happened(mira)).filter((what) => what === 'granted')).toHaveLength(1);
  });

  test('case 29: staff who block do not wait for Discord’s rate limit; the role goes as soon as Discord lets it', async () => {
    const stage = await admitted();
    const { first, mira, verified, unverified, clock } = stage;
    await first.grants.give(mira);
    stage.fail('DELETE', { status: 429, retryAfter: 0.5 });
    const blocking = first.members.block(mira, staff, {});
    await answered(stage, `DELETE ${verified} 429`);
    await clock.skip(8_000);
    expect(await blocking).toMatchObject({ role: { is: 'refused', obstacle: 'discordUnavailable' } });
    await first.taking.settled();
    expect(stage.rolesOf(mira)).toEqual([unverified]);
  });

  test('case 29: a verified member who leaves and comes back while the role is being given has it', async () => {
    const stage = await admitted();
    const { first, mira, verified, world, serverId } = stage;
    stage.fail('PUT', { status: 429, retryAfter: 0.3 });
    const giving = first.grants.give(mira);
    await answered(stage, `PUT ${verified} 429`);
    world.removeMember(serverId, mira.memberId);
    world.addMember(serverId, mira.memberId);
    const returned = await first.grants.joined(mira, { roles: [], pending: false });
    await giving;
    expect(returned).toEqual({ is: 'granted' });
    expect(stage.rolesOf(mira)).toEqual([verified]);
    expect((await stage.happened(mira)).filter((what) => what === 'granted')).toHaveLength(1);
  });

  test('case 27: only what verifying took from that very member is given back', async () => {
    const stage = await admitted();
    const { first, mira, world, serverId, sandbox, clock, unverified } = stage;
    const moderator = sandbox.seeded.roles.moderator;
    await stage.settings({ removedRoleIds: [unverified, moderator] });
    await first.grants.give(mira);
    expect((await first.stores.roster.find(mira))?.takenRoleIds).toEqual([unverified]);
    // Somebody who had none of them, and somebody who had another.
    const jonas = { serverId, memberId: sandbox.seeded.people.jonas };
    await first.stores.roster.approve(jonas, staff, clock.now());
    await first.grants.give(jonas);
    await stage.settings({ removedRoleIds: [moderator] });

    await first.privacy.erase(mira);
    await first.members.revoke(jonas, staff);

    expect(stage.rolesOf(mira)).toEqual([unverified]);
    expect(stage.rolesOf(jonas)).toEqual([]);
    expect(world.guilds.get(serverId)?.members.get(mira.memberId)?.roles.has(moderator)).toBe(false);
    expect(await first.stores.leftRoles.ofMember(mira)).toEqual([]);
  });

  test('case 27: over an outage, a crash and another verification in between', async () => {
    const stage = await admitted();
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
      const stage = await admitted();
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
    const stage = await admitted();
    const { first, mira, other, verified, serverId, sandbox, world, clock } = stage;
    const people = Object.values(sandbox.seeded.people).map((memberId) => ({ serverId, memberId }));
    for (const who of people.slice(1)) await first.stores.roster.approve(who, staff, clock.now());
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
    const stage = await admitted();
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
    const stage = await admitted();
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
    const stage = await admitted();
    const { first, mira, verified, unverified, world, serverId, sandbox } = stage;
    const { keeper } = sandbox.seeded.roles;
    world.giveRole(serverId, mira.memberId, keeper);
    await stage.settings({ removedRoleIds: [keeper, unverified] });
    expect(await first.grants.give(mira)).toEqual({ is: 'granted' });
    expect(stage.rolesOf(mira).toSorted()).toEqual([keeper, verified].toSorted());
    expect(first.kept).toEqual([keeper]);
  });
});
