import type { Kysely } from 'kysely';
import type { RoleMoves } from '../../../gate/ports.ts';
import type { Database } from '../../database.ts';
import { idsOf, whoOf } from '../../sql/columns.ts';
import type { Tables } from '../../sql/schema.ts';

/** Servers that move their members to other roles, and the groups of members by the roles that they have. */
export function createRoleMoves({ quick, patient }: Pick<Database, 'quick' | 'patient'>): RoleMoves {
  return {
    ...createGroups(patient),

    begin: async (serverId, goal, members) => {
      const columns = { role_id: goal, members, obstacle: null };
      await quick
        .insertInto('role_moves')
        .values({ server_id: serverId, ...columns })
        .onConflict((conflict) => conflict.column('server_id').doUpdateSet(columns))
        .execute();
    },

    find: async (serverId) => {
      const row = await quick.selectFrom('role_moves').selectAll().where('server_id', '=', serverId).executeTakeFirst();
      return row && moveOf(row);
    },

    underway: async () => {
      const rows = await quick.selectFrom('role_moves').selectAll().where('obstacle', 'is', null).execute();
      return rows.map(moveOf);
    },

    halt: async ({ serverId, goal }, obstacle) => {
      const moves = quick.updateTable('role_moves').set({ obstacle });
      await moves.where('server_id', '=', serverId).where('role_id', '=', goal).execute();
    },

    end: async ({ serverId, goal }) => {
      const moves = quick.deleteFrom('role_moves').where('server_id', '=', serverId);
      await moves.where('role_id', '=', goal).execute();
    },
  };
}

const moveOf = (row: { server_id: string; role_id: string; members: number; obstacle: string | null }) => ({
  serverId: row.server_id,
  goal: row.role_id,
  members: row.members,
  ...(row.obstacle !== null && { obstacle: row.obstacle }),
});

/** Members by the roles that they were given. An index has all that is read here. */
function createGroups(patient: Kysely<Tables>): Pick<RoleMoves, 'groups' | 'members'> {
  return {
    groups: async (serverId) => {
      const rows = await patient
        .selectFrom('roster')
        .select(['given_role_ids', 'country', 'line_kind', ({ fn }) => fn.countAll<number>().as('members')])
        .where('server_id', '=', serverId)
        .where('granted_at', 'is not', null)
        .where('given_role_ids', 'is not', null)
        .groupBy(['given_role_ids', 'country', 'line_kind'])
        .execute();
      return rows.map((row) => ({
        given: row.given_role_ids ?? '',
        givenRoleIds: idsOf(row.given_role_ids),
        ...(row.country !== null && { country: row.country }),
        ...(row.line_kind !== null && { lineKind: row.line_kind }),
        members: row.members,
      }));
    },

    members: async (serverId, { given, country, lineKind }, limit) => {
      const page = patient
        .selectFrom('roster')
        .select(['server_id', 'member_id'])
        .where('server_id', '=', serverId)
        .where('granted_at', 'is not', null)
        .where('given_role_ids', '=', given)
        .where('country', country === undefined ? 'is' : '=', country ?? null)
        .where('line_kind', lineKind === undefined ? 'is' : '=', lineKind ?? null);
      return (await page.limit(limit).execute()).map(whoOf);
    },
  };
}
