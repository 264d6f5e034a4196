import { describe, expect, it } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import { createRoleCleanup } from '../../src/gate/roles/role-cleanup.ts';
import type { GrantObstacle, RoleAnswer } from '../../src/gate/roles/role-keeper.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { mia, noor, phone } from '../storage/fixtures.ts';
import { freshDatabase, openOn } from '../storage/support.ts';

const MINUTE = 60_000;
/** Mia as she leaves the roster, who had another role before she was verified. */
const leaving = { ...mia, givenRoleIds: ['verified'], takenRoleIds: ['unverified'], grantedAt: 1 };
const onError = (error: unknown) => {
  throw error;
};

/** Who takes roles, over a real database; Discord refuses for `discord.obstacle`, and `asked` is what it was asked for. */
async function setUp() {
  const clock = manualClock();
  const stores = await openOn(await freshDatabase());
  await stores.settings.save(mia.serverId, { ...freshSettings, roleId: 'verified', removedRoleIds: ['unverified'] });
  const discord: { obstacle: GrantObstacle | undefined } = { obstacle: undefined };
  const asked: string[] = [];
  const ask =
    (what: string) =>
    async (who: { memberId: string }, roleId: string): Promise<RoleAnswer> => {
      asked.push(`${what} ${roleId} ${who.memberId}`);
      return discord.obstacle ? { is: 'refused', obstacle: discord.obstacle } : { is: 'done' };
    };
  const look = async () => ({ is: 'seen', member: { roles: [], pending: false } }) as const;
  const roleCleanup = createRoleCleanup({
    ...stores,
    roles: { give: ask('give'), take: ask('take'), look },
    clock,
    onError,
  });
  /** What Discord is asked for in a run after so long. */
  const later = async (time: number) => {
    await clock.skip(time);
    asked.length = 0;
    await roleCleanup.retry();
    return [...asked];
  };
  return { stores, clock, discord, asked, roleCleanup, later };
}

const [taken, givenBack] = [`take verified ${mia.memberId}`, `give unverified ${mia.memberId}`];

it('gives back what verifying took away, once the role is gone', async () => {
  const { roleCleanup, asked, later } = await setUp();
  expect(await roleCleanup.take(leaving, 'a test')).toEqual({ is: 'done' });
  expect(asked).toEqual([taken, givenBack]);
  expect(await later(60 * MINUTE)).toEqual([]);
});

it('says so where no role has been chosen', async () => {
  const { roleCleanup, stores, asked } = await setUp();
  await stores.settings.save(mia.serverId, freshSettings);
  expect(await roleCleanup.take(mia, 'a test')).toEqual({ is: 'notSetUp' });
  expect(asked).toEqual([]);
});

describe('a role that Discord does not take', () => {
  it('is tried again after growing waits while Discord is down, until it is gone', async () => {
    const { roleCleanup, discord, later } = await setUp();
    discord.obstacle = 'discordUnavailable';
    expect(await roleCleanup.take(leaving, 'a test')).toEqual({ is: 'refused', obstacle: 'discordUnavailable' });
    expect(await later(MINUTE - 1)).toEqual([]);
    expect(await later(1)).toEqual([taken]);
    expect(await later(5 * MINUTE - 1)).toEqual([]);
    discord.obstacle = undefined;
    expect(await later(1)).toEqual([taken, givenBack]);
    expect(await later(24 * 60 * MINUTE)).toEqual([]);
  });

  it('waits, where a permission is missing, until its server is tried again', async () => {
    const { roleCleanup, discord, stores, clock, later } = await setUp();
    discord.obstacle = 'missingPermission';
    await roleCleanup.take(leaving, 'a test');
    discord.obstacle = undefined;
    expect(await later(24 * 60 * MINUTE)).toEqual([]);
    await stores.pendingRoles.retryServer(mia.serverId, clock.now());
    expect(await later(0)).toEqual([taken, givenBack]);
  });

  it.each(['memberGone', 'roleGone'] as const)('is done with where there is none to take: %s', async (obstacle) => {
    const { roleCleanup, discord, later } = await setUp();
    discord.obstacle = obstacle;
    await roleCleanup.take(leaving, 'a test');
    expect(await later(24 * 60 * MINUTE)).toEqual([]);
  });

  it('is left to a member who has been verified again in between', async () => {
    const { roleCleanup, discord, stores, clock, later } = await setUp();
    discord.obstacle = 'discordUnavailable';
    for (const who of [mia, noor]) await roleCleanup.take(who, 'a test');
    await stores.roster.admit({ ...mia, phone, verifiedAt: clock.now() }, 1);
    expect(await later(MINUTE)).toEqual([`take verified ${noor.memberId}`]);
    await stores.roster.remove(mia);
    expect(await later(MINUTE)).toEqual([]);
  });

  it('is tried again by the next process where the one that asked died', async () => {
    const { stores, clock, later } = await setUp();
    const dies = createRoleCleanup({
      ...stores,
      roles: {
        give: async () => ({ is: 'done' }),
        take: () => Promise.reject(new Error('the process died')),
        look: () => Promise.reject(new Error('nobody looks')),
      },
      ...{ clock, onError },
    });
    await expect(dies.take(leaving, 'a test')).rejects.toThrow('died');
    expect(await later(MINUTE)).toEqual([taken, givenBack]);
  });
});
