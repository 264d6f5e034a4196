import type { Kysely } from 'kysely';
import type { LeftRoles } from '../gate/ports.ts';
import { memberColumns, whoOf } from './columns.ts';
import type { Tables } from './schema.ts';
import { orUnavailable } from './unavailable.ts';

/** Roles still to be taken in the database, one a member. */
export function createLeftRoles(db: Kysely<Tables>): LeftRoles {
  return {
    keep: (left, retryAt) =>
      orUnavailable(async () => {
        const columns = { role_id: left.roleId, tries: left.tries, retry_at: retryAt ?? null };
        await db
          .insertInto('left_roles')
          .values({ ...memberColumns(left), ...columns })
          .onConflict((conflict) => conflict.columns(['server_id', 'member_id']).doUpdateSet(columns))
          .execute();
      }),

    due: (now, limit) =>
      orUnavailable(async () => {
        const rows = await db
          .selectFrom('left_roles')
          .selectAll()
          .where('retry_at', '<=', now)
          .orderBy('retry_at')
          .limit(limit)
          .execute();
        return rows.map((row) => ({ ...whoOf(row), roleId: row.role_id, tries: row.tries }));
      }),

    retryServer: (serverId, now) =>
      orUnavailable(async () => {
        await db.updateTable('left_roles').set({ retry_at: now }).where('server_id', '=', serverId).execute();
      }),

    forget: (who) =>
      orUnavailable(async () => {
        await db
          .deleteFrom('left_roles')
          .where((is) => is.and(memberColumns(who)))
          .execute();
      }),
  };
}
