import type { Who } from '../../../base/member-ref.ts';
import type { BulkRuns } from '../../../gate/bulk/runs.ts';
import type { Database } from '../../database.ts';
import { idsOf, memberColumns } from '../../sql/columns.ts';
import type { Erasing } from '../erasures.ts';

/** Rows of one statement: PostgreSQL takes 65,535 values. */
const ROWS = 1000;

/** Who is on the lists of members that are verified together. */
export function createRunLists(
  { quick, relaxed }: Pick<Database, 'quick' | 'relaxed'>,
  erasing: Pick<Erasing, 'among'>,
): Pick<BulkRuns, 'keep' | 'ofMember' | 'forgetMember'> {
  const forget = async (who: Who) =>
    void (await quick
      .deleteFrom('bulk_members')
      .where((is) => is.and(memberColumns(who)))
      .execute());

  return {
    keep: async ({ serverId, id, by, at }, memberIds) => {
      const erased = await erasing.among(serverId, memberIds);
      const kept = memberIds.filter((one) => !erased.has(one));
      // First of all, so that what a process left behind that died here goes with it.
      const begun = { done_by: by, reason: '', began_at: at, state: 'counted' as const, members: kept.length };
      const run = { server_id: serverId, id, ...begun, obstacle: null, undone_by: null };
      await quick.insertInto('bulk_runs').values(run).execute();
      for (let from = 0; from < kept.length; from += ROWS) {
        const rows = kept.slice(from, from + ROWS).map((memberId, index) => ({
          ...{ server_id: serverId, run_id: id, member_id: memberId },
          ...{ place: from + index, outcome: null, had: null, had_role_ids: null },
        }));
        await relaxed.insertInto('bulk_members').values(rows).execute();
      }
      // Whose deletion ran at the same time has found nothing yet.
      for (const memberId of await erasing.among(serverId, kept)) await forget({ serverId, memberId });
    },

    ofMember: async (who) => {
      const rows = await quick
        .selectFrom('bulk_members')
        .innerJoin('bulk_runs', (join) =>
          join
            .onRef('bulk_runs.server_id', '=', 'bulk_members.server_id')
            .onRef('bulk_runs.id', '=', 'bulk_members.run_id'),
        )
        .select(['done_by', 'reason', 'began_at', 'state', 'outcome', 'had_role_ids'])
        .where('bulk_members.server_id', '=', who.serverId)
        .where('bulk_members.member_id', '=', who.memberId)
        .orderBy('began_at', 'desc')
        .execute();
      return rows.map(({ done_by, reason, began_at, state, outcome, had_role_ids }) => ({
        ...{ by: done_by, reason, at: began_at, isBegun: state !== 'counted' },
        ...(outcome !== null && { outcome }),
        ...(had_role_ids !== null && { hadRoleIds: idsOf(had_role_ids) }),
      }));
    },

    forgetMember: forget,
  };
}
