import { describe, expect, it, onTestFinished } from 'vitest';
import { manualClock } from '../../sandbox/clock.ts';
import type { GateEvent } from '../../src/gate/journal/events.ts';
import { createRecorder } from '../../src/gate/journal/recorder.ts';
import type { GrantObstacle, RoleKeeper } from '../../src/gate/roles/role-keeper.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import { createMembers } from '../../src/gate/staff/members.ts';
import type { Stores } from '../../src/storage/stores.ts';
import { freshDatabase, inParallel, openOn } from '../storage/support.ts';
import { rolesOver } from '../support/roles.ts';
import { memberOf } from '../support/verifier.ts';

const [mia, noor] = [memberOf(1), memberOf(2)];
const decision = { by: '900', reason: 'Second account' };
const phone = { phoneKey: 'v1:00ff', country: 'US', lastDigits: '23' };

/** What the staff can do, over real stores, in as many processes as there are on one file. */
async function staffed() {
  const file = await freshDatabase();
  const clock = manualClock();
  const discord: { calls: string[]; obstacle?: GrantObstacle | undefined } = { calls: [] };
  const told: GateEvent[] = [];
  const call = (name: string) => async () => {
    discord.calls.push(name);
    await new Promise((resolve) => setImmediate(resolve));
    return discord.obstacle ? ({ is: 'refused', obstacle: discord.obstacle } as const) : ({ is: 'done' } as const);
  };
  const look = async () => ({ is: 'seen', member: { roles: [], pending: false } }) as const;
  const roles: RoleKeeper = { give: call('give'), take: call('take'), look };
  const forgotten: string[] = [];

  async function start(wrap: (stores: Stores) => Stores = (stores) => stores) {
    const stores = wrap(await openOn(file));
    const { roster, journal } = stores;
    const onError = (error: unknown) => onTestFinished(() => expect(error).toBeUndefined());
    const recorder = createRecorder({ journal, clock, onError });
    const record = async (event: GateEvent) => {
      await recorder(event);
      told.push(event);
    };
    const { departures, roleCleanup, grants } = rolesOver(stores, { roles, clock, record, onError });
    const verifier = {
      forget: async ({ memberId }: { memberId: string }) => void forgotten.push(memberId),
      renew: async () => true,
    };
    return {
      stores,
      ...createMembers({ ...stores, departures, roleCleanup, grants, verifier, record, clock }),
      admit: (who = mia) => roster.admit({ ...who, phone, verifiedAt: clock.now() }, 3),
    };
  }

  const staff = await start();
  await staff.stores.settings.save(mia.serverId, { ...freshSettings, roleId: '300' });
  return { staff, start, discord, told, forgotten, clock, happened: () => told.map(({ what }) => what) };
}

describe('a decision of the staff', () => {
  it.each([1, 2])('is made once among parallel ones, in %i process(es)', async (processes) => {
    const { staff, start, discord, happened } = await staffed();
    const all = [staff, ...(await inParallel(processes - 1, () => start()))];
    const at = (index: number) => all[index % processes] ?? staff;

    const approvals = await inParallel(10, (index) => at(index).approve(mia, decision));
    expect(approvals.filter(({ is }) => is === 'approved')).toHaveLength(1);
    const revocations = await inParallel(10, (index) => at(index).revoke(mia, decision));
    expect(revocations.filter(({ is }) => is === 'revoked')).toHaveLength(1);
    expect(discord.calls).toEqual(['give', 'take']);
    expect(happened()).toEqual(['approved', 'granted', 'revoked']);
  });

  it('names who made it and why', async () => {
    const { staff, told } = await staffed();
    await staff.admit();
    await staff.revoke(mia, decision, {});
    await staff.unblock(mia, '901');
    const reasoned = { by: '900', reason: 'Second account', country: 'US' };
    expect(told).toMatchObject([
      { ...mia, what: 'revoked', ...reasoned },
      { ...mia, what: 'blocked', ...reasoned },
      { ...mia, what: 'unblocked', by: '901' },
    ]);
  });

  it('voids the code underway', async () => {
    const { staff, forgotten } = await staffed();
    await staff.approve(mia, decision);
    await staff.revoke(mia, decision);
    expect(forgotten).toEqual([mia.memberId, mia.memberId]);
  });
});

describe('a revocation', () => {
  it('stands even where Discord keeps the role, and says so', async () => {
    const { staff, discord } = await staffed();
    await staff.admit();
    discord.obstacle = 'missingPermission';
    const revoked = await staff.revoke(mia, decision);
    expect(revoked).toMatchObject({ is: 'revoked', role: { is: 'refused', obstacle: 'missingPermission' } });
    expect(await staff.stores.roster.find(mia)).toBeUndefined();

    discord.obstacle = undefined;
    expect(await staff.takeLeftRole(mia, '900', true)).toEqual({ is: 'done' });
  });

  it('names the accounts that keep the number', async () => {
    const { staff } = await staffed();
    await staff.admit();
    await staff.admit(noor);
    expect(await staff.revoke(mia, decision)).toMatchObject({ others: [noor.memberId] });
  });

  it('has the block stand before the number is free', async () => {
    const { start, clock } = await staffed();
    const seen: unknown[] = [];
    const staff = await start((stores) => ({
      ...stores,
      roster: {
        ...stores.roster,
        async remove(who) {
          seen.push(await stores.blocks.find(mia.serverId, phone.phoneKey, clock.now()));
          return stores.roster.remove(who);
        },
      },
    }));
    await staff.admit();
    await staff.block(mia, decision, { until: clock.now() + 1000 });
    expect(seen).toMatchObject([{ ...mia, ...phone, by: '900', until: clock.now() + 1000 }]);
  });
});

describe('a block', () => {
  it('ends by itself, and its end can be changed before', async () => {
    const { staff, clock } = await staffed();
    const holds = () => staff.stores.blocks.find(mia.serverId, phone.phoneKey, clock.now());
    await staff.admit();
    await staff.block(mia, decision, { until: clock.now() + 1000 });
    expect(await staff.block(mia, decision, {})).toEqual({ is: 'changed', block: {} });
    await clock.skip(5000);
    expect(await holds()).toBeDefined();
    await staff.block(mia, decision, { until: clock.now() + 1000 });
    await clock.skip(5000);
    expect(await holds()).toBeUndefined();
    expect(await staff.unblock(mia, '900')).toEqual({ is: 'notBlocked' });
  });

  it('needs a number', async () => {
    const { staff, told } = await staffed();
    expect(await staff.block(mia, decision, {})).toEqual({ is: 'notVerified' });
    await staff.approve(mia, decision);
    told.length = 0;
    expect(await staff.block(mia, decision, {})).toEqual({ is: 'noNumber' });
    expect(told).toEqual([]);
  });
});

it('a role is not taken from who is verified', async () => {
  const { staff, discord } = await staffed();
  await staff.admit();
  expect(await staff.takeLeftRole(mia, '900', true)).toEqual({ is: 'verified' });
  expect(discord.calls).toEqual([]);
});
