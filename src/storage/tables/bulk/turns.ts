import type { Kysely } from 'kysely';
import type { BulkRun, BulkRuns, RunCounts } from '../../../gate/bulk/runs.ts';
import type { Pseudonyms } from '../../pseudonyms.ts';
import { idsOf, idsText, whoOf } from '../../sql/columns.ts';
import type { Tables } from '../../sql/schema.ts';
import { entryOf } from '../roster.ts';

const ofRun = ({ serverId, id }: Pick<BulkRun, 'serverId' | 'id'>) => ({ server_id: serverId, run_id: id });

/** Whose turn it is, what became of them, and where they stand. */
export const createTurns = (patient: Kysely<Tables>, relaxed: Kysely<Tables>, pseudonyms: Pseudonyms) => ({
  ...createOutcomes(patient, relaxed),
  ...createStanding(patient, pseudonyms),
});

type Turns = Pick<BulkRuns, 'counts' | 'waiting' | 'members' | 'noteHad' | 'settle'>;

/** Whose turn it is, and what became of them. */
function createOutcomes(patient: Kysely<Tables>, relaxed: Kysely<Tables>): Turns {
  const some = (run: BulkRun, memberIds: readonly string[]) =>
    relaxed
      .updateTable('bulk_members')
      .where((is) => is.and(ofRun(run)))
      .where('member_id', 'in', [...memberIds]);

  return {
    counts: async (run) => {
      const rows = await patient
        .selectFrom('bulk_members')
        .select(['outcome', ({ fn }) => fn.countAll<number>().as('count')])
        .where((is) => is.and(ofRun(run)))
        .groupBy('outcome')
        .execute();
      const none: RunCounts = { waiting: 0, verified: 0, already: 0, absent: 0, hindered: 0 };
      return { ...none, ...Object.fromEntries(rows.map((row) => [row.outcome ?? 'waiting', Number(row.count)])) };
    },

    waiting: async (run, limit) => {
      const rows = await patient
        .selectFrom('bulk_members')
        .select(['member_id', 'had'])
        .where((is) => is.and(ofRun(run)))
        .where('outcome', 'is', null)
        .orderBy('place')
        .limit(limit)
        .execute();
      return rows.map(({ member_id, had }) => ({ memberId: member_id, ...(had !== null && { had: had === 1 }) }));
    },

    members: async (run, after, limit) => {
      const rows = await patient
        .selectFrom('bulk_members')
        .select(['member_id', 'had', 'outcome', 'place'])
        .where((is) => is.and(ofRun(run)))
        .where('place', '>', after)
        .orderBy('place')
        .limit(limit)
        .execute();
      return rows.map(({ member_id, had, outcome, place }) => ({
        memberId: member_id,
        place,
        ...(had !== null && { had: had === 1 }),
        ...(outcome !== null && { outcome }),
      }));
    },

    noteHad: async (run, memberIds, roleIds, all) => {
      if (memberIds.length === 0) return;
      await some(run, memberIds)
        .set({ had: all ? 1 : 0, had_role_ids: idsText(roleIds) })
        .where('had', 'is', null)
        .execute();
    },

    settle: async (run, memberIds, outcome) => void (await some(run, memberIds).set({ outcome }).execute()),
  };
}

/** Where members stand on the roster, under blocks and under notes of the staff's doing. */
function createStanding(patient: Kysely<Tables>, pseudonyms: Pseudonyms): Pick<BulkRuns, 'onRoster' | 'standing'> {
  return {
    onRoster: async (run, limit) => {
      const rows = await patient
        .selectFrom('roster')
        .leftJoin('bulk_members', (join) =>
          join
            .onRef('bulk_members.server_id', '=', 'roster.server_id')
            .onRef('bulk_members.run_id', '=', 'roster.batch')
            .onRef('bulk_members.member_id', '=', 'roster.member_id'),
        )
        .selectAll('roster')
        .select(['bulk_members.had', 'bulk_members.had_role_ids'])
        .where('roster.server_id', '=', run.serverId)
        .where('roster.batch', '=', run.id)
        .where('roster.how', '=', 'hand')
        .orderBy('roster.member_id')
        .limit(limit)
        .execute();
      return rows.map(({ had, had_role_ids, ...row }) => {
        const entry = entryOf(row);
        // Of a run from before they were written down: all or none.
        const known = had_role_ids === null ? undefined : idsOf(had_role_ids);
        return { entry, had: had === 1, hadRoleIds: known ?? (had === 1 ? (entry.givenRoleIds ?? []) : []) };
      });
    },

    standing: async (serverId, memberIds, now) => {
      if (memberIds.length === 0) return { verified: new Set(), blocked: new Set(), revoked: new Set() };
      const among = [...memberIds];
      const verified = await patient
        .selectFrom('roster')
        .select(['server_id', 'member_id'])
        .where('server_id', '=', serverId)
        .where('member_id', 'in', among)
        .execute();
      const blocked = await patient
        .selectFrom('blocks')
        .select('member_id')
        .where('server_id', '=', serverId)
        .where('member_id', 'in', among)
        .where((is) => is.or([is('blocked_until', 'is', null), is('blocked_until', '>', now)]))
        .execute();
      const noted = new Map(
        among.flatMap((memberId) => pseudonyms.all({ serverId, memberId }).map((one) => [one, memberId] as const)),
      );
      const notes = await patient
        .selectFrom('number_only')
        .select('pseudonym')
        .where('server_id', '=', serverId)
        .where('pseudonym', 'in', [...noted.keys()])
        .execute();
      return {
        verified: new Set(verified.map((row) => whoOf(row).memberId)),
        blocked: new Set(blocked.flatMap(({ member_id }) => member_id ?? [])),
        revoked: new Set(notes.flatMap(({ pseudonym }) => noted.get(pseudonym) ?? [])),
      };
    },
  };
}
