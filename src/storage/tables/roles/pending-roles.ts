import type { Kysely, Selectable } from 'kysely';
import type { Who } from '../../../base/member-ref.ts';
import type { PendingRole, PendingRoles } from '../../../gate/ports.ts';
import { LONGEST_RETRY } from '../../../gate/roles/retries.ts';
import { memberColumns, whoOf } from '../../sql/columns.ts';
import { dueRows } from '../../sql/due.ts';
import type { LeftRolesTable, Tables } from '../../sql/schema.ts';

/** Roles still to be taken or given back in the database, one row a member and role. */
export function createPendingRoles(db: Kysely<Tables>): PendingRoles {
  const waits = db.selectFrom('left_roles').selectAll().where('act', '<>', 'taken');
  const deleteOf = (who: Who) => db.deleteFrom('left_roles').where((is) => is.and(memberColumns(who)));

  return {
    keep: async (pending, retryAt) => {
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
    },

    due: async (now, limit) => {
      const rows = await dueRows(now, LONGEST_RETRY, limit, ({ is, at, limit: most }) =>
        waits.where('retry_at', is, at).orderBy('retry_at').limit(most).execute(),
      );
      return pendingIn(rows);
    },

    ofMember: async (who) => {
      const rows = await waits.where((is) => is.and(memberColumns(who))).execute();
      return pendingIn(rows);
    },

    retryServer: async (serverId, now) => {
      const all = db.updateTable('left_roles').set({ retry_at: now }).where('server_id', '=', serverId);
      await all.where('act', '<>', 'taken').execute();
    },

    ...createTaken(db),

    forget: async ({ roleId, ...who }) => void (await deleteOf(who).where('role_id', '=', roleId).execute()),

    forgetParked: async (who) => void (await deleteOf(who).where('retry_at', 'is', null).execute()),

    forgetMember: async (who) => void (await deleteOf(who).execute()),
  };
}

const pendingIn = (rows: readonly Selectable<LeftRolesTable>[]): PendingRole[] =>
  rows.flatMap((row) => {
    const { role_id: roleId, act, tries } = row;
    return act === 'taken' ? [] : [{ ...whoOf(row), roleId, act, tries }];
  });

/** What is known of roles that were taken until a moment ago. */
function createTaken(db: Kysely<Tables>): Pick<PendingRoles, 'settle' | 'touched' | 'forgetTaken'> {
  return {
    settle: async ({ roleId, serverId, memberId }, until) => {
      const done = db.updateTable('left_roles').set({ act: 'taken', tries: 0, retry_at: until });
      const one = memberColumns({ serverId, memberId });
      await done.where((is) => is.and({ ...one, role_id: roleId, act: 'take' })).execute();
    },

    touched: async (who) => {
      const rows = await db
        .selectFrom('left_roles')
        .select('role_id')
        .where((is) => is.and(memberColumns(who)))
        .where('act', '<>', 'giveBack')
        .execute();
      return rows.map(({ role_id }) => role_id);
    },

    forgetTaken: async (now) => {
      await db.deleteFrom('left_roles').where('act', '=', 'taken').where('retry_at', '<', now).execute();
    },
  };
}
