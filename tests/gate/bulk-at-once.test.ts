import { expect, test } from 'vitest';
import type { Who } from '../../src/base/member-ref.ts';
import { createBulk } from '../../src/gate/bulk/bulk.ts';
import type { BulkParts, Sight } from '../../src/gate/bulk/parts.ts';
import { createPrivacy } from '../../src/gate/privacy/privacy.ts';
import type { RoleKeeper } from '../../src/gate/roles/role-keeper.ts';
import { freshSettings } from '../../src/gate/settings/settings.ts';
import type { Stores } from '../../src/storage/stores.ts';
import type { Place } from '../storage/contracts/place.ts';
import { mia, noor, phone } from '../storage/fixtures.ts';
import { onEachDatabase } from '../storage/places.ts';
import { rolesOver } from '../support/roles.ts';

const { serverId } = mia;
const now = 1_700_000_000_000;
const clock = { now: () => now, after: () => () => {} };
const run = { id: 'one', serverId, by: '900', at: now };
const onServer = new Map<string, Set<string>>();

/** A process that verifies many, over stores. Discord's members have the roles in `onServer`. @param given each role that it is asked for */
function processOf(stores: Stores, given: string[], onLook = async () => {}) {
  const shown = (memberId: string) => ({
    at: now,
    roles: [...(onServer.get(memberId) ?? [])],
    pending: false,
    bot: false,
  });
  const roles: RoleKeeper = {
    give: async ({ memberId }, roleId) => {
      // Long enough for the other process to come to the same member.
      await new Promise(setImmediate);
      given.push(memberId);
      onServer.get(memberId)?.add(roleId);
      return { is: 'done' };
    },
    take: async () => ({ is: 'done' }),
    look: async ({ memberId }) => ({ is: 'seen', member: shown(memberId) }),
  };
  const sight: BulkParts['sight'] = async (_, waiting): Promise<Sight> => {
    const ids = waiting.map(({ memberId }) => memberId);
    const seen = new Map(ids.map((id) => [id, shown(id)]));
    await onLook();
    return { is: 'seen', covered: ids, seen };
  };
  const bulk = createBulk({
    ...stores,
    ...rolesOver(stores, { roles, clock }),
    runs: stores.bulkRuns,
    sight,
    onEnd: () => {},
    clock,
  });
  return bulk;
}

async function begun(place: Place, ids: readonly string[]) {
  const own = await place.open({ clock, beginnings: { began: () => 1, stamp: () => 3 } });
  const other = await place.open({ clock, beginnings: { began: () => Number.MAX_SAFE_INTEGER, stamp: () => 2 } });
  await own.settings.save(serverId, { ...freshSettings, roleId: '300' });
  onServer.clear();
  for (const id of ids) onServer.set(id, new Set());
  await other.bulkRuns.keep(run, ids);
  await other.bulkRuns.begin(serverId, run.id, { ...run, reason: 'Moved over.' });
  return { own, other };
}

onEachDatabase((freshPlace) => {
  test('two processes with one run give nobody a role twice, and leave nobody out', async () => {
    const ids = Array.from({ length: 120 }, (_, index) => `2000000000000000${100 + index}`);
    const { own, other } = await begun(freshPlace(), ids);
    const given: string[] = [];
    await Promise.all([processOf(own, given).run(), processOf(other, given).run()]);
    expect(given.toSorted()).toEqual(ids);
    expect((await own.roster.members(serverId)).toSorted()).toEqual(ids);
    const found = await own.bulkRuns.find(serverId, run.id);
    expect(found?.state).toBe('done');
    if (found) expect(await own.bulkRuns.counts(found)).toMatchObject({ waiting: 0, verified: ids.length });
    expect(await own.roster.dueGrants(now * 2, 10)).toEqual([]);
  });

  test.each([true, false])(
    'who proves a number while the run is undone keeps it: had the role before: %s',
    async (had) => {
      const { own, other } = await begun(freshPlace(), [mia.memberId, noor.memberId].toSorted());
      if (had) for (const roles of onServer.values()) roles.add('300');
      await processOf(own, []).run();
      await own.bulkRuns.turn(serverId, run.id, ['done'], 'undoing', '900');
      const renewed: string[] = [];
      const find = async (who: Who) => {
        const read = await own.roster.find(who);
        if (who.memberId === mia.memberId && renewed.length === 0) {
          renewed.push((await other.endings.renew({ ...mia, phone, verifiedAt: now }, 1)).is);
        }
        return read;
      };
      await processOf({ ...own, roster: { ...own.roster, find } }, []).run();
      expect(renewed).toEqual(['renewed']);
      expect(await own.roster.members(serverId)).toEqual([mia.memberId]);
      expect(await own.roster.find(mia)).toMatchObject({ phone });
      expect((await own.journal.ofMember(mia, 9)).map(({ what }) => what)).not.toContain('revoked');
      expect((await own.bulkRuns.find(serverId, run.id))?.state).toBe('undone');
    },
  );

  test('case 50: a run that is underway does not bring back who has their data deleted', async () => {
    const { own, other } = await begun(freshPlace(), [mia.memberId, noor.memberId].toSorted());
    const privacy = createPrivacy({
      ...other,
      lines: { forget: async () => {} },
      departures: {
        endOnceTaken: async () => ({ role: { is: 'notSetUp' }, isSettled: true }),
        end: async () => undefined,
      },
      verifier: { look: async () => undefined, forget: async () => {} },
      unfollow: () => {},
      withdraw: async () => {},
      hush: () => {},
      clock,
    });
    const given: string[] = [];
    const erase = async () => void (await privacy.erase(mia));
    await processOf(own, given, erase).run();
    expect(given).toEqual([noor.memberId]);
    expect(await own.roster.members(serverId)).toEqual([noor.memberId]);
    expect(await own.bulkRuns.ofMember(mia)).toEqual([]);
    expect(await own.journal.ofMember(mia, 9)).toEqual([]);
  });
});
