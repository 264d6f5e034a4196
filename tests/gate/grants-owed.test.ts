import { describe, expect, it } from 'vitest';
import { StoreUnavailable } from '../../src/base/store-unavailable.ts';
import type { GrantObstacle, RoleKeeper } from '../../src/gate/roles/role-keeper.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import type { Stores } from '../../src/storage/stores.ts';
import { inParallel } from '../storage/support.ts';
import { dyingAt, failingAt } from '../support/breaking.ts';
import { createPlace } from '../support/place.ts';
import { american, memberOf, openWith, verdict } from '../support/verifier.ts';

const member = memberOf(1);
const claimLife = 60_000;
const obstacles: GrantObstacle[] = ['missingPermission', 'roleGone', 'memberGone', 'discordUnavailable'];

/** A place where a member's number was proven by one SMS, and the role not yet given. */
async function admitted({ setUp = true } = {}) {
  const place = createPlace();
  const latchkey = await place.start();
  if (setUp) await latchkey.stores.settings.save(member.serverId, openWith('300'));
  await latchkey.enter(member, american);
  await latchkey.send(member);
  expect(verdict(await latchkey.submit(member, place.code(american)))).toBe('admitted');
  return { ...place, latchkey };
}

/** The same with the role given. */
async function granted() {
  const place = await admitted();
  expect(await place.latchkey.grants.give(member)).toEqual({ is: 'granted' });
  place.discord.asked.length = 0;
  await place.clock.skip(1000);
  return place;
}

describe('case 25: a right code followed by a failed grant', () => {
  it.each(obstacles)('(%s) is said honestly, and made later, once, without another SMS', async (obstacle) => {
    const { latchkey, discord, sent } = await admitted();
    discord.state.obstacle = obstacle;
    for (const _ of [1, 2, 3]) expect(await latchkey.grants.give(member)).toEqual({ is: 'owed', obstacle });
    const entry = await latchkey.stores.roster.find(member);
    expect(entry).toBeDefined();
    expect(entry?.grantedAt).toBeUndefined();

    discord.state.obstacle = undefined;
    discord.asked.length = 0;
    const ends = await inParallel(10, () => latchkey.grants.giveBack(member));
    expect(ends.some(({ is }) => is === 'granted')).toBe(true);
    expect(await latchkey.grants.give(member)).toEqual({ is: 'granted' });
    expect(discord.asked).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  it('(the server is not set up) is owed until it is', async () => {
    const { latchkey, discord } = await admitted({ setUp: false });
    expect(await latchkey.grants.give(member)).toEqual({ is: 'owed', obstacle: 'notSetUp' });
    expect(discord.asked).toEqual([]);
    await latchkey.stores.settings.save(member.serverId, openWith('301'));
    expect(await latchkey.grants.giveBack(member)).toEqual({ is: 'granted' });
    expect(discord.asked).toEqual([{ who: member, roleId: '301' }]);
  });

  it('(the process died while asking) is taken over once the claim is past its life', async () => {
    const place = await admitted();
    const { clock, discord } = place;
    const asked = Promise.withResolvers<void>();
    const roles: RoleKeeper = {
      give() {
        asked.resolve();
        return new Promise(() => {});
      },
      take: async () => ({ is: 'done' }),
      look: async () => ({ is: 'seen', member: { roles: [], pending: false } }),
    };
    const wrap = ({ roster, ...stores }: Stores) => ({
      ...stores,
      roster: { ...roster, renewClaim: () => new Promise<boolean>(() => {}) },
    });
    void (await place.start({ roles, wrap })).grants.give(member);
    await asked.promise;
    const restarted = await place.start();
    expect(await restarted.grants.give(member)).toEqual({ is: 'underway' });

    await clock.skip(claimLife);
    expect(await restarted.grants.give(member)).toEqual({ is: 'underway' });
    await clock.skip(1);
    const ends = await inParallel(10, () => restarted.grants.give(member));
    expect(ends.filter(({ is }) => is === 'granted' || is === 'underway')).toHaveLength(10);
    expect(discord.asked).toHaveLength(1);
    expect(await restarted.grants.give(member)).toEqual({ is: 'granted' });
  });

  it.each([1, 2, 3])('(the process died at call %i) is made when the member comes back', async (at) => {
    const place = await admitted();
    const { dead, wrap } = dyingAt(at);
    const dying = await place.start({ wrap });
    void dying.grants.give(member);
    expect(await dead).toBe(['load settings', 'claim', 'note the grant'][at - 1]);

    const restarted = await place.start();
    await place.clock.skip(claimLife + 1);
    expect(await restarted.grants.giveBack(member)).toEqual({ is: 'granted' });
    // Discord may have been asked by the one that died; asking again changes nothing there.
    expect(place.discord.asked).toHaveLength(at === 3 ? 2 : 1);
  });

  it.each([1, 2, 3])('(the store failed at call %i) is made when the store is back', async (at) => {
    const place = await admitted();
    const { wrap } = failingAt(at);
    await expect((await place.start({ wrap })).grants.give(member)).rejects.toThrow(StoreUnavailable);
    const healed = await place.start();
    await place.clock.skip(claimLife + 1);
    expect(await healed.grants.giveBack(member)).toEqual({ is: 'granted' });
  });
});

describe('case 25: without being asked', () => {
  it('a role whose giver died before it asked is given a minute later, once', async () => {
    const { latchkey, discord, clock, sent } = await admitted();
    await clock.skip(claimLife - 1);
    await latchkey.grants.retry();
    expect(discord.asked).toEqual([]);
    await clock.skip(1);
    for (const _ of [1, 2]) await latchkey.grants.retry();
    expect(await latchkey.grants.give(member)).toEqual({ is: 'granted' });
    expect(discord.asked).toHaveLength(1);
    expect(sent).toHaveLength(1);
  });

  it('a role given back whose giver died is given a minute later', async () => {
    const place = await granted();
    const { dead, wrap } = dyingAt(3);
    void (await place.start({ wrap })).grants.giveBack(member);
    expect(await dead).toBe('claim');
    await place.clock.skip(claimLife);
    await place.latchkey.grants.retry();
    expect(place.discord.asked).toHaveLength(1);
    expect((await place.latchkey.stores.roster.find(member))?.grantedAt).toBeDefined();
  });

  it('a role of a server without one is parked, until an admin has chosen one', async () => {
    const { latchkey, discord, clock } = await admitted({ setUp: false });
    await clock.skip(claimLife);
    await latchkey.grants.retry();
    await clock.skip(24 * 60 * claimLife);
    expect(await latchkey.stores.roster.dueGrants(clock.now(), 10)).toEqual([]);
    expect(discord.asked).toEqual([]);

    await latchkey.stores.settings.save(member.serverId, openWith('301'));
    await latchkey.stores.roster.retryServer(member.serverId, clock.now());
    await latchkey.grants.retry();
    expect(discord.asked).toEqual([{ who: member, roleId: '301' }]);
  });

  it('a role that was given stays given where no role is chosen any more', async () => {
    const { latchkey } = await granted();
    await latchkey.stores.settings.save(member.serverId, freshSettings);
    expect(await latchkey.grants.give(member)).toEqual({ is: 'owed', obstacle: 'notSetUp' });
    expect((await latchkey.stores.roster.find(member))?.grantedAt).toBeDefined();
  });
});
