import { type Kysely, sql } from 'kysely';
import type { Dialect } from '../../sql/dialect.ts';

/**
 * Which roles each member was given and which were taken from them, who is asking Discord for one, what is still to be done
 * for those who are not verified any more, and which servers move their members to another role.
 */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  // Ids, with a space between two.
  await db.schema.alterTable('roster').addColumn('given_role_ids', 'text').execute();
  await db.schema.alterTable('roster').addColumn('taken_role_ids', 'text').execute();
  await db.schema.alterTable('roster').addColumn('grant_claim', 'text').execute();
  // Until now nobody wrote down which role it was. The one chosen now is the likeliest.
  const chosen = dialect === 'postgres' ? sql`settings::json ->> 'roleId'` : sql`json_extract(settings, '$.roleId')`;
  await sql`UPDATE roster SET given_role_ids =
      (SELECT ${chosen} FROM server_settings WHERE server_settings.server_id = roster.server_id)
    WHERE granted_at IS NOT NULL`.execute(db);
  await db.schema
    .createIndex('roster_given')
    .on('roster')
    .columns(['server_id', 'given_role_ids', 'granted_at'])
    .where('granted_at', 'is not', null)
    .execute();

  // SQLite cannot take a constraint off a table.
  await db.schema.alterTable('left_roles').renameTo('left_roles_one_a_member_only').execute();
  await db.schema.dropIndex('left_roles_by_retry').execute();
  await db.schema
    .createTable('left_roles')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('role_id', 'text', (column) => column.notNull())
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('retry_at', 'bigint')
    .addUniqueConstraint('left_roles_one_a_role', ['server_id', 'member_id', 'role_id'])
    .execute();
  await sql`INSERT INTO left_roles (server_id, member_id, role_id, act, tries, retry_at)
    SELECT server_id, member_id, role_id, 'take', tries, retry_at FROM left_roles_one_a_member_only`.execute(db);
  await db.schema.dropTable('left_roles_one_a_member_only').execute();
  await db.schema.createIndex('left_roles_by_retry').on('left_roles').column('retry_at').execute();

  await db.schema
    .createTable('role_moves')
    .addColumn('server_id', 'text', (column) => column.primaryKey())
    .addColumn('role_id', 'text', (column) => column.notNull())
    .addColumn('members', 'integer', (column) => column.notNull())
    .addColumn('obstacle', 'text')
    .execute();
}
