import type { Kysely, Selectable } from 'kysely';
import type { Who } from '../../../base/member-ref.ts';
import type { PendingRole, PendingRoles } from '../../../gate/ports.ts';
import { LONGEST_RETRY } from '../../../gate/roles/retries.ts';
import { memberColumns, whoOf } from '../../sql/columns.ts';
import { dueRows } from '../../sql/due.ts';
import type { LeftRolesTable, Tables } from '../../sql/schema.ts';
import { orUnavailable } from '../../sql/unavailable.ts';

/** Roles still to be taken or given back in the database, one row a member and role. */
export function createPendingRoles(db: Kysely<Tables>): PendingRoles {
  const deleteOf = (who: Who) => db.deleteFrom('left_roles').where((is) => is.and(memberColumns(who)));

  return {
    keep: (pending, retryAt) =>
      orUnavailable(async () => {
        if (pending.length === 0) return;
        const rows = pending.map(({ roleId, act, tries, ...who }) => ({
          ...memberColumns(who),
          role_id: roleId,
          act,
          tries,
          retry_at: retryAt ?? null,
        }));
        await db
          .insertInto('left_roles')
          .values(rows)
          .onConflict((conflict) =>
            conflict.columns(['server_id', 'member_id', 'role_id']).doUpdateSet(({ ref }) => ({
              act: ref('excluded.act'),
              tries: ref('excluded.tries'),
              retry_at: ref('excluded.retry_at'),
            })),
          )
          .execute();
      }),

    due: (now, limit) =>
      orUnavailable(async () => {
        const rows = await dueRows(now, LONGEST_RETRY, limit, ({ is, at, limit: most }) =>
          db.selectFrom('left_roles').selectAll().where('retry_at', is, at).orderBy('retry_at').limit(most).execute(),
        );
        return rows.map(pendingOf);
      }),

    ofMember: (who) =>
      orUnavailable(async () => {
        const rows = await db
          .selectFrom('left_roles')
          .selectAll()
          .where((is) => is.and(memberColumns(who)))
          .execute();
        return rows.map(pendingOf);
      }),

    retryServer: (serverId, now) =>
      orUnavailable(async () => {
        await db.updateTable('left_roles').set({ retry_at: now }).where('server_id', '=', serverId).execute();
      }),

    forget: ({ roleId, ...who }) =>
      orUnavailable(async () => void (await deleteOf(who).where('role_id', '=', roleId).execute())),

    forgetParked: (who) =>
      orUnavailable(async () => void (await deleteOf(who).where('retry_at', 'is', null).execute())),

    forgetMember: (who) => orUnavailable(async () => void (await deleteOf(who).execute())),
  };
}

const pendingOf = (row: Selectable<LeftRolesTable>): PendingRole => ({
  ...whoOf(row),
  roleId: row.role_id,
  act: row.act,
  tries: row.tries,
});
