import { expect, test, vi } from 'vitest';
import { phone } from '../storage/fixtures.ts';
import { onEachDatabase } from '../storage/places.ts';
import { admitted, answered, later, staff } from './admitted.ts';

onEachDatabase((freshPlace) => {
  test('case 29: who is blocked while Discord makes the giving wait ends without the role', async () => {
    const stage = await admitted(freshPlace());
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
    expect(await first.stores.pendingRoles.ofMember(mira)).toEqual([]);
  });

  test('case 29: so does who is revoked between the giving and a crash', async () => {
    const stage = await admitted(freshPlace());
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
    expect(await first.stores.pendingRoles.ofMember(mira)).toEqual([]);
  });

  test('case 29: who is verified again while Discord makes the taking wait ends with the role', async () => {
    const stage = await admitted(freshPlace());
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
    expect(await first.stores.pendingRoles.ofMember(mira)).toEqual([]);
    expect((await stage.happened(mira)).filter((what) => what === 'granted')).toHaveLength(2);
  });

  test('case 29: a giver who dies right after Discord took the role is followed up, and noted once', async () => {
    const stage = await admitted(freshPlace());
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

  test('case 29: a process that dies while a member leaves the roster leaves nobody with the role', async () => {
    const stage = await admitted(freshPlace());
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
    const stage = await admitted(freshPlace());
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
    const stage = await admitted(freshPlace());
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
    const stage = await admitted(freshPlace());
    const { first, mira, verified, unverified, clock } = stage;
    await first.grants.give(mira);
    stage.fail('DELETE', { status: 429, retryAfter: 0.5 });
    const blocking = first.members.block(mira, staff, {});
    await answered(stage, `DELETE ${verified} 429`);
    await clock.skip(8_000);
    expect(await blocking).toMatchObject({ role: { is: 'refused', obstacle: 'discordUnavailable' } });
    await first.roleCleanup.settled();
    expect(stage.rolesOf(mira)).toEqual([unverified]);
  });

  test('case 29: a verified member who leaves and comes back while the role is being given has it', async () => {
    const stage = await admitted(freshPlace());
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
});
