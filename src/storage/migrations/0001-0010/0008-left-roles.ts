import type { Kysely } from 'kysely';

/** Verified roles that could not be taken yet from accounts that are not verified any more. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('left_roles')
    .addColumn('server_id', 'text', (column) => column.notNull())
    .addColumn('member_id', 'text', (column) => column.notNull())
    .addColumn('role_id', 'text', (column) => column.notNull())
    .addColumn('tries', 'integer', (column) => column.notNull())
    .addColumn('retry_at', 'bigint')
    .addUniqueConstraint('left_roles_one_a_member', ['server_id', 'member_id'])
    .execute();
  await db.schema.createIndex('left_roles_by_retry').on('left_roles').column('retry_at').execute();
}
