import type { RoleMoves } from '../../../gate/ports.ts';
import type { Database } from '../../database.ts';
import { whoOf } from '../../sql/columns.ts';
import { orUnavailable } from '../../sql/unavailable.ts';

/** Servers that move their members to another role, and the members they have left to move. */
export function createRoleMoves({ quick, patient }: Pick<Database, 'quick' | 'patient'>): RoleMoves {
  /** Before and after the role in an index, so that the members who have it are not read. */
  const sides = ['<', '>'] as const;
  const otherwise = (serverId: string, roleId: string, side: (typeof sides)[number]) =>
    patient
      .selectFrom('roster')
      .where('server_id', '=', serverId)
      .where('granted_at', 'is not', null)
      .where('given_role_ids', side, roleId);

  return {
    count: (serverId, roleId) =>
      orUnavailable(async () => {
        let count = 0;
        for (const side of sides) {
          const counted = otherwise(serverId, roleId, side).select(({ fn }) => fn.countAll<number>().as('count'));
          count += (await counted.executeTakeFirstOrThrow()).count;
        }
        return count;
      }),

    members: (serverId, roleId, limit) =>
      orUnavailable(async () => {
        const found = [];
        for (const side of sides) {
          const page = otherwise(serverId, roleId, side).select(['server_id', 'member_id']);
          found.push(...(await page.orderBy('given_role_ids').limit(limit).execute()));
        }
        return found.slice(0, limit).map(whoOf);
      }),

    begin: (serverId, roleId, members) =>
      orUnavailable(async () => {
        const columns = { role_id: roleId, members, obstacle: null };
        await quick
          .insertInto('role_moves')
          .values({ server_id: serverId, ...columns })
          .onConflict((conflict) => conflict.column('server_id').doUpdateSet(columns))
          .execute();
      }),

    find: (serverId) =>
      orUnavailable(async () => {
        const row = await quick
          .selectFrom('role_moves')
          .selectAll()
          .where('server_id', '=', serverId)
          .executeTakeFirst();
        return row && moveOf(row);
      }),

    underway: () =>
      orUnavailable(async () => {
        const rows = await quick.selectFrom('role_moves').selectAll().where('obstacle', 'is', null).execute();
        return rows.map(moveOf);
      }),

    halt: ({ serverId, roleId }, obstacle) =>
      orUnavailable(async () => {
        const moves = quick.updateTable('role_moves').set({ obstacle });
        await moves.where('server_id', '=', serverId).where('role_id', '=', roleId).execute();
      }),

    end: ({ serverId, roleId }) =>
      orUnavailable(async () => {
        const moves = quick.deleteFrom('role_moves').where('server_id', '=', serverId);
        await moves.where('role_id', '=', roleId).execute();
      }),
  };
}

const moveOf = (row: { server_id: string; role_id: string; members: number; obstacle: string | null }) => ({
  serverId: row.server_id,
  roleId: row.role_id,
  members: row.members,
  ...(row.obstacle !== null && { obstacle: row.obstacle }),
});
