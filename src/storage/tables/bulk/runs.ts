import type { Kysely, Selectable } from 'kysely';
import { type BulkRun, type BulkRuns, runStates } from '../../../gate/bulk/runs.ts';
import type { Database } from '../../database.ts';
import type { Pseudonyms } from '../../pseudonyms.ts';
import type { BulkRunsTable, Tables } from '../../sql/schema.ts';
import { isDuplicate } from '../../sql/unavailable.ts';
import type { Erasing } from '../erasures.ts';
import { createRunLists } from './lists.ts';
import { createTurns } from './turns.ts';

/** When a run was counted that cannot be begun any more. */
const OVER = 0;

/** Runs that verify many members, in the database. A unique index lets one of a server be underway. */
export function createBulkRuns(
  { quick, relaxed, patient }: Pick<Database, 'quick' | 'relaxed' | 'patient'>,
  pseudonyms: Pseudonyms,
  erasing: Pick<Erasing, 'among'>,
): BulkRuns {
  const lists = createRunLists({ quick, relaxed }, erasing);
  return {
    ...lists,
    async keep(run, memberIds) {
      await lists.keep(run, memberIds);
      await forgetOthers(patient, run);
    },

    ...createRunStates(quick),
    ...createTurns(patient, relaxed, pseudonyms),

    prune: async ({ counted, begun }) => {
      const old = await patient
        .selectFrom('bulk_runs')
        .select(['server_id', 'id'])
        .where(({ or, and, eb }) =>
          or([
            and([eb('state', '=', 'counted'), eb('began_at', '<', counted)]),
            and([eb('state', 'not in', ['counted', 'running', 'undoing']), eb('began_at', '<', begun)]),
          ]),
        )
        .execute();
      await remove(patient, old);
    },
  };
}

/** Of what one admin has counted and not begun, the last is kept: they could count a hundred thousand members at every press. */
async function forgetOthers(db: Kysely<Tables>, { serverId, by, id }: Pick<BulkRun, 'serverId' | 'by' | 'id'>) {
  const others = db.updateTable('bulk_runs').where((is) => is.and({ server_id: serverId, done_by: by }));
  const over = others.where('state', '=', 'counted').where('id', '<>', id).set({ began_at: OVER });
  await remove(db, await over.returning(['server_id', 'id']).execute());
}

async function remove(db: Kysely<Tables>, runs: readonly { readonly server_id: string; readonly id: string }[]) {
  for (const { server_id, id } of runs) {
    await db
      .deleteFrom('bulk_members')
      .where((is) => is.and({ server_id, run_id: id }))
      .execute();
    await db
      .deleteFrom('bulk_runs')
      .where((is) => is.and({ server_id, id }))
      .execute();
  }
}

type States = Pick<BulkRuns, 'find' | 'latest' | 'underway' | 'begin' | 'turn' | 'halt'>;

/** False where another run of the server is underway. */
async function alone(change: () => Promise<{ readonly numUpdatedRows: bigint }>): Promise<boolean> {
  try {
    return (await change()).numUpdatedRows === 1n;
  } catch (error) {
    if (isDuplicate(error)) return false;
    throw error;
  }
}

/** Where runs stand. */
function createRunStates(db: Kysely<Tables>): States {
  const update = (serverId: string, id: string) =>
    db.updateTable('bulk_runs').where('server_id', '=', serverId).where('id', '=', id);

  return {
    find: async (serverId, id) => {
      const row = await db
        .selectFrom('bulk_runs')
        .selectAll()
        .where((is) => is.and({ server_id: serverId, id }))
        .executeTakeFirst();
      return row && runOf(row);
    },

    latest: async (serverId, limit) => {
      const rows = await db
        .selectFrom('bulk_runs')
        .selectAll()
        .where('server_id', '=', serverId)
        .where('state', '!=', 'counted')
        .orderBy('began_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(runOf);
    },

    underway: async () => {
      const rows = await db
        .selectFrom('bulk_runs')
        .selectAll()
        .where('state', 'in', ['running', 'undoing'])
        .where('obstacle', 'is', null)
        .execute();
      return rows.map(runOf);
    },

    begin: (serverId, id, { by, reason, at }) => {
      const begun = { done_by: by, reason, began_at: at, state: 'running' as const };
      return alone(() =>
        update(serverId, id).set(begun).where('state', '=', 'counted').where('began_at', '<>', OVER).executeTakeFirst(),
      );
    },

    turn: (serverId, id, from, to, undoneBy) => {
      const turned = { state: to, obstacle: null, ...(undoneBy !== undefined && { undone_by: undoneBy }) };
      return alone(() =>
        update(serverId, id)
          .set(turned)
          .where('state', 'in', [...from])
          .executeTakeFirst(),
      );
    },

    halt: async ({ serverId, id, state }, obstacle) => {
      await update(serverId, id).set({ obstacle }).where('state', '=', state).execute();
    },
  };
}

function runOf(row: Selectable<BulkRunsTable>): BulkRun {
  const { server_id, id, done_by, reason, began_at, state, members, obstacle, undone_by } = row;
  const known = runStates.find((one) => one === state) ?? 'stopped';
  const more = { ...(obstacle !== null && { obstacle }), ...(undone_by !== null && { undoneBy: undone_by }) };
  return { serverId: server_id, id, by: done_by, reason, at: began_at, state: known, members, ...more };
}
