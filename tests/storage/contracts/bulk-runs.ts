import { describe, expect, test } from 'vitest';
import type { Stores } from '../../../src/storage/stores.ts';
import { mia, phone } from '../fixtures.ts';
import { inParallel } from '../support.ts';
import type { Place } from './place.ts';

const { serverId } = mia;
const now = 1_700_000_000_000;
const ids = ['10', '11', '12', '13'].map((end) => `2000000000000000${end}`);
const how = { by: '1', reason: 'Moved over.', at: now };
const approval = { by: '1', reason: 'Moved over.', batch: 'one' };
const renewal = { ...mia, phone, verifiedAt: now + 1 };
const [first = '', second = '', third = ''] = ids;

export function bulkRunsContract(freshPlace: () => Place): void {
  async function counted(id = 'one', memberIds: readonly string[] = ids) {
    const stores = await freshPlace().open();
    await stores.bulkRuns.keep({ id, serverId, by: '1', at: now }, memberIds);
    return stores;
  }

  describe('runs that verify many', () => {
    test('begin once, one of a server at a time', async () => {
      const { bulkRuns } = await counted();
      await bulkRuns.keep({ id: 'two', serverId, by: '2', at: now }, ids);
      expect(await bulkRuns.latest(serverId, 5)).toEqual([]);
      const begun = await inParallel(8, (index) => bulkRuns.begin(serverId, index % 2 ? 'one' : 'two', how));
      expect(begun.filter(Boolean)).toHaveLength(1);
      const [run] = await bulkRuns.underway();
      expect(run).toMatchObject({ serverId, ...how, state: 'running', members: 4 });
      if (!run) return;
      expect(await bulkRuns.turn(serverId, run.id, ['running'], 'stopped')).toBe(true);
      expect(await bulkRuns.turn(serverId, run.id, ['running'], 'stopped')).toBe(false);
      expect(await bulkRuns.begin(serverId, run.id === 'one' ? 'two' : 'one', how)).toBe(true);
      expect(await bulkRuns.turn(serverId, run.id, ['stopped'], 'running')).toBe(false);
    });

    test('keep the last list of an admin that was not begun, and those of others', async () => {
      const { bulkRuns } = await counted();
      await bulkRuns.keep({ id: 'two', serverId, by: '2', at: now }, ids);
      const first = await bulkRuns.find(serverId, 'one');
      await bulkRuns.keep({ id: 'three', serverId, by: '1', at: now }, ids);
      expect(await bulkRuns.find(serverId, 'one')).toBeUndefined();
      expect(await bulkRuns.begin(serverId, 'one', how)).toBe(false);
      if (first) expect(await bulkRuns.members(first, -1, 9)).toEqual([]);
      expect(await bulkRuns.begin(serverId, 'two', how)).toBe(true);
      await bulkRuns.keep({ id: 'four', serverId, by: how.by, at: now }, ids);
      expect(await bulkRuns.find(serverId, 'two')).toMatchObject({ state: 'running', members: 4 });
      expect(await bulkRuns.find(serverId, 'three')).toBeUndefined();
    });

    test('know whose turn it is, what became of whom, and who had the role before', async () => {
      const { bulkRuns } = await counted();
      await bulkRuns.begin(serverId, 'one', how);
      const run = await bulkRuns.find(serverId, 'one');
      if (!run) throw new Error('not found');
      await bulkRuns.noteHad(run, [first], ['300', '301'], true);
      await bulkRuns.noteHad(run, [first, second], ['301'], false);
      await bulkRuns.settle(run, [second], 'absent');
      expect(await bulkRuns.waiting(run, 2)).toEqual([{ memberId: first, had: true }, { memberId: third }]);
      expect(await bulkRuns.counts(run)).toEqual({ waiting: 3, verified: 0, already: 0, absent: 1, hindered: 0 });
      const all = await bulkRuns.members(run, -1, 2);
      expect(all.map(({ memberId }) => memberId)).toEqual([first, second]);
      expect(await bulkRuns.members(run, all.at(-1)?.place ?? 0, 9)).toHaveLength(2);

      await bulkRuns.halt(run, 'missingPermission');
      expect(await bulkRuns.underway()).toEqual([]);
      expect(await bulkRuns.turn(serverId, 'one', ['running'], 'running')).toBe(true);
      expect(await bulkRuns.underway()).toHaveLength(1);
    });

    test('are undone for those alone who are on the roster by them', async () => {
      const { bulkRuns, roster, numberOnly } = await counted();
      await bulkRuns.begin(serverId, 'one', how);
      const run = await bulkRuns.find(serverId, 'one');
      if (!run) throw new Error('not found');
      await bulkRuns.noteHad(run, [first], ['300'], true);
      for (const memberId of [first, second]) {
        await roster.add({ serverId, memberId }, { approval }, now);
      }
      await roster.add({ serverId, memberId: third }, { approval: { by: '1', reason: 'Met.' } }, now);
      await roster.admit({ ...mia, phone, verifiedAt: now }, 1);
      await numberOnly.note({ serverId, memberId: third });
      await numberOnly.note({ serverId: '1', memberId: first });
      const found = await bulkRuns.onRoster(run, 9);
      expect(found.map(({ entry, had, hadRoleIds }) => [entry.memberId, had, hadRoleIds])).toEqual([
        [first, true, ['300']],
        [second, false, []],
      ]);
      expect(await bulkRuns.standing(serverId, [first, third, '9'], now)).toEqual({
        verified: new Set([first, third]),
        blocked: new Set(),
        revoked: new Set([third]),
      });
    });

    test('take off those alone who are members by them: a number that was proven since stays, and is none of the past', async () => {
      const { roster, endings, pastNumbers } = await counted();
      await roster.add(mia, { approval }, now);
      expect(await roster.remove(mia, 'two')).toBeUndefined();
      expect(await roster.remove(mia, 'one')).toMatchObject({ ...mia, approval });
      await roster.add(mia, { approval }, now);
      await endings.renew(renewal, 1);
      expect(await roster.remove(mia, 'one')).toBeUndefined();
      expect(await roster.find(mia)).toEqual(renewal);
      expect(await pastNumbers.ofMember(mia)).toEqual([]);
    });

    test('of being taken off with a run and proving a number in the same instant, one is done', async () => {
      const place = freshPlace();
      const [{ roster }, { endings }] = [await place.open(), await place.open()];
      for (let round = 0; round < 40; round++) {
        await roster.add(mia, { approval }, now);
        // Renewing takes some statements: it is the later one at times, and at times the earlier one.
        const removal = afterLooks(roster, round % 10).then(() => roster.remove(mia, 'one'));
        const [renewed, removed] = await Promise.all([endings.renew(renewal, 1), removal]);
        expect([renewed, await roster.find(mia)]).toEqual(
          removed ? [{ is: 'gone' }, undefined] : [{ is: 'renewed' }, renewal],
        );
        await roster.remove(mia);
      }
    });

    test('bring back nobody whom the staff have revoked or blocked, as one who vouches for them does', async () => {
      const { roster, numberOnly, blocks } = await counted();
      await numberOnly.note({ serverId, memberId: first });
      await blocks.put({ serverId, memberId: second, ...phone, reason: 'Spam.', by: '1', at: now });
      for (const memberId of [first, second]) {
        const who = { serverId, memberId };
        expect(await roster.add(who, { approval }, now)).toBe(false);
        expect(await roster.find(who)).toBeUndefined();
        expect(await roster.add(who, { approval: { by: '1', reason: 'Met in person.' } }, now)).toBe(true);
      }
    });

    test('forget a member, what was counted and not begun, and what is old', async () => {
      const { bulkRuns } = await counted();
      await bulkRuns.keep({ id: 'two', serverId, by: '2', at: now }, ids);
      await bulkRuns.begin(serverId, 'one', how);
      const run = await bulkRuns.find(serverId, 'one');
      if (!run) throw new Error('not found');
      await bulkRuns.forgetMember({ serverId, memberId: first });
      expect((await bulkRuns.counts(run)).waiting).toBe(3);
      expect(await bulkRuns.ofMember({ serverId, memberId: first })).toEqual([]);
      await bulkRuns.noteHad(run, [second], ['300'], false);
      await bulkRuns.settle(run, [second], 'verified');
      expect(await bulkRuns.ofMember({ serverId, memberId: second })).toEqual(
        expect.arrayContaining([
          { ...how, isBegun: true, outcome: 'verified', hadRoleIds: ['300'] },
          { by: '2', reason: '', at: now, isBegun: false },
        ]),
      );
      await bulkRuns.prune({ counted: now + 1, begun: now + 1 });
      expect(await bulkRuns.find(serverId, 'two')).toBeUndefined();
      expect(await bulkRuns.find(serverId, 'one')).toBeDefined();
      await bulkRuns.turn(serverId, 'one', ['running'], 'done');
      await bulkRuns.prune({ counted: now, begun: now + 1 });
      expect(await bulkRuns.find(serverId, 'one')).toBeUndefined();
      expect(await bulkRuns.members(run, -1, 9)).toEqual([]);
    });
  });
}

async function afterLooks(roster: Pick<Stores['roster'], 'find'>, times: number): Promise<void> {
  for (let time = 0; time < times; time++) await roster.find(mia);
}
